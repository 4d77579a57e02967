"""The honour as pembina in the reader's words: the year's threshold, how far a province is from it, what was published."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dasbor.mart import common, links, programmes
from dasbor.mart import pembina as queries
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

Row = Mapping[Any, Any]  # a row of `queries.pembina.standings`


def share_words(t: Texts, percent: object, way: object) -> str:
    """A threshold in words: "lebih dari 50 %", "sekurang-kurangnya 60 %", or unknown."""
    if is_unknown(percent):
        return t("common.unknown")
    key = "pembina.more_than" if way == queries.MORE_THAN else "pembina.at_least"
    return t(key, percent=formats.number(int(str(percent).partition(".")[0]), t.lang))


@shared
def rule_sentence(t: Texts, year: int) -> str:
    """The year's threshold and how sure it is, or that it is not known."""
    rule = queries.thresholds().get(year)
    if rule is None:
        return t("pembina.rule_unknown", year=year, known=", ".join(map(str, queries.thresholds())))
    words = t(
        "pembina.rule", year=year, predicate=programmes.award(year).name, share=share_words(t, rule["ambang_persen"], rule["cara"])
    )
    return words if rule["kepastian"] == "diketahui" else f"{words} {t('pembina.rule_estimate', note=rule['catatan'])}"


@shared
def rule_link(t: Texts, year: int) -> tuple[str, str] | None:
    """Words and address of the source of the year's threshold; None where it has none."""
    address = _rule_address(t, queries.thresholds().get(year))
    return (t("pembina.rule_source"), address) if address else None


@shared
def sentences(t: Texts, provinces: tuple[str, ...], year: int) -> tuple[str, ...]:
    """The threshold of the year, then for each province: reached or how many are missing, and what was published.

    Provinces of which neither is known share a sentence. Empty where no province is left, as in a year without assessment.
    """
    rows = queries.of_year(provinces, year).to_dict("records")
    if not rows:
        return ()
    silent = [row for row in rows if _is_silent(row)]
    together = len(silent) > 1
    told = [f"{_count_sentence(t, row)} {_published_sentence(t, row)}" for row in rows if not (together and _is_silent(row))]
    return (rule_sentence(t, year), *told, *([_silent_sentence(t, silent)] if together else []))


def _is_silent(row: Row) -> bool:
    return is_unknown(row["menyandang"]) and is_unknown(row["dihargai"])


def _silent_sentence(t: Texts, rows: Sequence[Row]) -> str:
    """Several provinces of which nothing is known but how many regions they need."""
    named = [
        str(row["provinsi"])
        if is_unknown(row["perlu"])
        else t("pembina.province_needs", province=row["provinsi"], need=int(row["perlu"]), N=int(row["jumlah_kabkota"]))
        for row in rows
    ]
    return t("pembina.silent", predicate=programmes.award(int(rows[0]["tahun"])).name, list=", ".join(named))


def _count_sentence(t: Texts, row: Row) -> str:
    whole = int(row["jumlah_kabkota"])
    values = {"province": row["provinsi"], "N": whole, "need": None if is_unknown(row["perlu"]) else int(row["perlu"])}
    values["predicate"] = programmes.award(int(row["tahun"])).name
    if is_unknown(row["menyandang"]):
        return t("pembina.count_unknown" if values["need"] is None else "pembina.count_unknown_need", **values)
    least = "≥ " if row["batas"] else ""
    values["share"] = least + formats.share(row["menyandang"], whole, t.lang)
    if values["need"] is None:
        return t("pembina.count_only", **values)
    return t(f"pembina.count_{_outcome(row)}", **values, missing=int(row["kurang"]))


# texts: pembina.count_*, texts: pembina.published_*, texts: pembina.short_*
def _outcome(row: Row) -> str:
    if is_unknown(row["tercapai"]):
        return "at_most" if row["batas"] else "at_border"
    return "reached" if row["tercapai"] else "missed"


