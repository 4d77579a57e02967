"""Charts and tables of the page Ringkasan."""

from dataclasses import replace

import pandas as pd

from dasbor.mart import angka, common, facts, links, overview, participation, predikat, programmes, rights
from dasbor.mart.angka import NATION
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.partisipasi.view import gap_years
from dasbor.views.parts import Chart
from dasbor.views.ringkasan import figure as figures
from dasbor.views.ringkasan.compare import change_note
from dasbor.views.ringkasan.view import other_values
from dasbor.words import formats
from dasbor.words.colors import State
from dasbor.words.terms import term
from dasbor.words.texts import Lang, Texts, texts

__all__ = ["MOST", "change_note", "changes", "disagreements", "provinces", "states", "trend"]

MOST = 6  # so many rises and so many falls are drawn; the table has all


@shared
def trend(lang: Lang) -> Chart:
    """National counts of all years."""
    t = texts(lang)
    frame, rounds = overview.trend(), common.rounds()
    names = {name: _series(t, name) for name in dict.fromkeys(frame["seri"])}
    table = frame.merge(rounds[["tahun", "dasar_hukum"]], on="tahun")
    table["nama"] = table["seri"].map(names)
    table["dasar_kata"] = [basis_words(t, code, key) for code, key in zip(table["dasar"], table["kunci"], strict=True)]
    table["rukun"] = [facts.conflict(t, causes) or t("ringkasan.no_conflict") for causes in table["sebab"]]
    table["sumber"] = ["" if formats.is_unknown(key) else links.source_link(t, str(key)) for key in table["kunci"]]
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("nama", "ringkasan.col_series"),
        ShownColumn("nilai", "ringkasan.col_share", "share", of="jumlah_kabkota", least="sekurang", help="ringkasan.help_share"),
        ShownColumn("dasar_kata", "ringkasan.col_basis", help="ringkasan.help_basis"),
        ShownColumn("rukun", "ringkasan.col_conflict", href="sumber"),
        ShownColumn("dasar_hukum", "ringkasan.col_rule"),
    )
    told = [
        t("ringkasan.alt_trend_series", series=names[name], values=_told(t, rows))
        for name, rows in frame.groupby("seri", sort=False)
    ]
    alt = " ".join([t("ringkasan.alt_trend", gap=gap_years()), *told])
    # the other predicates are bounds for most years: in the table, not in the picture
    awards = {one.award.code for one in programmes.programmes().values() if one.predicates}
    drawn = {name: shown for name, shown in names.items() if name in {angka.PARTICIPANTS, *awards}}
    figure = figures.trend(t, frame[frame["seri"].isin(drawn)], rounds, drawn, programmes.states())
    return Chart(figure, alt, Table(table, columns, t("ringkasan.trend"), t))


def basis_words(t: Texts, basis: object, key: object = None) -> str:
    """What a number rests on, in words; "" where it is unknown."""
    if formats.is_unknown(basis):
        return ""
    official = basis == "klaim" and not formats.is_unknown(key) and rights.is_official(str(key))
    return term(t, "dasar", "resmi" if official else basis)


def _series(t: Texts, name: str) -> str:
    if name == "peserta":
        return t("ringkasan.series_participants")
    return next(one.name for programme in programmes.programmes().values() for one in programme.predicates if one.code == name)


def _told(t: Texts, rows: pd.DataFrame) -> str:
    parts = []
    for year, value, least in zip(rows["tahun"].tolist(), rows["nilai"].tolist(), rows["sekurang"].tolist(), strict=True):
        if not formats.is_unknown(value):
            parts.append(f"{year} {'≥ ' if least else ''}{formats.number(value, t.lang)}")
    return ", ".join(parts)


@shared
def bar_states(year: int) -> dict[str, State]:
    """The states of `year` for counts: that a region does not hold the award then follows from the count, not from a list."""
    return {
        key: replace(state, label_key="ringkasan.state_not_award") if state.key.startswith("bukan ") else state
        for key, state in programmes.states(year).items()
    }


