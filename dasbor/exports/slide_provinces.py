"""What the slides say about the provinces: what changed, targets, where to push. Numbers are those of the page Ringkasan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dasbor.exports.briefs import Brief, brief
from dasbor.exports.slide_content import award, count, provinces, sources_of
from dasbor.mart import common, overview, programmes, publication
from dasbor.mart.scopes import Scope
from dasbor.views.predikat import moves
from dasbor.views.ringkasan import compare
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts, texts

ROWS = 12
"""Rows of a table that a slide holds."""
_FEW = 4
"""Up to so many provinces to compare leave room for those that are only known."""


@dataclass(frozen=True)
class SlideTable:
    """A table: headings, rows, what it is for readers who do not see it, and which columns hold words instead of figures."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str
    words: frozenset[int] = frozenset({0})


@dataclass(frozen=True)
class Changes:
    """Slide 4: the provinces that changed most; those that are known where nothing can be compared, or (`also`) little."""

    title: str
    table: SlideTable
    also: SlideTable | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Open:
    """Slide 5: targets, where to push, where sources disagree."""

    title: str
    table: SlideTable | None
    push: tuple[str, ...]
    conflicts: tuple[str, ...]
    sources: tuple[str, ...]


def changes(b: Brief) -> Changes:
    """By how much the provinces changed since the assessed year before; without any to compare, which are known."""
    t, year = texts(b.lang), b.scope.year
    before = common.previous_year(year)
    frame = publication.changes(year)
    able = frame[frame["banding"] == "dapat"].sort_values(["perubahan", "provinsi"], ascending=[False, True])
    note = compare.change_note(b.lang, year, kini=False)
    if before is None or able.empty:
        return _known(t, b, before, note)
    # those that changed most, whichever way: where all rose, or none did, half a table for each way would leave out the largest
    drawn = able.loc[able["perubahan"].abs().nlargest(ROWS).index].sort_values(["perubahan", "provinsi"], ascending=[False, True])
    rows = tuple(
        (
            str(row["provinsi"]),
            formats.share(row["n_lalu"], row["jumlah_lalu"], b.lang),
            formats.share(row["n"], row["jumlah"], b.lang),
            formats.signed(row["perubahan"], b.lang),
        )
        for row in drawn.to_dict("records")
    )
    columns = (
        t("common.province"),
        *(t("salindia.col_year", year=one, award=award(b)) for one in (before, year)),
        t("salindia.col_change"),
    )
    found = overview.directions("provinsi", year)
    # texts: salindia.changes_*
    ways = {"up": found["naik"], "down": found["turun"], "same": found["tetap"]}
    told = ", ".join(t(f"salindia.changes_{way}", n=n) for way, n in ways.items() if n)
    key = "salindia.changes" if found["lain"] else "salindia.changes_all"
    title = t(key, before=before, year=year, told=told, rest=found["lain"], whole=found["dari"])
    more = (t("salindia.shown_of", shown=len(drawn), all=len(able)),) if len(drawn) < len(able) else ()
    others, also = _others(t, b, set(able["kode_provinsi"])) if len(able) <= _FEW else ([], None)
    codes = [*drawn["kode_provinsi"], *others]
    ids = _claims_of(b, codes) + _claims_of(brief(Scope("nasional", "", before), b.lang), drawn["kode_provinsi"])
    alt = t("salindia.changes_alt", before=before, year=year, award=award(b))
    return Changes(title, SlideTable(columns, rows, alt), also, (note, *more), sources_of(t, ids))


