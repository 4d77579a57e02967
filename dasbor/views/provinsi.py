"""What the page provinsi shows of a province's counts, targets and recommendations, shared by all readers."""

from typing import Any

import pandas as pd

from dasbor import colors, formats, links
from dasbor.blocks import Metric
from dasbor.cache import shared
from dasbor.figures import provinsi as figures
from dasbor.queries import common, participation, rights, stated
from dasbor.queries import provinsi as queries
from dasbor.queries.provinsi import Row
from dasbor.tables import Column, Table
from dasbor.terms import term, terms
from dasbor.texts import Texts
from dasbor.views.parts import Chart

_COUNTS = ("jumlah_peduli", "jumlah_cukup", "jumlah_mulai", "jumlah_kurang", "jumlah_peserta", "jumlah_rekomendasi")


def count_words(t: Texts, row: Row, measure: str) -> str:
    """As in "14 dari 19", "≥ 7 dari 19" (by name), or unknown; `measure` a column of the summary."""
    if formats.is_unknown(row[measure]):
        return t("common.unknown")
    sign = "≥ " if row.get(f"dasar_{measure}") == "bernama" else ""
    return sign + t("provinsi.of", n=int(row[measure]), N=int(row["jumlah_kabkota"]))


def other_values(code: str, year: int, measure: str, *, today: bool) -> pd.DataFrame:
    """Values stated for a count of the year and not chosen: rows of `stated.values`."""
    frame = stated.values("provinsi", code)
    chosen = frame["terpilih"].astype(bool)
    fits = (frame["tahun"] == year) & (frame["ukuran"] == measure) & ~chosen
    return frame[fits & frame["tahun"].isin(queries.area_years(code, today=today))]


def _others_words(t: Texts, code: str, year: int, *, today: bool) -> str:
    """As in "sumber lain: 10 (Jurnal Sumbar)", or "" where nobody states another number."""
    frame = other_values(code, year, "jumlah_peduli", today=today)
    told = [f"{value} ({publisher_words(names)})" for value, names in zip(frame["nilai"], frame["penerbit"], strict=True)]
    return t("provinsi.other_sources", list="; ".join(told)) if told else ""


def publisher_words(names: Any, most: int = 3) -> str:  # noqa: ANN401  a list from DuckDB
    """The publishers' names, at most `most` of them and how many more."""
    found = [str(name) for name in names]
    rest = len(found) - most
    return ", ".join(found[:most]) + (f" +{rest}" if rest > 0 else "")


@shared
def metrics(t: Texts, code: str, year: int, *, today: bool) -> tuple[Metric, ...]:
    """Key figures of a year; empty where the province did not exist."""
    row = queries.by_year(code, today=today).get(year)
    if row is None:
        return ()
    return (
        _peduli(t, code, year, row, today=today),
        _participants(t, row, participation.of_province(code, year, today=today)),
        _recommended(t, row),
        _target(t, code, year, row, today=today),
        _pembina(t, row),
        _coverage(t, row),
    )


def _pembina(t: Texts, row: Row) -> Metric:
    known = not formats.is_unknown(row["pembina"])
    return Metric(t("provinsi.pembina"), t("common.yes" if row["pembina"] else "common.no") if known else t("common.unknown"))


def _coverage(t: Texts, row: Row) -> Metric:
    whole = int(row["jumlah_kabkota"])
    known = whole - int(row["tidak_diketahui"])
    notes = (t("provinsi.coverage_note"),) if known < whole else ()
    return Metric(t("provinsi.coverage"), t("provinsi.of", n=known, N=whole), notes)


# texts: provinsi.basis_*
def _peduli(t: Texts, code: str, year: int, row: Row, *, today: bool) -> Metric:
    notes = []
    fact = links.fact_key(year, "provinsi", code, "jumlah_peduli")
    if not formats.is_unknown(row["peduli"]):
        sign = "≥ " if row["dasar_peduli"] == "bernama" else ""
        notes.append(sign + formats.percent(row["peduli"], row["jumlah_kabkota"], t.lang))
        basis = "resmi" if rights.is_official(fact) else row["dasar_peduli"]
        notes.append(t(f"provinsi.basis_{basis}", named=int(row["peduli_bernama"])))
    others = zip(("cukup", "mulai", "kurang"), colors.PREDICATES[1:], strict=True)
    notes += [f"{name}: {count_words(t, row, measure)}" for measure, name in others if not formats.is_unknown(row[measure])]
    notes.append(_others_words(t, code, year, today=today))
    if row["konflik"]:
        notes.append(t("provinsi.conflict", why=terms(t, "sebab", row["sebab_konflik"])))
    link = (t("provinsi.see_claims"), links.source_link(t, fact))
    shown = link if row["dasar_peduli"] == "klaim" else None
    return Metric("Peduli HAM", count_words(t, row, "peduli"), tuple(note for note in notes if note), link=shown)