@shared
def states(lang: Lang, year: int) -> Chart:
    """All regencies and cities of `year` by state: by everything that is known, and beside it by name and by conclusion."""
    t = texts(lang)
    counts, known = predikat.of_year("terlapor", year), bar_states(year)
    frame = angka.parts("nasional", NATION, year)
    frame = frame[frame["nilai"].gt(0) | frame["bernama"].gt(0) | frame["simpulan"].gt(0)].reset_index(drop=True)
    frame = frame.assign(nama=[known[state].label(t) for state in frame["keadaan"]])
    columns = (
        ShownColumn("nama", "ringkasan.col_state"),
        ShownColumn("nilai", "ringkasan.col_share", "share", of="dari"),
        ShownColumn("bernama", "ringkasan.col_by_name", "int", help="ringkasan.help_by_name"),
        ShownColumn("simpulan", "ringkasan.col_concluded", "int", help="ringkasan.help_concluded"),
    )
    whole = angka.nation(year).whole
    told = ", ".join(f"{known[state].label(t)} {formats.number(count, lang)}" for state, count in counts.items())
    by_name, every = predikat.of_year("bernama", year), programmes.states(year)
    named = ", ".join(f"{every[state].label(t)} {formats.number(count, lang)}" for state, count in by_name.items())
    alt = t("ringkasan.alt_states", year=year, total=formats.number(whole, lang), values=told, named=named)
    figure = figures.state_bar(t, counts, known, whole)
    return Chart(figure, alt, Table(frame, columns, t("ringkasan.states", year=year), t))


@shared
def changes(lang: Lang, year: int, *, kini: bool) -> Chart | None:
    """The largest rises and falls in how many hold the award, by province; None when no province can be compared."""
    t = texts(lang)
    frame = overview.provinces(year, kini=kini)
    frame = frame[frame["banding"] == "dapat"].sort_values(["perubahan", "provinsi"], ascending=[False, True])
    if frame.empty:
        return None
    before, award = common.assessed_before(year), programmes.award(year).name
    drawn = frame if len(frame) <= 2 * MOST else pd.concat([frame.head(MOST), frame.tail(MOST)])
    told = "; ".join(
        f"{name} {formats.signed(change, lang)} ({a} → {b})"
        for name, change, a, b in zip(drawn["provinsi"], drawn["perubahan"], drawn["n_lalu"], drawn["n"], strict=True)
    )
    columns = (
        ShownColumn("provinsi", "common.province"),
        ShownColumn("n_lalu", kind="share", of="N_lalu", heading=t("ringkasan.col_award_of", predicate=award, year=before)),
        ShownColumn("n", kind="share", of="N", heading=t("ringkasan.col_award_of", predicate=award, year=year)),
        ShownColumn("perubahan", "ringkasan.col_change", "signed"),
        ShownColumn("tautan", "ringkasan.col_link", file_only=True),
    )
    frame = frame.assign(tautan=[links.province_link(t, code, year) for code in frame["kode_provinsi"]])
    title = t("ringkasan.changes", year=year, before=before, predicate=award)
    alt = t("ringkasan.alt_changes", values=told, predicate=award)
    axis = t("ringkasan.axis_change", predicate=award)
    return Chart(figures.changes(t, drawn, axis), alt, Table(frame, columns, title, t))


