"""The words and figures of a fact sheet, in the order and the shape that the template `lembar-fakta.typ` sets: no layout here."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from dasbor.exports import sheet_tables
from dasbor.exports.briefs import Brief, Headline, NameGroup
from dasbor.exports.sheet_map import SheetMap
from dasbor.mart import programmes, rights, simulation
from dasbor.words import colors, formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts, texts

Content = dict[str, Any]
_LONGEST = 60
"""Letters of an address that are printed; the link is whole."""
_INK_SOFT = "#4a5563"
_BACK = "#eef2f6"


@dataclass(frozen=True)
class SheetForm:
    """How much goes onto a sheet, and where.

    `sources`: how many publishers' pages are listed at most; `grid`: the regions of a province or office in every year too;
    `unknown_first`: what is not known stands on the first page, beside the map, else on the second.
    """

    sources: int
    grid: bool = False
    unknown_first: bool = True


def content(brief: Brief, mapped: SheetMap, form: SheetForm) -> Content:
    """Everything the template prints, as JSON knows it."""
    t = texts(brief.lang)
    first, *others = brief.headlines
    states = programmes.states(brief.scope.year)
    return {
        "bahasa": brief.lang,
        "simulasi": simulation.banner(t),
        "judul": brief.title,
        "subjudul": brief.subtitle,
        "aturan": brief.regulation,
        "dokumen": _document(t, brief),
        "kata": _words(t, brief),
        "warna": _colours(),
        "utama": _hero(t, first),
        "angka": [_small(t, one) for one in others],
        "jejak": sheet_tables.traces(brief),
        "peta": _map(brief, mapped),
        "tren": trend(t, brief),
        "kelompok": [_names(t, group, states) for group in brief.groups if group.names and group.key != "provinsi"],
        "kisi": sheet_tables.grid(t, brief) if form.grid else {},
        "tabel": sheet_tables.tables(t, brief),
        "belum": list(brief.unknown) if form.unknown_first else [],
        "belum_kemudian": [] if form.unknown_first else list(brief.unknown),
        "beda": list(brief.conflicts),
        **_sources(t, brief, form.sources),
        "kaki": t("lembar.foot", title=brief.title, year=brief.scope.year, **_data(brief)),
        "kolofon": _colophon(t, brief),
    }


def _award(brief: Brief) -> str:
    return programmes.award(brief.scope.year).name


def _data(brief: Brief) -> dict[str, str]:
    return {"date": formats.date(brief.built, brief.lang), "version": brief.version}


def _document(t: Texts, brief: Brief) -> Content:
    title = simulation.title(t("lembar.document_title", title=brief.title, year=brief.scope.year))
    return {
        "judul": title,
        "penulis": t("lembar.author"),
        "uraian": f"{brief.subtitle}. {' '.join(f'{one.label}: {one.text}.' for one in brief.headlines)}",
        "kunci": [_award(brief), brief.title, str(brief.scope.year)],
        "tanggal": [brief.built.year, brief.built.month, brief.built.day],
    }


def _words(t: Texts, brief: Brief) -> dict[str, str]:
    history = brief.scope.kind == "daerah"
    return {
        "program": programmes.of_year(brief.scope.year).title(brief.lang),
        "lembar": simulation.title(t("lembar.name")),
        "nama": t("lembar.names_title"),
        "nama_catatan": t("lembar.names_note"),
        "kisi": t("provinsi.grid_title"),
        "tabel": next((group.label for group in brief.groups), ""),
        "tabel_catatan": "" if history else t("lembar.provinces_note", award=_award(brief)),
        "belum": t("lembar.unknown_title"),
        "beda": t("lembar.conflicts_title"),
        "sumber": t("lembar.sources_title"),
        "tanpa_sumber": t("lembar.no_sources"),
    }


def _colours() -> dict[str, str]:
    return {
        "aksen": colors.ACCENT,
        "simulasi": simulation.COLOUR,
        "tinta": colors.INK_DARK,
        "redup": _INK_SOFT,
        "garis": colors.GRID,
        "latar": _BACK,
        "bawah": "#c3d2e3",
        "seri": colors.SERIES[1],
    }


def _hero(t: Texts, one: Headline) -> Content:
    """The first figure: its number large, what it is a part of small."""
    counted = one.value is not None and one.whole is not None
    large, _, rest = one.text.rpartition(" ") if counted else ("", "", "")
    number, _, of = large.rpartition(" ")
    hero: Content = {
        "label": one.label,
        "teks": one.text,
        "catatan": one.note,
        "tahu": one.text != t("common.unknown"),
        "besar": number if counted else None,
        "sisa": f"{of} {rest}",
        "sekurang": one.least,
    }
    if one.whole is not None:
        hero["bagian"] = None if one.value is None else one.value / one.whole
    return hero


def _small(t: Texts, one: Headline) -> Content:
    return {"label": one.label, "teks": one.text, "catatan": one.note, "tahu": one.text != t("common.unknown")}


def _map(brief: Brief, mapped: SheetMap) -> Content:
    wide = brief.scope.kind == "nasional"
    legend = [
        {"warna": item.colour, "tinta": item.ink, "arsir": item.pattern, "tanda": item.mark, "teks": line.replace(" %", "\u00a0%")}
        for item, line in mapped.legend
    ]
    return {
        "judul": mapped.title,
        "alt": mapped.alt,
        "legenda": legend,
        "catatan": mapped.note,
        "lebar": mapped.width,
        "samping": not wide,
        "kolom": 3,
    }


def trend(t: Texts, brief: Brief) -> Content:
    """The award year by year: title, note, the chart in words, and what stands at every year."""
    rows = [_year(t, row) for row in brief.trend.to_dict("records")]
    told = [t("lembar.trend_told", year=row["tahun"], words=row["kata"]) for row in rows]
    regional, award = brief.scope.kind == "daerah", _award(brief)
    title = (
        t("lembar.trend_title_region", name=brief.title, award=award)
        if regional
        else t("lembar.trend_title", place=brief.title, award=award)
    )
    return {
        "judul": title,
        "alt": t("lembar.trend_alt", title=title, list="; ".join(told)),
        "catatan": t("lembar.trend_note"),
        "puncak": max((row["N"] for row in rows if row["N"] is not None), default=0),
        "tahun": rows,
    }


def _year(t: Texts, row: Mapping[Hashable, Any]) -> Content:
    n, whole = (None if is_unknown(row[name]) else int(row[name]) for name in ("n", "N"))
    sign = "≥" if row["least"] else ""
    known = t("provinsi.of", n=f"{sign}{n}", N=whole)
    gap = t("common.state_no_round") if not row["assessed"] else t("lembar.not_formed") if whole is None else ""
    return {
        "tahun": int(row["tahun"]),
        "n": n,
        "N": whole,
        "sekurang": bool(row["least"]),
        "dinilai": bool(row["assessed"]),
        "teks": "" if whole is None else f"{sign}{'?' if n is None else n}/{whole}" + (" ≠" if row["conflict"] else ""),
        "kata": gap or (t("common.unknown") if n is None else known),
        "tiada": gap,
        "aturan": t("common.mark_rule", rule=row["rule"]) if row["rule_change"] or row["programme_change"] else "",
    }


def _names(t: Texts, group: NameGroup, states: Mapping[str, colors.State]) -> Content:
    state = states.get(group.key)
    shown = {"warna": "#ffffff", "tinta": colors.INK_DARK, "arsir": "", "tanda": "r"}
    if state is not None:
        shown = sheet_tables.look(state)
    names = [
        {"teks": name, "alamat": None if is_unknown(address) else address}
        for name, address in zip(group.rows["nama"], group.rows["alamat"], strict=True)
    ]
    return {"label": group.label, "jumlah": t("lembar.regions", n=len(names)), "nama": names, **shown}


def _sources(t: Texts, brief: Brief, most: int) -> Content:
    rows = brief.sources.to_dict("records")
    left = len(rows) - most
    return {
        "sumber": [_source(t, row) for row in rows[:most]],
        "sisa_sumber": t("lembar.sources_left", n=left) if left > 0 else "",
    }


def _source(t: Texts, row: Mapping[Hashable, Any]) -> Content:
    dated = "" if row["tanggal"] is None or is_unknown(row["tanggal"]) else f", {formats.date(row['tanggal'], t.lang)}"
    unsure = f" ({t('istilah.keyakinan_ambigu')})" if row["keyakinan"] == "ambigu" else ""
    address = None if is_unknown(row["alamat"]) else str(row["alamat"])
    lacking = "lembar.official_file" if row["penerbit"] in rights.official_publishers() else "lembar.no_address"
    missing = "" if address else f" {t(lacking)}"
    return {
        "penerbit": str(row["penerbit"]),
        "teks": f"{dated}: {row['ukuran']}{unsure}.{missing}",
        "alamat": address,
        "tampil": "" if address is None else short_address(address),
    }


def short_address(address: str) -> str:
    """An address as printed: without "https://", its middle left out where it is too long for two lines."""
    plain = address.partition("://")[2] or address
    if len(plain) <= _LONGEST:
        return plain
    half = _LONGEST // 2
    return f"{plain[:half]}…{plain[-half:]}"


def _colophon(t: Texts, brief: Brief) -> list[str]:
    return [
        t("simulasi.footer" if simulation.active() else "lembar.how_to_read"),
        t("lembar.data", **_data(brief)),
        t("lembar.licence"),
    ]