def _participants(t: Texts, row: Row, people: Row) -> Metric:
    """The published count, or the least that is certain: the same figure as on the page Partisipasi."""
    if formats.is_unknown(people["ikut"]):
        return Metric(t("provinsi.participants"), t("common.unknown"))
    sign = "≥ " if people["sekurang"] else ""
    notes = [sign + formats.percent(people["ikut"], row["jumlah_kabkota"], t.lang)]
    if people["dasar"] == "lengkap" and row["peserta_bernama"] == row["jumlah_kabkota"]:
        notes.append(t("provinsi.participants_all"))
    elif people["dasar"] == "bernama":
        notes.append(t("provinsi.participants_named"))
    elif people["dasar"] != "klaim":
        notes.append(term(t, "dasar_ikut", people["dasar"]))
    return Metric(t("provinsi.participants"), participant_words(t, row, people), tuple(notes))


def participant_words(t: Texts, row: Row, people: Row) -> str:
    """As in "10 dari 22", "≥ 13 dari 19", or unknown."""
    if formats.is_unknown(people["ikut"]):
        return t("common.unknown")
    return ("≥ " if people["sekurang"] else "") + t("provinsi.of", n=int(people["ikut"]), N=int(row["jumlah_kabkota"]))


def _recommended(t: Texts, row: Row) -> Metric:
    known = not formats.is_unknown(row["direkomendasikan"])
    return Metric(
        t("provinsi.recommended"), count_words(t, row, "direkomendasikan"), (t("provinsi.not_a_result"),) if known else ()
    )


def _target(t: Texts, code: str, year: int, row: Row, *, today: bool) -> Metric:
    frame = queries.targets(code, today=today)
    found = frame[frame["tahun"] == year]
    if found.empty:
        return Metric(t("provinsi.target"), t("common.unknown"), (t("provinsi.no_target"),))
    amounts = sorted({int(target) for target in found["target_peduli"]})
    value = t("provinsi.of", n=t("provinsi.and").join(str(amount) for amount in amounts), N=int(row["jumlah_kabkota"]))
    return Metric(t("provinsi.target"), value, tuple(f"{amount}: {distance(t, amount, row)}" for amount in amounts))


def distance(t: Texts, target: int, row: Row) -> str:
    """How far the outcome is from a target; a count by name bounds the distance from above."""
    if formats.is_unknown(row["peduli"]):
        return t("provinsi.outcome_unknown")
    gap = target - int(row["peduli"])
    if gap <= 0:
        return t("provinsi.reached") if gap == 0 else t("provinsi.exceeded", count=-gap)
    return t("provinsi.short_at_most" if row["dasar_peduli"] == "bernama" else "provinsi.short", count=gap)


@shared
def outcomes(t: Texts, code: str, *, today: bool) -> Chart:
    """Outcomes beside targets, round by round."""
    counts = queries.summary(code, today=today).reset_index(drop=True)
    targets = queries.targets(code, today=today)
    others = [other_values(code, int(year), "jumlah_peduli", today=today) for year in counts["tahun"]]
    others_frame = pd.concat(others) if others else pd.DataFrame(columns=["tahun", "nilai"])
    told = [f"{int(row['tahun'])}: {count_words(t, row, 'peduli')}" for row in counts.to_dict("records")]
    aims = [f"{int(row['tahun'])}: {int(row['target_peduli'])}" for row in targets.to_dict("records")]
    alt = t("provinsi.outcomes_alt", list="; ".join(told), targets="; ".join(aims) or t("provinsi.none"))
    figure = figures.outcomes(counts, targets, others_frame, common.rounds(), t)
    return Chart(figure, alt, _counts_table(t, counts))


@shared
def outcomes_table(t: Texts, code: str, *, today: bool) -> Table:
    """The table of `outcomes`, for readers who are shown no chart: drawing one takes a tenth of a second."""
    return _counts_table(t, queries.summary(code, today=today).reset_index(drop=True))