@shared
def disagreements(lang: Lang, year: int) -> Table | None:
    """National figures of `year` whose sources disagree; None when all agree."""
    t = texts(lang)
    found = overview.disagreements(year)
    if found.empty:
        return None
    frame = pd.DataFrame(
        {
            "ukuran": [facts.measure_words(t, measure) for measure in found["ukuran"]],
            "nilai": [t("ringkasan.none_shown") if formats.is_unknown(value) else str(value) for value in found["nilai"]],
            "lain": [other_values(t, list(rows)) for rows in found["lain"]],
            "alasan": [term(t, "alasan", reason) for reason in found["alasan"]],
            "sumber": [
                t("ringkasan.claims_sources", claims=c, sources=s)
                for c, s in zip(found["jumlah_klaim"], found["jumlah_sumber"], strict=True)
            ],
            "tautan": [links.source_link(t, key) for key in found["kunci"]],
        }
    )
    columns = (
        ShownColumn("ukuran", "ringkasan.col_measure"),
        ShownColumn("nilai", "ringkasan.col_value"),
        ShownColumn("lain", "ringkasan.col_others"),
        ShownColumn("alasan", "ringkasan.col_reason"),
        ShownColumn("sumber", "ringkasan.col_claims", href="tautan"),
    )
    return Table(frame, columns, t("ringkasan.disagreements", year=year), t)


@shared
def provinces(lang: Lang, year: int, *, kini: bool) -> Table:
    """All provinces of `year`: participants, the award, target, change, pembina, conflict."""
    t, at, award = texts(lang), angka.level("provinsi", kini=kini), programmes.award(year).name
    people = participation.provinces(kini=kini)
    people = people.loc[people["tahun"] == year, ["kode_provinsi", "ikut", "dasar", "sekurang", "kunci"]]
    frame = overview.provinces(year, kini=kini).merge(people, on="kode_provinsi", validate="1:1", suffixes=("", "_ikut"))
    aimed, honoured, places = overview.targets(at, year), overview.honoured(at, year), angka.places(at, year)
    codes = frame["kode_provinsi"].tolist()
    frame = frame.assign(
        tautan=[links.province_link(t, code, year) for code in codes],
        dasar_ikut_kata=[
            basis_words(t, basis, key) or t("common.unknown")
            for basis, key in zip(frame["dasar"], frame["kunci_ikut"], strict=True)
        ],
        dasar_kata=[facts.basis(t, places[code].award) or t("common.unknown") for code in codes],
        target=pd.Series(["; ".join(str(one) for one in aimed.get(code, ())) or None for code in codes], dtype=object),
        pembina=pd.Series([honoured.get(code) for code in codes], dtype=object),
        alasan=[term(t, "banding", code) for code in frame["banding"]],
        sebab_kata=[facts.conflict(t, causes) or t("ringkasan.no_conflict") for causes in frame["sebab"]],
        sumber=["" if formats.is_unknown(key) else links.source_link(t, str(key)) for key in frame["kunci"]],
    )
    columns = (
        ShownColumn("provinsi", "common.province", href="tautan"),
        ShownColumn("N", "ringkasan.col_regions_short", "int", help="ringkasan.help_regions"),
        ShownColumn("ikut", "ringkasan.col_participants", "int", least="sekurang_ikut", help="ringkasan.help_participants"),
        ShownColumn("dasar_ikut_kata", "ringkasan.col_basis_participants", file_only=True),
        ShownColumn(
            "n",
            kind="share",
            of="N",
            least="sekurang",
            heading=t("ringkasan.col_award", predicate=award),
            help="ringkasan.help_share",
        ),
        ShownColumn("dasar_kata", "ringkasan.col_basis", help="ringkasan.help_basis"),
        ShownColumn("bernama", "ringkasan.col_named", "int", help="ringkasan.help_by_name"),
        ShownColumn("simpulan", "ringkasan.col_concluded", "int", help="ringkasan.help_concluded"),
        ShownColumn("target", "ringkasan.col_target", missing="ringkasan.no_target", help="ringkasan.help_target"),
        ShownColumn("perubahan", "ringkasan.col_change", "signed", missing="ringkasan.no_change", help="ringkasan.help_change"),
        ShownColumn("alasan", "ringkasan.col_comparable", file_only=True),
        ShownColumn("pembina", "ringkasan.col_pembina", "flag", help="ringkasan.help_pembina"),
        ShownColumn("sebab_kata", "ringkasan.col_conflict", href="sumber"),
        ShownColumn("kode_provinsi", "ringkasan.col_code", file_only=True),
    )
    return Table(frame, columns, t("ringkasan.provinces", year=year), t)
