"""Parts of the page kelola about an uploaded file: upload, what was understood and its correction, findings, loading."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import escape

import streamlit as st

from dasbor.inside import asked, manage, uploads
from dasbor.inside import kelola as view
from dasbor.inside import kelola_round as round_view
from dasbor.inside.manage import File, Preview
from dasbor.mart import simulation, warehouse
from dasbor.page import blocks, steps
from dasbor.page.steps import attempt, pressed
from dasbor.page.ui import XLSX_MIME, Page
from dasbor.web import login
from dasbor.words import formats, paths

_ROWS = 25
_SEEN, _CORRECTIONS = "seen", "kelola-corrections"


def mark_draft(page: Page) -> None:
    """The band that says, as long as the page is scrolled, that what follows is not published."""
    css = (paths.ASSETS / "draf.css").read_text(encoding="utf-8")
    st.html(f'<style>{css}</style><p class="draf" role="note">{escape(page.t("kelola.draft_banner"))}</p>')


def upload(page: Page) -> File | None:
    """The file chosen, as long as it stays chosen."""
    t = page.t
    help_text = t("kelola.upload_help", size=manage.MAX_MEGABYTES)
    label = t("kelola.upload", formats=", ".join(manage.FORMATS).upper())
    chosen = uploads.box(page, label, manage.FORMATS, key="kelola-file", most=manage.MAX_MEGABYTES, about=help_text)
    return None if chosen is None else File(chosen.name, chosen.getvalue())


def understand(page: Page, file: File, year: int) -> Preview | None:
    """What is in the file, read once as long as nothing it hangs on changes; None if it was refused, which is shown."""
    corrections, answers = _corrections(file), asked.answers(page, file.sha256)
    about = (file.sha256, file.name, year, tuple(sorted(corrections.items())), tuple(answers.items()), manage.state())
    label = page.t("kelola.reading", name=formats.literal(file.name))
    seen = steps.worked(page, _SEEN, about, label, lambda step: manage.preview(file, year, corrections, answers, step))
    if seen is None and corrections:
        _undo(page, file)
    return seen


def _corrections(file: File) -> dict[tuple[str, int], str]:
    """Corrections of columns of this very file: another file begins without."""
    held = st.session_state.setdefault(_CORRECTIONS, {})
    if held.get("file") != file.sha256:
        held.clear()
        held.update(file=file.sha256, columns={})
    columns: dict[tuple[str, int], str] = held["columns"]
    return columns


def draw_understood(page: Page, seen: Preview) -> None:
    """What was understood, and the means to correct it."""
    t = page.t
    page.section(t("kelola.understood_title"))
    st.html(blocks.points(view.sentences(t, seen)))
    columns = view.columns(t, seen)
    if box := page.fold("kolom", columns.caption):
        box.html(columns.html)
    unusual = view.unusual(t, seen)
    if len(unusual.frame) and (box := page.fold("pengenalan", unusual.caption)):
        with box:
            st.html(unusual.part(page.paginate(len(unusual.frame), size=_ROWS, name="hal-pengenalan")).html)
    asked.draw(page, seen.file.sha256, seen.findings)
    _correct_column(page, seen)
    if names := seen.unrecognised():
        _correct_region(page, names)


def _correct_column(page: Page, seen: Preview) -> None:
    t, options, meanings = page.t, view.column_options(page.t, seen), view.meanings(page.t, seen)
    st.html(blocks.item(t("kelola.correct_column"), t("kelola.correct_column_about")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(t("kelola.column"), list(options), key=f"kelola-place.{t.lang}", format_func=options.__getitem__)
        chosen = st.selectbox(t("kelola.means"), list(meanings), key=f"kelola-means.{t.lang}", format_func=meanings.__getitem__)
        if pressed(page, t("kelola.apply"), "apply"):
            columns = _corrections(seen.file)
            layout = seen.layout(place[0])
            other = layout.column(chosen) if layout and chosen else None
            if other is not None and other != place[1]:
                columns[place[0], other] = ""  # a meaning belongs to one column
            columns[place] = chosen
            attempt(page, lambda: t("kelola.applied"))
    if _corrections(seen.file):
        _undo(page, seen.file)


def _undo(page: Page, file: File) -> None:
    columns = _corrections(file)
    if pressed(page, page.t("kelola.undo", count=len(columns)), "undo"):
        columns.clear()
        st.rerun()


def _correct_region(page: Page, names: dict[str, tuple[str, ...]]) -> None:
    t = page.t
    st.html(blocks.item(t("kelola.correct_region"), t("kelola.correct_region_about")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(t("kelola.written"), list(names), key="kelola-written")
        regions = view.regions(names[name])
        code = st.selectbox(
            t("kelola.meant"),
            list(regions),
            index=None,
            key=f"kelola-meant.{name}",
            format_func=regions.__getitem__,
            placeholder=t("kelola.choose_region"),
        )
        if pressed(page, t("kelola.remember"), "remember", disabled=code is None) and code is not None:
            attempt(page, lambda: t("kelola.remembered", written=name, region=manage.remember(name, code), code=code))


def draw_findings(page: Page, seen: Preview) -> None:
    """Counts, the findings of a code or of all with their rows, and the file with them as comments."""
    t = page.t
    page.section(t("kelola.findings_title"))
    page.metrics(view.metrics(t, seen))
    if not seen.findings:
        page.empty(t("kelola.no_findings"))
        return
    with page.pickers():
        code = page.pick_one("temuan", t("kelola.code"), view.finding_codes(t, seen))
    table = view.findings(t, seen, code)
    rows = page.paginate(len(table.frame), size=_ROWS, name="hal-temuan")
    st.html(table.part(rows).html)
    page.downloads("draf-temuan", table.caption, table, uses=("temuan",))
    if manage.can_annotate(seen):
        _annotated(page, seen)
    else:
        page.text(t("kelola.too_large"))


def _annotated(page: Page, seen: Preview) -> None:
    """The file with its findings, made when it is asked for and not before."""
    t, asked = page.t, f"{page.key}-annotate-asked"
    about = (t.lang, steps.kept(page, _SEEN))
    if pressed(page, t("kelola.annotate"), "annotate"):
        st.session_state[asked] = about
    if st.session_state.get(asked) != about:
        return
    made = steps.worked(page, "annotating", about, t("kelola.annotating"), partial(manage.annotated, seen, t.lang))
    if made is not None:
        name = f"internal-{t('kelola.annotated_name')}-{seen.file.safe_name.rpartition('.')[0] or seen.file.safe_name}.xlsx"
        name = simulation.file_name(name, simulated=warehouse.stamp().simulated)
        make, label, about_it = login.taken(lambda: made, name, page.key), t("kelola.annotated"), t("kelola.annotated_help")
        st.download_button(label, make, name, XLSX_MIME, key="kelola-annotated", help=about_it, on_click="ignore")


def draw_summary(page: Page, seen: Preview) -> None:
    """The file in figures, before it is saved: counts, scores, their distribution, and what it does to what is public."""
    t, year = page.t, seen.draft.year
    if not seen.draft.rows:
        return
    page.section(t("kelola.seen_title"))
    page.metrics(round_view.metrics(t, seen.summary))
    st.html(blocks.points(round_view.sentences(t, seen.summary, year)))
    picture, table = round_view.distribution(t, seen.summary, year)
    if seen.summary.classes:
        st.html(picture)
        st.html(table.html)
        page.downloads("draf-sebaran", table.caption, table, uses=("tahun",))


def draw_loading(page: Page, seen: Preview) -> None:
    """Whose file it is, and the button that keeps it as a draft."""
    t, count = page.t, len(seen.draft.rows)
    page.section(t("kelola.load_title"))
    if not count:
        page.empty(t("kelola.nothing_to_load"))
        return
    if seen.draft.questions:
        page.empty(t("kelola.questions_open"))
        return
    page.text(t("kelola.load_about", count=count, refused=len(seen.draft.refused), year=seen.draft.year))
    if same := manage.kept_as(seen):
        page.text(t("kelola.kept_already", version=same))
    office = st.selectbox(
        t("kelola.office"),
        seen.offices,
        index=seen.offices.index(seen.office),
        key=f"kelola-office.{seen.draft.year}.{seen.file.sha256[:12]}.{t.lang}",
        format_func=partial(round_view.office, t),
        help=t("kelola.office_help"),
    )
    if pressed(page, t("kelola.load", year=seen.draft.year), "load", primary=not same):
        attempt(page, lambda: _load(page, seen, office))


def _load(page: Page, seen: Preview, office: str) -> str:
    with working(page, page.t("kelola.loading")) as step:
        done = manage.load(seen, step, office)
    return page.t("kelola.loaded", version=done.version, year=seen.draft.year)


@contextmanager
def working(page: Page, label: str) -> Iterator[Callable[[str], None]]:
    """A box with the steps of long work: what is yielded takes each as it begins."""
    numbers = itertools.count(1)
    with st.status(label) as box:
        yield lambda step: box.update(label=page.t("kelola.step", number=next(numbers), step=step))