def _others(t: Texts, b: Brief, apart: set[str]) -> tuple[list[str], SlideTable | None]:
    """Codes and table of the provinces that are known and cannot be compared, the largest shares first."""
    known = _by_share(b)
    drawn = known[~known["kode"].isin(apart)].head(ROWS // 2)
    if drawn.empty:
        return [], None
    return drawn["kode"].tolist(), _known_grid(t, b, drawn, t("salindia.others_alt", year=b.scope.year, n=len(drawn)))


def _claims_of(b: Brief, codes: Iterable[str]) -> list[object]:
    rows = provinces(b).set_index("kode")
    return [rows.at[code, "klaim"] for code in codes if code in rows.index]


def _by_share(b: Brief) -> pd.DataFrame:
    """The provinces with a known count, the largest share first."""
    known = provinces(b).dropna(subset="n")
    known = known.assign(bagian=known["n"].astype(float) / known["N"].astype(float))
    return known.sort_values(["bagian", "nama"], ascending=[False, True])


def _known_grid(t: Texts, b: Brief, drawn: pd.DataFrame, alt: str) -> SlideTable:
    rows = tuple(
        (
            str(row["nama"]),
            _bounded(row["n"], row["N"], b, least=bool(row["least"])),
            _bounded(row["ikut"], row["N"], b, least=bool(row["least_ikut"])),
        )
        for row in drawn.to_dict("records")
    )
    year = b.scope.year
    return SlideTable(
        (t("common.province"), t("salindia.col_year", year=year, award=award(b)), t("salindia.col_participants", year=year)),
        rows,
        alt,
    )


def _known(t: Texts, b: Brief, before: int | None, note: str) -> Changes:
    """What is known where nothing can be compared."""
    year, known = b.scope.year, _by_share(b)
    drawn = known.head(ROWS)
    if before is None:
        title = t("salindia.changes_first", year=year, known=len(known), whole=len(provinces(b)))
    else:
        title = t("salindia.changes_none", before=before, year=year)
    told = t("salindia.known_of", shown=len(drawn), all=len(known))
    grid = _known_grid(t, b, drawn, t("salindia.known_alt", year=year))
    return Changes(title, grid, None, (note, told), sources_of(t, drawn["klaim"]))


def _bounded(n: object, whole: int, b: Brief, *, least: bool) -> str:
    if is_unknown(n):
        return texts(b.lang)("common.unknown")
    return ("≥ " if least else "") + formats.share(int(str(n)), whole, b.lang)


def opened(b: Brief) -> Open:
    """Targets with their outcome, where to push, and where sources disagree."""
    t, year = texts(b.lang), b.scope.year
    rows = provinces(b)
    wanted = rows[rows["target"].notna()]
    parts = {code: brief(Scope("provinsi", code, year), b.lang) for code in wanted["kode"]}
    unknown = rows.loc[rows["n"].isna(), "nama"].tolist()
    # texts: salindia.open_*
    key = ("open_targets" if parts else "open_no_target") + ("" if unknown else "_known")
    title = t(f"salindia.{key}", year=year, n=len(parts), N=len(rows), unknown=len(unknown), award=award(b))
    keys = ("target", programmes.award(year).code)
    shown = [one for part in parts.values() for key in keys if (one := part.headline(key))]
    ids = (claim for one in shown for claim in one.claim_ids)
    return Open(title, _targets(t, b, parts), _push(t, b, unknown, rows), b.conflicts, sources_of(t, ids))


def _targets(t: Texts, b: Brief, parts: dict[str, Brief]) -> SlideTable | None:
    if not parts:
        return None
    rows = []
    for part in parts.values():
        target, outcome = part.headline("target"), count(part)
        if target:
            rows.append((part.title, target.text, outcome.text, target.note))
    columns = (t("common.province"), t("lembar.target_short"), t("salindia.col_outcome"), t("salindia.col_distance"))
    return SlideTable(columns, tuple(rows), t("salindia.targets_alt", year=b.scope.year, award=award(b)), frozenset({0, 3}))


def _push(t: Texts, b: Brief, unknown: Sequence[str], rows: pd.DataFrame) -> tuple[str, ...]:
    """What can be done, each with its number: who lacks one predicate, who held it before, whose figures are missing."""
    told = []
    second = next((one for one in programmes.rule_predicates(b.scope.year) if not one.award), None)
    near = b.headline(second.code) if second else None
    if near and near.value:
        told.append(t("salindia.push_near", text=near.text, predicate=near.label, award=award(b)))
    before = common.previous_year(b.scope.year)
    if before is not None:
        told.append(t("salindia.push_holders", said=moves.sentences(t, before, b.scope.year, "")[1]))
    if unknown:
        told.append(t("salindia.push_provinces", n=len(unknown), names=", ".join(unknown)))
    bounds = rows.loc[rows["least"], "nama"].tolist()
    if bounds:
        told.append(t("salindia.push_bounds", n=len(bounds), names=", ".join(bounds)))
    return tuple(told)
