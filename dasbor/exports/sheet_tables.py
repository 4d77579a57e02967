"""The tables of a fact sheet: the provinces of the nation, or the years of a region, as cells of text with their links."""

from collections.abc import Hashable, Mapping
from typing import Any

from dasbor.exports.briefs import Brief, trend
from dasbor.exports.briefs.region import score_and_kind
from dasbor.mart import common, programmes
from dasbor.mart.cache import shared
from dasbor.words import colors, formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

Cell = dict[str, Any]
Row = Mapping[Hashable, Any]


def tables(t: Texts, brief: Brief) -> list[dict[str, Any]]:
    """The provinces in two halves side by side; the years of a region in one; nothing for others."""
    rows = {group.key: group.rows.to_dict("records") for group in brief.groups}
    if "provinsi" in rows:
        half = -(-len(rows["provinsi"]) // 2)
        award = programmes.award(brief.scope.year).name
        return [_provinces(t, award, part) for part in (rows["provinsi"][:half], rows["provinsi"][half:])]
    return [_years(t, rows["riwayat"])] if "riwayat" in rows else []


def traces(brief: Brief) -> list[dict[str, Any]]:
    """The years of a region as marks in the colours of their states; nothing for others."""
    states = programmes.states()
    rows = [row for group in brief.groups if group.key == "riwayat" for row in group.rows.to_dict("records")]
    return [
        {"tahun": str(row["tahun"]), "kata": str(row["kata"]), "pilihan": int(row["tahun"]) == brief.scope.year}
        | look(states[str(row["keadaan"])])
        for row in rows
    ]


def grid(t: Texts, brief: Brief) -> dict[str, Any]:
    """The regions of a province or office in every year, as marks, with the key to them; nothing for others."""
    scope = brief.scope
    if scope.kind not in ("provinsi", "kanwil"):
        return {}
    states = programmes.states()
    years = [int(year) for year in common.rounds()["tahun"]]
    held = {(year, code) for year in common.years() for code in trend.provinces(scope, year)}
    names = dict(common.regions()[["kode", "nama"]].itertuples(index=False, name=None))
    found = {code: [_state(code, year, held) for year in years] for code in scope.regions()}
    present = {key for row in found.values() for key in row}
    shown = [name for name in states if name in present]
    rows = [{"nama": names[code], "sel": [shown.index(key) if key else None for key in row]} for code, row in found.items()]
    key = [look(states[name]) | {"teks": states[name].label(t)} for name in shown]
    return {"tahun": [str(year) for year in years], "pilihan": years.index(scope.year), "baris": rows, "kunci": key}


def _state(code: str, year: int, held: set[tuple[int, str]]) -> str:
    """Key of a region's state in a year; "" where it did not belong to the provinces `held`."""
    if year not in common.years():
        return colors.NO_ROUND.key
    province, state = _states()[year, code]
    return state if (year, province) in held else ""


@shared
def _states() -> dict[tuple[int, str], tuple[str, str]]:
    """(year, region) → its province then, and its state."""
    frame = common.results()
    columns = (frame[name].tolist() for name in ("tahun", "kode", "kode_provinsi", "keadaan_rinci"))
    return {(year, code): (province, state) for year, code, province, state in zip(*columns, strict=True)}


def look(state: colors.State) -> dict[str, str]:
    """A state as the template draws it."""
    return {"warna": state.fill, "tinta": state.ink, "arsir": state.pattern, "tanda": state.mark}


def _cell(text: str, address: object = None, *, soft: bool = False) -> Cell:
    return {"teks": text, "alamat": None if is_unknown(address) else str(address), "redup": soft}


def _provinces(t: Texts, award: str, rows: list[dict[Hashable, Any]]) -> dict[str, Any]:
    heads = [t("common.province"), award, t("provinsi.participants"), t("lembar.target_short"), t("lembar.pembina_short")]
    return {
        "kepala": heads,
        "lebar": [1, 0, 0, 0, 0],
        "rata": ["kiri", *["kanan"] * 4],
        "baris": [_province(t, row) for row in rows],
    }


def _province(t: Texts, row: Row) -> list[Cell]:
    held = _cell("?", soft=True) if is_unknown(row["n"]) else _cell(str(row["text"]), row["alamat"])
    people = "?" if is_unknown(row["ikut"]) else ("≥ " if row["least_ikut"] else "") + formats.number(row["ikut"], t.lang)
    target = "–" if is_unknown(row["target"]) else str(row["target"])
    honour = "?" if is_unknown(row["pembina"]) else t("common.yes" if row["pembina"] else "common.no")
    return [_cell(str(row["nama"])), held, *(_cell(text, soft=text in "?–") for text in (people, target, honour))]


def _years(t: Texts, rows: list[dict[Hashable, Any]]) -> dict[str, Any]:
    return {
        "kepala": [
            t("common.year"),
            t("daerah.col_state"),
            t("daerah.col_score"),
            t("daerah.col_recommended"),
            t("lembar.source_short"),
        ],
        "lebar": [0, 3, 2, 0, 3],
        "rata": ["kiri"] * 5,
        "baris": [_year(t, row) for row in rows],
    }


def _year(t: Texts, row: Row) -> list[Cell]:
    state = str(row["kata"]) + (f" ({t('lembar.disputed')})" if row["konflik"] else "")
    score = "–"
    if not is_unknown(row["skor"]):
        score = score_and_kind(t, row["skor"], row["jenis_skor"])
    asked = t("common.yes") if row["direkomendasikan"] else "–"
    source = _cell("–", soft=True) if is_unknown(row["penerbit"]) else _cell(str(row["penerbit"]), row["alamat"])
    soft = is_unknown(row["predikat"])
    return [
        _cell(str(row["tahun"])),
        _cell(state, soft=soft),
        _cell(score, soft=score == "–"),
        _cell(asked, soft=asked == "–"),
        source,
    ]
