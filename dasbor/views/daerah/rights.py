"""The profile by right (hak) of one region on the page daerah: its official scores beside its province and the nation."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from dasbor.mart import links
from dasbor.mart import rights as queries
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.daerah import rights_figure as figures
from dasbor.views.daerah.view import name, year_link
from dasbor.views.parts import Chart
from dasbor.words import formats
from dasbor.words.texts import Lang, Texts, texts

_DECIMALS = 2


@shared
def exists() -> bool:
    """Whether any official result with scores per right is published."""
    return bool(queries.rounds())


@shared
def options(code: str) -> dict[int, str]:
    """Award years to choose from, the newest first; empty if no official result has scores per right of the region."""
    return {year: str(year) for year in queries.years(code)}


@shared
def title(lang: Lang, code: str, year: int) -> str:
    """Heading of figure and table."""
    return texts(lang)("daerah.right_title", name=name(code), year=year)


@shared
def empty(lang: Lang, code: str) -> str:
    """Why a region has no profile though others have."""
    return texts(lang)("daerah.right_empty", name=name(code), years=formats.years(sorted(queries.rounds())))


@shared
def chart(lang: Lang, code: str, year: int) -> Chart:
    """The figure, in words, and its table."""
    t = texts(lang)
    rows = queries.profile(code, year)
    found = queries.comparison(code, year)
    before = found.year if found and found.known else None
    points = "; ".join(_point(t, row, before) for row in rows.to_dict("records"))
    alt = t("daerah.right_alt", name=name(code), year=year, points=points)
    return Chart(figures.profile(rows, before, t), alt, Table(rows, _columns(t, rows, before), title(lang, code, year), t))


def _point(t: Texts, row: dict[Hashable, object], before: int | None) -> str:
    said = {str(key): _score(t, row[key]) for key in ("skor", "provinsi_rata", "nasional_rata", "skor_sebelum")}
    words = t("daerah.right_alt_point", right=row["kriteria"], province=row["provinsi"], **said)
    return words if before is None else words + t("daerah.right_alt_before", year=before, score=said["skor_sebelum"])


def _columns(t: Texts, rows: pd.DataFrame, before: int | None) -> tuple[ShownColumn, ...]:
    province = str(rows["provinsi"].iloc[0])
    compared = (
        ShownColumn("skor_sebelum", heading=t("daerah.right_before", year=before), kind="decimal", decimals=_DECIMALS),
        ShownColumn("perubahan", "daerah.col_change", "signed", decimals=_DECIMALS, help="daerah.col_change_help"),
    )
    return (
        ShownColumn("kriteria", "daerah.col_right", help="daerah.col_right_help"),
        ShownColumn("skor", "daerah.col_score", "decimal", decimals=_DECIMALS),
        *(compared if before is not None else ()),
        ShownColumn("provinsi_rata", heading=t("daerah.right_province", province=province), kind="decimal", decimals=_DECIMALS),
        ShownColumn(
            "provinsi_n",
            heading=t("daerah.col_right_n", place=province),
            kind="share",
            of="provinsi_semua",
            help="daerah.col_right_n_help",
        ),
        ShownColumn("nasional_rata", "daerah.right_nation", "decimal", decimals=_DECIMALS),
        ShownColumn(
            "nasional_n",
            heading=t("daerah.col_right_n", place=t("daerah.right_whole")),
            kind="share",
            of="nasional_semua",
            help="daerah.col_right_n_help",
        ),
        ShownColumn("urutan", "daerah.col_right_order", "int", file_only=True),
        ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help", file_only=True),
        ShownColumn("versi", "sumber.col_version", "int", help="sumber.col_version_help", file_only=True),
    )


def _score(t: Texts, value: object) -> str:
    return formats.number(value, t.lang, _DECIMALS)  # type: ignore[arg-type]


@shared
def sentences(lang: Lang, code: str, year: int) -> tuple[str, ...]:
    """Strongest and weakest right, how many lie above the means, and what changed since the assessed year before."""
    t = texts(lang)
    rows, short = queries.profile(code, year), queries.in_short(code, year)
    high, low = short["tertinggi"], short["terendah"]
    if high == low:
        first = t("daerah.right_equal", year=year, count=short["hak"], score=_score(t, high))
    else:
        first = t("daerah.right_extremes", year=year, high=_with_score(t, rows, high), low=_with_score(t, rows, low))
    above = {"in_province": short["di_atas_provinsi"], "in_nation": short["di_atas_nasional"]}
    return (
        first,
        t("daerah.right_above", count=short["hak"], province=rows["provinsi"].iloc[0], **above),
        *_change(t, code, year, short),
    )


def _with_score(t: Texts, rows: pd.DataFrame, score: float) -> str:
    """The right or rights with a score, as in "Hak atas informasi (91,67; Indonesia 80,12)"."""
    found = rows[rows["skor"] == score].to_dict("records")
    return ", ".join(
        t("daerah.right_extreme", right=row["kriteria"], score=_score(t, row["skor"]), mean=_score(t, row["nasional_rata"]))
        for row in found
    )


def _change(t: Texts, code: str, year: int, short: Mapping[str, Any]) -> tuple[str, ...]:
    found = queries.comparison(code, year)
    if found is None:
        return ()
    if not found.same_rule:
        return (t("daerah.right_other_rule", before=found.year, rule=found.rule, rule_before=found.rule_before),)
    if not found.known:
        return (t("daerah.right_no_before", before=found.year),)
    counts = {"up": short["naik"], "down": short["turun"], "same": short["tetap"]}
    return (t("daerah.right_change", before=found.year, known=short["dibandingkan"], count=short["hak"], **counts),)


@shared
def note(lang: Lang, code: str, year: int) -> str:
    """Over how many regions the means go; those without a score are left out, not counted as nought."""
    t = texts(lang)
    rows = queries.profile(code, year)
    return t(
        "daerah.right_note",
        province=rows["provinsi"].iloc[0],
        province_share=_share(t, rows, "provinsi"),
        nation_share=_share(t, rows, "nasional"),
    )


def _share(t: Texts, rows: pd.DataFrame, level: str) -> str:
    """n/N of the right with the fewest scores, as a lower bound where the rights differ."""
    counts = rows[f"{level}_n"]
    words = formats.share(counts.min(), rows[f"{level}_semua"].iloc[0], t.lang)
    return words if counts.nunique() == 1 else f"≥ {words}"


@shared
def source(lang: Lang, code: str, year: int) -> str:
    """Where the scores come from: the region's claims of that year, and the version of the file."""
    t = texts(lang)
    version = int(queries.profile(code, year)["versi"].iloc[0])
    return blocks.links(
        [
            (t("daerah.right_claims", year=year), year_link(t, year, code), ""),
            (t("daerah.right_version", version=version), links.part_link(t, "hasil"), ""),
        ]
    )
