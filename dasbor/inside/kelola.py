"""What the page Kelola data says about an uploaded file: what was understood, what was found. Belongs to one session."""

from collections import Counter

import pandas as pd

from dasbor.inside.manage import ORDER, Preview, column_letters
from dasbor.mart import common
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.texts import Texts

PLAIN = (
    *("kabkota", "kode", "provinsi", "jenis", "predikat", "skor", "skor_murni", "skor_total", "jenis_skor", "bonus"),
    *("partisipasi", "tidak_ikut", "rekomendasi", "catatan", "tahun", "nomor"),
)
USUAL = ("nama", "kode")
_LONGEST = 400


def draft_title(t: Texts, title: str) -> str:
    """A title of something that is not published; it goes into files too."""
    return t("kelola.draft_title", title=title)


# texts: kelola.meaning_*
def meaning(t: Texts, seen: Preview, known: str) -> str:
    """A column's meaning in words; "" is a column that is left out."""
    if known.startswith("kriteria:"):
        order = int(known[9:])
        name = next((one.name for one in seen.draft.rule.criteria if one.order == order), str(order))
        return t("kelola.meaning_criterion", order=order, name=name)
    if known.startswith("indikator:"):
        return t("kelola.meaning_indicator", number=known[10:])
    plain, _, ticked = (known or "none").partition(":")
    return t(f"kelola.meaning_{plain}") + (f": {ticked}" if ticked else "")


def meanings(t: Texts, seen: Preview) -> dict[str, str]:
    """What a column can mean, for the picker."""
    criteria = (f"kriteria:{one.order}" for one in seen.draft.rule.criteria)
    return {known: meaning(t, seen, known) for known in ("", *PLAIN, *criteria)}


def column_options(t: Texts, seen: Preview) -> dict[tuple[str, int], str]:
    """The columns of all tables with what they were taken for, for the picker."""
    return {
        (one.sheet, place): t(
            "kelola.column_option",
            sheet=one.sheet,
            column=column_letters(place),
            title=title,
            meaning=meaning(t, seen, one.columns.get(place, "")),
        )
        for one in seen.draft.layouts
        for place, title in one.titles.items()
    }


def columns(t: Texts, seen: Preview) -> Table:
    """Every column of every table with the meaning it was given."""
    rows = [
        (one.sheet, column_letters(place), title, meaning(t, seen, one.columns.get(place, "")))
        for one in seen.draft.layouts
        for place, title in one.titles.items()
    ]
    frame = pd.DataFrame(rows, columns=["sheet", "column", "title", "meaning"])
    shown = (
        ShownColumn("sheet", "kelola.col_sheet"),
        ShownColumn("column", "kelola.col_column"),
        ShownColumn("title", "kelola.col_title"),
        ShownColumn("meaning", "kelola.col_meaning"),
    )
    return Table(frame, shown, t("kelola.columns_title"), t)


# texts: kelola.how_*, texts: kelola.passed_*
def _how(t: Texts, how: str) -> str:
    return t(f"kelola.how_{how.replace('-', '_')}")


def _kind(t: Texts, kind: str) -> str:
    return t(f"kelola.passed_{kind.replace(' ', '_')}")


def sentences(t: Texts, seen: Preview) -> list[str]:
    """The file, its tables, how regions were recognised, which rows were passed over."""
    draft, lang = seen.draft, t.lang
    size = formats.number(draft.book.size / 1000, lang)
    lines = [t("kelola.read_file", name=draft.book.name, size=size, year=draft.year, rule=draft.rule.name), *draft.book.notes]
    for one in draft.layouts:
        if one.upright is not None:
            lines.append(t("kelola.read_form", sheet=one.sheet))
            continue
        rows = str(one.first) if one.first == one.last else f"{one.first}–{one.last}"
        lines.append(t("kelola.read_sheet", sheet=one.sheet, rows=rows))
    without = [sheet.name for sheet in draft.book.sheets if seen.layout(sheet.name) is None and sheet.rows]
    if without:
        lines.append(t("kelola.read_no_table", sheets=", ".join(without)))
    ways = Counter(how for _, how in draft.recognised.values())
    if ways:
        words = (f"{_how(t, how)} {count}" for how, count in ways.most_common())
        lines.append(t("kelola.read_regions", count=len(draft.recognised), list=", ".join(words)))
    kinds = Counter(one.taken_for for one in draft.passed)
    if kinds:
        words = (f"{_kind(t, kind)} {count}" for kind, count in kinds.most_common())
        lines.append(t("kelola.read_passed", count=len(draft.passed), list=", ".join(words)))
    return lines


