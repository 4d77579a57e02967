from dasbor.inside import kelola_life, manage
from dasbor.inside import kelola_part as kelola_parts
from dasbor.mart import common
from dasbor.page import steps, ui

page = ui.start("kelola")
t = page.t

steps.told(page)
with page.pickers():
    year = page.pick_year(common.years())
page.text(t("kelola.at_work", who=manage.operator()))

if file := kelola_parts.upload(page):
    kelola_parts.mark_draft(page)
    if seen := kelola_parts.understand(page, file, year):
        kelola_parts.draw_understood(page, seen)
        kelola_parts.draw_findings(page, seen)
        kelola_parts.draw_summary(page, seen)
        kelola_parts.draw_loading(page, seen)

try:
    versions = kelola_life.draw_versions(page, year)
    kelola_life.draw_round(page, year, versions)
    kelola_life.draw_differences(page, year, versions)
    kelola_life.draw_decision(page, year, versions)
    kelola_life.draw_history(page, year, versions)
except manage.UserError as error:  # what is kept was changed by somebody, or cannot be read
    steps.refused(page, error)
