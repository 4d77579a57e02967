from dasbor.inside import entering, isian_file, isian_forms, isian_journal, isian_stages
from dasbor.inside import isian_claims_part as isian_claims
from dasbor.inside import isian_part as isian_parts
from dasbor.inside import part as inside_parts
from dasbor.page import steps, ui

page = ui.start("isian")
steps.told(page)


def show_entries(choice: isian_parts.EntryChoice) -> None:
    """What stands of one kind, and its form."""
    if not isian_parts.may_enter():
        page.note(page.t("isian.read_only"))
    if choice.kind == "tahap":
        isian_stages.draw(page, choice)
    elif choice.kind == "koreksi":
        isian_claims.draw(page, choice)
    else:
        isian_forms.draw(page, choice)


if error := entering.broken():  # nothing of it can be trusted until it is mended
    steps.refused(page, error)
else:
    inside_parts.banner(page)
    choice = isian_parts.choose(page)
    if choice.part == "isi":
        show_entries(choice)
    elif choice.part == "berkas":
        isian_file.draw(page, choice)
    else:
        isian_journal.draw(page, choice)
