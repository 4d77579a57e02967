from dasbor.inside import akses_part as akses_parts
from dasbor.page import steps, ui

page = ui.start("akses")
steps.told(page)
if akses_parts.choose(page) == "peran":
    akses_parts.draw_roles(page)
else:
    akses_parts.draw_log(page)