def _published_sentence(t: Texts, row: Row) -> str:
    if is_unknown(row["dihargai"]):
        return t("pembina.published_unknown")
    honoured = "yes" if row["dihargai"] else "no"
    agreement = {"sejalan": "agrees", "berbeda": "differs"}.get(str(row["kesesuaian"]), "alone")
    return t(f"pembina.published_{honoured}_{agreement}")


def missing_words(t: Texts, row: Row) -> str:
    """How many regions are missing: "3", "paling banyak 5", "0 (tercapai)", or unknown."""
    if is_unknown(row["kurang"]):
        return t("common.unknown")
    if is_unknown(row["tercapai"]):
        return t(f"pembina.short_{_outcome(row)}", missing=int(row["kurang"]))
    return t("pembina.short_none") if row["tercapai"] else str(int(row["kurang"]))


def _shown(t: Texts, frame: pd.DataFrame) -> pd.DataFrame:
    rows = frame.to_dict("records")
    rules = queries.thresholds()
    return frame.assign(
        ambang=[share_words(t, row["ambang_persen"], row["cara"]) for row in rows],
        alamat_ambang=[_rule_address(t, rules.get(int(row["tahun"]))) for row in rows],
        kurang_kata=[missing_words(t, row) for row in rows],
        kata_sesuai=[t(f"pembina.agreement_{str(row['kesesuaian']).replace(' ', '_')}") for row in rows],
        keterangan=["–" if is_unknown(row["catatan"]) else str(row["catatan"]) for row in rows],
        alamat_jumlah=[count_link(t, row) for row in rows],
        alamat_pembina=["" if is_unknown(row["dihargai"]) else links.source_link(t, str(row["kunci"])) for row in rows],
        alamat_provinsi=[links.province_link(t, str(row["kode_provinsi"]), int(row["tahun"])) for row in rows],
    )


def _rule_address(t: Texts, rule: Row | None) -> str:
    """Address of the claim that states a threshold; where none is kept, of the table of thresholds."""
    if rule is None or is_unknown(rule["kunci"]):
        return "" if rule is None else links.part_link(t, "tahunan")
    return links.source_link(t, str(rule["kunci"]))


def count_link(t: Texts, row: Row) -> str:
    """Address of the claims that the row's count rests on; "" where it rests on none."""
    return "" if is_unknown(row["id_klaim_jumlah"]) else links.source_link(t, str(row["kunci_jumlah"]))


# texts: pembina.agreement_*
_COLUMNS = (
    ShownColumn(
        "menyandang",
        "pembina.col_share",
        "share",
        of="jumlah_kabkota",
        least="batas",
        href="alamat_jumlah",
        help="pembina.help_share",
    ),
    ShownColumn("ambang", "pembina.col_threshold", href="alamat_ambang", help="pembina.help_threshold"),
    ShownColumn("perlu", "pembina.col_needed", "int", help="pembina.help_needed"),
    ShownColumn("kurang_kata", "pembina.col_missing", help="pembina.help_missing"),
    ShownColumn("tercapai", "pembina.col_reached", "flag"),
    ShownColumn("dihargai", "pembina.col_published", "flag", href="alamat_pembina", help="pembina.help_published"),
    ShownColumn("kata_sesuai", "pembina.col_agreement"),
    ShownColumn("keterangan", "pembina.col_note"),
    ShownColumn("batas", "pembina.col_bound", "flag", file_only=True, help="pembina.help_bound"),
)


@shared
def table(t: Texts, provinces: tuple[str, ...], year: int) -> Table:
    """One row per province of the year; empty in a year without assessment."""
    frame = _shown(t, queries.of_year(provinces, year))
    columns = (
        ShownColumn("kode_provinsi", "pembina.col_code", file_only=True),
        ShownColumn("provinsi", "common.province", href="alamat_provinsi"),
        *_COLUMNS,
    )
    return Table(frame, columns, t("pembina.table_title", year=year), t)


@shared
def history(t: Texts, code: str, *, kini: bool = False) -> Table:
    """One row per round of one province."""
    frame = _shown(t, queries.history(code, kini=kini))
    columns = (ShownColumn("tahun", "common.year", "year"), *_COLUMNS)
    return Table(frame, columns, t("pembina.history_title", province=common.provinces().get(code, code)), t)
