from dasbor import ui
from dasbor.queries import common
from dasbor.queries.predikat import BASES
from dasbor.views import moves
from dasbor.views import predikat as view

page = ui.start("predikat")
t = page.t
with page.pickers():
    basis = page.pick_one("dasar", t("predikat.basis"), {name: t(f"predikat.basis_{name}") for name in BASES})
page.text(*view.lead(t, basis))
page.chart(
    "jumlah",
    t("predikat.counts_title"),
    view.stacked(t, basis),
    alt=view.counts_alt(t, basis),
    table=view.counts_table(t, basis),
    note=view.disputed_note(t, basis),
)

# a page object of its own, so that the choices named below are those that these parts obey
pair = ui.Page("predikat", t)
pair.section(t("predikat.moves_title"))
with pair.pickers():
    later = pair.pick_year(common.years()[1:], name="ke", label=t("predikat.pick_later"))
    before = [year for year in common.years() if year < later]
    earlier = pair.pick_year(before, name="dari", label=t("predikat.pick_earlier"))
    province = pair.pick_province(common.provinces())
pair.text(*moves.sentences(t, earlier, later, province))
flow = moves.flow(t, earlier, later, province)
title = t("predikat.flow_title", earlier=earlier, later=later)
if flow is None:
    place = common.provinces().get(province, t("predikat.nation"))
    pair.empty(t("predikat.flow_empty", earlier=earlier, later=later, place=place))
else:
    hidden, whole = moves.undrawn(earlier, later, province)
    pair.chart(
        "alir",
        title,
        flow,
        alt=moves.flow_alt(t, earlier, later, province),
        table=moves.flow_table(t, earlier, later, province),
        note=t("predikat.flow_note", hidden=hidden, N=whole),
    )
pair.table("jenis", t("predikat.summary_title", earlier=earlier, later=later), moves.summary(t, earlier, later, province))
pair.text(t("predikat.list_note"))

with pair.pickers():
    category = pair.pick_one("pindah", t("predikat.pick_category"), moves.categories(t, earlier, later, province))
names = moves.names(t, earlier, later, province, category)
if len(names.frame):
    rows = pair.paginate(len(names.frame), size=20, name="hal-nama")
    pair.table("nama", t("predikat.names_title", earlier=earlier, later=later), names, shown=rows)
else:
    pair.empty(t("predikat.names_empty"))

runs = ui.Page("predikat", t)
runs.section(t("predikat.streaks_title"))
with runs.pickers():
    where = runs.pick_province(common.provinces(), name="prov-runtun")
ranking = moves.streaks(t, where)
if len(ranking.frame):
    runs.text(moves.streaks_lead(t, where), t("predikat.streaks_note", gap=", ".join(map(str, view.gaps()))))
    rows = runs.paginate(len(ranking.frame), size=20, name="hal-runtun")
    runs.table("runtun", t("predikat.streaks_title"), ranking, shown=rows)
else:
    runs.empty(t("predikat.streaks_empty", place=common.provinces()[where]))
