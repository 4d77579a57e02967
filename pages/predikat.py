import streamlit as st

from dasbor.mart import common, overview, programmes
from dasbor.mart.predikat import BASES
from dasbor.page import findings, ui
from dasbor.page.tables import Table
from dasbor.views.predikat import moves, view

page = ui.start("predikat")
t = page.t
PAIR = ("ke", "dari", "prov")  # what the parts about moves depend on
SIZE = 12


def paged(key: str, table: Table, pages: str, uses: tuple[str, ...]) -> None:
    """A long table, its pages below it."""
    box = st.container()
    rows = page.paginate(len(table.frame), size=SIZE, name=pages) if len(table.frame) > SIZE else None
    with box:
        page.table(key, table.caption, table, shown=rows, uses=uses)


with page.pickers():
    # the newest year whose count is certain, as on Ringkasan: of a later one nothing can be compared
    later = page.pick_year(common.years()[1:], name="ke", label=t("predikat.pick_later"), default=overview.opening_year())
    before = [year for year in common.years() if year < later]
    earlier = page.pick_year(before, name="dari", label=t("predikat.pick_earlier"))
    basis = page.pick_one("dasar", t("predikat.basis"), {name: t(f"predikat.basis_{name}") for name in BASES})
page.lead(f"{findings.holding(t, later)} {findings.movers(t, earlier, later)}")
page.chart(
    "jumlah",
    view.counts_title(t),
    view.stacked(t, basis),
    alt=view.counts_alt(t, basis),
    table=view.counts_table(t, basis),
    drawn=t("predikat.counts_title"),
    note=view.disputed_note(t, basis),
    uses=("dasar",),
)
page.text(*view.lead(t, basis))

page.section(t("predikat.moves_title"))
with page.pickers():
    province = page.pick_province(common.provinces())
page.text(*moves.sentences(t, earlier, later, province))
if flow := moves.flow(t, earlier, later, province):
    page.chart(
        "alir",
        flow.table.caption,
        flow.figure,
        alt=flow.alt,
        table=flow.table,
        note=moves.flow_note(t, earlier, later, province),
        uses=PAIR,
    )
else:
    page.empty(moves.flow_empty(t, earlier, later, province))
summary = moves.summary(t, earlier, later, province)
if box := page.fold("jenis", summary.caption):  # its counts stand in the picker below
    with box:
        st.html(summary.html)
        page.text(t("predikat.list_note", predicate=programmes.award(later).name))
        page.downloads("jenis", summary.caption, summary, uses=PAIR)

with page.pickers():
    category = page.pick_one("pindah", t("predikat.pick_category"), moves.categories(t, earlier, later, province))
names = moves.names(t, earlier, later, province, category)
if len(names.frame):
    paged("nama", names, "hal-nama", (*PAIR, "pindah"))
else:
    page.empty(t("predikat.names_empty"))


def draw_streaks() -> None:
    """Who held the award longest."""
    with page.pickers():
        where = page.pick_province(common.provinces(), name="prov-runtun")
    ranking = moves.streaks(t, where)
    if len(ranking.frame):
        page.text(moves.streaks_lead(t, where), t("predikat.streaks_note", gap=", ".join(map(str, view.gaps()))))
        paged("runtun", ranking, "hal-runtun", ("prov-runtun",))
    else:
        place = common.provinces().get(where, t("predikat.nation"))
        page.empty(t("predikat.streaks_empty", place=place, predicate=moves.streak_award()))


if box := page.box("runtun", t("predikat.streaks_title", predicate=moves.streak_award()), asked=("prov-runtun", "hal-runtun")):
    with box:
        draw_streaks()
