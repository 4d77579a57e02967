"""Charts and tables of the page Ringkasan."""

import pandas as pd

from dasbor import colors, formats, links
from dasbor.cache import shared
from dasbor.figures import overview as figures
from dasbor.queries import common, overview
from dasbor.tables import Column, Table
from dasbor.terms import term, terms
from dasbor.texts import Lang, Texts, texts
from dasbor.views.compare import change_note
from dasbor.views.partisipasi import gap_years
from dasbor.views.parts import Chart
from dasbor.views.ringkasan import other_values

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
    table["dasar"] = _basis_words(t, table["nilai"], table["sekurang"])
    table["rukun"] = [t("ringkasan.disagree" if conflict else "ringkasan.agree") for conflict in table["konflik"]]
    table["sumber"] = [_source(t, year, "nasional", "ID", m) for year, m in zip(table["tahun"], table["ukuran"], strict=True)]
    columns = (
        Column("tahun", "common.year", "year"),
        Column("nama", "ringkasan.col_series"),
        Column("nilai", "ringkasan.col_share", "share", of="jumlah_kabkota", least="sekurang", help="ringkasan.help_share"),
        Column("dasar", "ringkasan.col_basis", help="ringkasan.help_basis"),
        Column("rukun", "ringkasan.col_agreement", href="sumber"),
        Column("dasar_hukum", "ringkasan.col_rule"),
    )
    told = [
        t("ringkasan.alt_trend_series", series=names[name], values=_told(t, rows))
        for name, rows in frame.groupby("seri", sort=False)
    ]
    alt = " ".join([t("ringkasan.alt_trend", gap=gap_years()), *told])
    return Chart(figures.trend(t, frame, rounds, names), alt, Table(table, columns, t("ringkasan.trend"), t))


def _series(t: Texts, name: str) -> str:
    return t("ringkasan.series_participants") if name == "peserta" else name


def _told(t: Texts, rows: pd.DataFrame) -> str:
    parts = []
    for year, value, least in zip(rows["tahun"].tolist(), rows["nilai"].tolist(), rows["sekurang"].tolist(), strict=True):
        if not formats.is_unknown(value):
            parts.append(f"{year} {'≥ ' if least else ''}{formats.number(value, t.lang)}")
    return ", ".join(parts)


def _basis_words(t: Texts, values: "pd.Series[int]", least: "pd.Series[bool]") -> list[str]:
    codes = [None if formats.is_unknown(v) else "provinsi" if bound else "klaim" for v, bound in zip(values, least, strict=True)]
    return [term(t, "dasar_ikut", code) for code in codes]


def _source(t: Texts, year: int, level: str, code: str, measure: str) -> str:
    facts = overview.national_facts()
    return links.source_link(t, links.fact_key(year, level, code, measure)) if (year, measure) in facts else ""


@shared
def states(lang: Lang, year: int) -> Chart:
    """All regencies and cities of `year` by state."""
    t = texts(lang)
    counts, order = overview.states(year), common.predicates()
    present = [state for state in colors.all_states(order).values() if counts.get(state.key)]
    frame = pd.DataFrame({"keadaan": [state.key for state in present], "n": [counts[state.key] for state in present]})
    frame["semua"] = sum(counts.values())
    columns = (
        Column("keadaan", "ringkasan.col_state", "state"),
        Column("n", "ringkasan.col_regions", "int"),
        Column("n", "ringkasan.col_share_regions", "share", of="semua"),
    )
    told = ", ".join(f"{state.label(t)} {counts[state.key]}" for state in present)
    alt = t("ringkasan.alt_states", year=year, total=sum(counts.values()), values=told)
    title = t("ringkasan.states", year=year)
    return Chart(figures.state_bar(t, counts, order), alt, Table(frame, columns, title, t))


@shared
def changes(lang: Lang, year: int, *, today: bool) -> Chart | None:
    """The largest rises and falls of Peduli HAM by province; None when no province can be compared."""
    t = texts(lang)
    frame = overview.provinces(year, today=today)
    frame = frame[frame["banding"] == "dapat"].sort_values(["perubahan", "provinsi"], ascending=[False, True])
    if frame.empty:
        return None
    before = common.previous_year(year)
    drawn = frame if len(frame) <= 2 * MOST else pd.concat([frame.head(MOST), frame.tail(MOST)])
    told = "; ".join(
        f"{name} {formats.signed(change, lang)} ({a} → {b})"
        for name, change, a, b in zip(drawn["provinsi"], drawn["perubahan"], drawn["peduli_lalu"], drawn["peduli"], strict=True)
    )
    columns = (
        Column("provinsi", "common.province"),
        Column("peduli_lalu", kind="share", of="jumlah_lalu", heading=t("ringkasan.col_peduli_of", year=before)),
        Column("peduli", kind="share", of="jumlah_kabkota", heading=t("ringkasan.col_peduli_of", year=year)),
        Column("perubahan", "ringkasan.col_change", "signed"),
        Column("tautan", "ringkasan.col_link", file_only=True),
    )
    frame = frame.assign(tautan=[links.province_link(t, code, year) for code in frame["kode_provinsi"]])
    title = t("ringkasan.changes", year=year, before=before)
    return Chart(figures.changes(t, drawn), t("ringkasan.alt_changes", values=told), Table(frame, columns, title, t))


