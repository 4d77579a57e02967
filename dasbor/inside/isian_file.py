"""Entries by file on the page isian: the form to fill in, the upload, what would change, what was found, saving."""

from functools import partial

import streamlit as st

from dasbor.inside import asked, entering, uploads
from dasbor.inside import isian as view
from dasbor.inside import isian_part as isian_parts
from dasbor.inside.entering import File, Understood
from dasbor.inside.isian_part import EntryChoice
from dasbor.mart import simulation, warehouse
from dasbor.page import steps
from dasbor.page.ui import XLSX_MIME, Page
from dasbor.web import login, trail
from dasbor.words import formats

_SEEN, _LOGGED = "file-seen", "isian-file-logged"


def draw(page: Page, choice: EntryChoice) -> None:
    """The form and what came back."""
    if not isian_parts.may_enter():
        page.empty(page.t("isian.read_only"))
        return
    _template(page, choice)
    uploaded = _upload(page)
    if uploaded and (seen := _understand(page, uploaded, choice)):
        _show(page, seen)
        _save(page, seen)


def _template(page: Page, choice: EntryChoice) -> None:
    t = page.t
    page.section(t("isian.template_title"))
    page.text(t("isian.template_about"))
    suffix = f"-{choice.province}" if choice.province else ""
    name = simulation.file_name(f"internal-templat-isian-{choice.year}{suffix}.xlsx", simulated=warehouse.stamp().simulated)
    provinces = (choice.province,) if choice.province else ()
    make = login.taken(partial(entering.form, login.author(), choice.year, provinces), name, page.key)
    st.download_button(t("isian.template", year=choice.year), make, name, XLSX_MIME, key="isian-template", on_click="ignore")


def _upload(page: Page) -> File | None:
    t = page.t
    page.section(t("isian.upload_title"))
    help_text = t("isian.upload_help", size=entering.MAX_MEGABYTES)
    box = isian_parts.generation("berkas")
    label = t("isian.upload", formats=", ".join(entering.FORMATS).upper())
    chosen = uploads.box(page, label, entering.FORMATS, key=f"isian-file.{box}", most=entering.MAX_MEGABYTES, about=help_text)
    if chosen is None:
        return None
    uploaded = File(chosen.name, chosen.getvalue())
    if st.session_state.get(_LOGGED) != uploaded.sha256:
        trail.log("unggah", login.person(), halaman=page.key, berkas=uploaded.safe_name, sha256=uploaded.sha256)
        st.session_state[_LOGGED] = uploaded.sha256
    return uploaded


def _understand(page: Page, uploaded: File, choice: EntryChoice) -> Understood | None:
    """What is in the file, read once as long as nothing it hangs on changes."""
    answers = asked.answers(page, uploaded.sha256)
    about = (
        *(uploaded.sha256, uploaded.name, choice.kind, choice.year),
        *(tuple(answers.items()), login.author(), entering.state()),
    )
    label = page.t("isian.reading", name=formats.literal(uploaded.safe_name))
    read = partial(entering.understand, login.author(), uploaded, choice.kind, choice.year, answers)
    return steps.worked(page, _SEEN, about, label, read)


def _show(page: Page, seen: Understood) -> None:
    t = page.t
    page.metrics(view.file_metrics(t, seen))
    for note in seen.book.notes:  # what the format does not tell: strike-through in an XLSB
        page.text(note)
    asked.draw(page, seen.book.sha256, seen.findings)
    if seen.planned:
        table = view.changes(t, seen.planned)
        page.section(table.caption)
        isian_parts.show_rows(page, table, name="hal-ubah")
    if seen.findings:
        found = view.findings(t, seen)
        page.section(found.caption)
        isian_parts.show_rows(page, found, name="hal-temuan")
        page.downloads("temuan", found.caption, found, uses=("tahun",))


def _save(page: Page, seen: Understood) -> None:
    t = page.t
    if not seen.planned:
        page.empty(t("isian.file_nothing"))
        return
    if seen.questions:
        page.empty(t("isian.questions_open"))
        return
    page.section(t("isian.file_save_title"))
    needed = any(one.before is not None or one.change.kind == "koreksi" for one in seen.planned)
    page.text(t("isian.file_save_about", count=len(seen.planned), rejected=len(seen.rejected)))
    reason = st.text_input(t("isian.reason"), max_chars=300, key="isian-file-reason", help=t("isian.reason_help"))
    if needed and not reason.strip():
        page.text(t("isian.reason_needed"))
    label = t("isian.file_save", count=len(seen.planned))
    if steps.pressed(page, label, "file-save", disabled=needed and not reason.strip(), primary=True):
        steps.attempt(page, partial(_saved, page, seen, reason))


def _saved(page: Page, seen: Understood, reason: str) -> str:
    entry = entering.save_file(login.author(), seen, reason)
    isian_parts.begin_anew("berkas")
    steps.forget(page, _SEEN)
    return page.t("isian.file_saved", number=entry.number, count=len(entry.changes), rejected=len(seen.rejected))