def unusual(t: Texts, seen: Preview) -> Table:
    """Rows whose region was recognised neither by its own name nor by its code."""
    rows = [
        (sheet, row, seen.written(sheet, row)[:_LONGEST], name, _how(t, how))
        for (sheet, row), (name, how) in sorted(seen.draft.recognised.items())
        if how not in USUAL
    ]
    frame = pd.DataFrame(rows, columns=["sheet", "row", "written", "region", "how"])
    shown = (
        ShownColumn("sheet", "kelola.col_sheet"),
        ShownColumn("row", "kelola.col_row", "year"),
        ShownColumn("written", "kelola.col_written"),
        ShownColumn("region", "kelola.col_region"),
        ShownColumn("how", "kelola.col_how"),
    )
    return Table(frame, shown, t("kelola.unusual_title"), t)


def metrics(t: Texts, seen: Preview) -> list[Metric]:
    """Rows taken and refused, errors and warnings."""
    draft, lang = seen.draft, t.lang
    levels = Counter(one.level for one in seen.findings)
    whole = len(draft.rows) + len(draft.refused)
    return [
        Metric(t("kelola.taken"), formats.number(len(draft.rows), lang), (formats.share(len(draft.rows), whole, lang),)),
        Metric(t("kelola.refused"), formats.number(len(draft.refused), lang), (t("kelola.refused_note"),)),
        Metric(t("kelola.errors"), formats.number(levels["galat"], lang)),
        Metric(t("kelola.warnings"), formats.number(levels["peringatan"], lang)),
    ]


# texts: kelola.level_*
def finding_codes(t: Texts, seen: Preview) -> dict[str, str]:
    """The codes found with their numbers, errors first, for the picker; "" is all."""
    counts = Counter((one.level, one.code) for one in seen.findings)
    words = {
        code: t("kelola.code_option", level=t(f"kelola.level_{level}"), code=code, count=formats.number(count, t.lang))
        for (level, code), count in sorted(counts.items())
    }
    return {"": t("kelola.all_findings", count=formats.number(len(seen.findings), t.lang)), **words}


def findings(t: Texts, seen: Preview, code: str) -> Table:
    """The findings, errors first, each with its row as it stands in the file; those of one code, or of all for ""."""
    order = {sheet.name: place for place, sheet in enumerate(seen.draft.book.sheets)}
    chosen = sorted(
        (one for one in seen.findings if code in ("", one.code)),
        key=lambda one: (ORDER[one.level], order.get(one.sheet or "", -1), one.row or 0, one.column or 0),
    )
    rows = [
        (
            t(f"kelola.level_{one.level}"),
            one.place(t.lang) or t("kelola.whole_file"),
            one.sentence(t.lang),
            one.remedy(t.lang),
            _short(seen.written(one.sheet, one.row)) or "—",
            one.code,
        )
        for one in chosen
    ]
    frame = pd.DataFrame(rows, columns=["level", "place", "finding", "remedy", "written", "code"])
    shown = (
        ShownColumn("level", "kelola.col_level"),
        ShownColumn("place", "kelola.col_place"),
        ShownColumn("finding", "kelola.col_finding"),
        ShownColumn("remedy", "kelola.col_remedy"),
        ShownColumn("written", "kelola.col_written"),
        ShownColumn("code", "kelola.col_code"),
    )
    return Table(frame, shown, draft_title(t, t("kelola.findings_title")), t)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def regions(first: tuple[str, ...]) -> dict[str, str]:
    """Code → name with code, the candidates first, for the picker."""
    frame = common.regions()
    names = {code: f"{name} ({code})" for code, name in zip(frame["kode"], frame["nama"], strict=True)}
    return {code: names[code] for code in first if code in names} | names