@shared
def disagreements(lang: Lang, year: int) -> Table | None:
    """National figures of `year` whose sources disagree; None when all agree."""
    t = texts(lang)
    facts = overview.disagreements(year)
    if facts.empty:
        return None
    frame = pd.DataFrame(
        {
            "ukuran": [term(t, "ukuran", measure) for measure in facts["ukuran"]],
            "nilai": [t("ringkasan.none_shown") if formats.is_unknown(value) else str(value) for value in facts["nilai"]],
            "lain": [other_values(t, list(rows)) for rows in facts["lain"]],
            "alasan": [term(t, "alasan", reason) for reason in facts["alasan"]],
            "sumber": [
                t("ringkasan.claims_sources", claims=c, sources=s)
                for c, s in zip(facts["jumlah_klaim"], facts["jumlah_sumber"], strict=True)
            ],
            "tautan": [links.source_link(t, key) for key in facts["kunci"]],
        }
    )
    columns = (
        Column("ukuran", "ringkasan.col_measure"),
        Column("nilai", "ringkasan.col_value"),
        Column("lain", "ringkasan.col_others"),
        Column("alasan", "ringkasan.col_reason"),
        Column("sumber", "ringkasan.col_claims", href="tautan"),
    )
    return Table(frame, columns, t("ringkasan.disagreements", year=year), t)


@shared
def provinces(lang: Lang, year: int, *, today: bool) -> Table:
    """All provinces of `year`: participants, Peduli HAM, target, change, pembina, conflict."""
    t = texts(lang)
    frame = overview.provinces_with_participants(year, today=today)
    codes = frame["kode_provinsi"].tolist()
    frame = frame.assign(
        tautan=[links.province_link(t, code, year) for code in codes],
        dasar_ikut_kata=[term(t, "dasar_ikut", code) for code in frame["dasar_ikut"]],
        dasar_kata=[term(t, "dasar_ikut", code) for code in frame["dasar_peduli"]],
        sekurang_peduli=[code == "bernama" for code in frame["dasar_peduli"]],
        alasan=[term(t, "banding", code) for code in frame["banding"]],
        sebab=[terms(t, "sebab", code) or t("ringkasan.no_conflict") for code in frame["sebab_konflik"]],
        sumber=["" if formats.is_unknown(key) else links.source_link(t, str(key)) for key in frame["kunci_konflik"]],
    )
    columns = (
        Column("provinsi", "common.province", href="tautan"),
        Column("jumlah_kabkota", "ringkasan.col_regions_short", "int", help="ringkasan.help_regions"),
        Column("ikut", "ringkasan.col_participants", "int", least="sekurang", help="ringkasan.help_participants"),
        Column("dasar_ikut_kata", "ringkasan.col_basis_participants", file_only=True),
        Column(
            "peduli", "ringkasan.col_peduli", "share", of="jumlah_kabkota", least="sekurang_peduli", help="ringkasan.help_share"
        ),
        Column("dasar_kata", "ringkasan.col_basis", help="ringkasan.help_basis"),
        Column("peduli_bernama", "ringkasan.col_named", "int", help="ringkasan.help_named"),
        Column("target_peduli", "ringkasan.col_target", "int", missing="ringkasan.no_target", help="ringkasan.help_target"),
        Column("perubahan", "ringkasan.col_change", "signed", missing="ringkasan.no_change", help="ringkasan.help_change"),
        Column("alasan", "ringkasan.col_comparable", file_only=True),
        Column("pembina", "ringkasan.col_pembina", "flag", help="ringkasan.help_pembina"),
        Column("sebab", "ringkasan.col_conflict", href="sumber"),
        Column("kode_provinsi", "ringkasan.col_code", file_only=True),
    )
    return Table(frame, columns, t("ringkasan.provinces", year=year), t)