def _counts_table(t: Texts, counts: pd.DataFrame) -> Table:
    frame = counts.assign(
        sebab=[terms(t, "sebab", cause) or t("predikat.no_conflict") for cause in counts["sebab_konflik"]],
        dasar=[t("common.unknown") if formats.is_unknown(b) else term(t, "dasar", b) for b in counts["dasar_peduli"]],
        **{
            f"batas_{name}": counts[f"dasar_{name}"] == "bernama"
            for name in ("peduli", "cukup", "mulai", "kurang", "direkomendasikan")
        },
    )
    columns = (
        Column("tahun", "common.year", "year"),
        Column(
            "peduli", heading="Peduli HAM", kind="share", of="jumlah_kabkota", least="batas_peduli", help="provinsi.help_peduli"
        ),
        Column("dasar", "provinsi.col_basis"),
        Column("peduli_bernama", "provinsi.col_named", "int"),
        Column("cukup", heading="Cukup Peduli HAM", kind="int", least="batas_cukup"),
        Column("mulai", heading="Mulai Peduli HAM", kind="int", least="batas_mulai"),
        Column("kurang", heading="Kurang Peduli HAM", kind="int", least="batas_kurang"),
        Column("peserta", "provinsi.participants", "share", of="jumlah_kabkota", help="provinsi.help_participants"),
        Column("direkomendasikan", "provinsi.recommended", "int", least="batas_direkomendasikan"),
        Column("pembina", "provinsi.pembina", "flag"),
        Column("sebab", "predikat.col_conflict"),
    )
    return Table(frame, columns, t("provinsi.outcomes_title"), t)


def _named(measure: str) -> str:
    return measure.removeprefix("jumlah_").replace("rekomendasi", "direkomendasikan") + "_bernama"


# texts: provinsi.value_*
def _disagreement(t: Texts, row: Row, named: object) -> dict[str, object]:
    standing = "shown" if row["terpilih"] else "impossible" if row["mustahil"] else "other"
    return {
        "tahun": row["tahun"],
        "ukuran": term(t, "ukuran", row["ukuran"]),
        "nilai": int(float(row["nilai"])),
        "penerbit": publisher_words(row["penerbit"], 5),
        "kedudukan": t(f"provinsi.value_{standing}") + (t("provinsi.uncertain") if row["ambigu"] else ""),
        "bernama": named,
        "alamat": links.source_link(t, row["kunci"]),
    }


@shared
def disagreements(t: Texts, code: str, *, today: bool) -> Table:
    """Every value stated for counts about which sources disagree, side by side, with the count by name."""
    summary = queries.summary(code, today=today)
    frame = stated.values("provinsi", code)
    frame = frame[frame["ukuran"].isin(_COUNTS) & frame["tahun"].isin(summary.index[summary["konflik"]])]
    order = {measure: place for place, measure in enumerate(_COUNTS)}
    frame = frame.assign(urutan=frame["ukuran"].map(order)).sort_values(["tahun", "urutan"], kind="stable")
    rows = [_disagreement(t, row, summary.at[row["tahun"], _named(row["ukuran"])]) for row in frame.to_dict("records")]
    table = pd.DataFrame(rows, columns=["tahun", "ukuran", "nilai", "penerbit", "kedudukan", "bernama", "alamat"])
    columns = (
        Column("tahun", "common.year", "year"),
        Column("ukuran", "provinsi.col_measure", href="alamat"),
        Column("nilai", "provinsi.col_value", "int"),
        Column("penerbit", "provinsi.col_publishers"),
        Column("kedudukan", "provinsi.col_standing"),
        Column("bernama", "provinsi.col_named", "int"),
    )
    return Table(table, columns, t("provinsi.disagreements_title"), t)


@shared
def year_options() -> dict[int, str]:
    """The assessed years for the picker, the newest first."""
    return {year: str(year) for year in reversed(common.years())}


@shared
def head_sentences(t: Texts, code: str, year: int, *, today: bool) -> tuple[str, ...]:
    """What to know beside the key figures: the newest year known, and a change of area."""
    known = queries.known_years(code, today=today)
    name = common.provinces()[code]
    told = []
    if not known:
        told.append(t("provinsi.nothing_known", province=name))
    elif known[-1] != year:
        row = queries.by_year(code, today=today)[known[-1]]
        people = participation.of_province(code, known[-1], today=today)
        peduli, participants = count_words(t, row, "peduli"), participant_words(t, row, people)
        told.append(t("provinsi.newest", year=known[-1], peduli=peduli, participants=participants))
    if queries.area_changed(code):
        told.append(t("provinsi.area_note", province=name))
    return tuple(told)
