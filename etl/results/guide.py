"""Sheet Petunjuk of a form: how to fill it in, the year's predicates, and how its rule counts, in both languages.

Reads: `petunjuk.toml`, where all sentences are, and the rule of the year. Decides: nothing. Writes: one sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from etl.forms import blank
from etl.inputs.arithmetic import KINDS, MEAN_OF_CRITERIA, MEAN_OF_INDICATORS
from etl.results.rules import HIGHEST, Band, Rule

_SENTENCES = Path(__file__).with_name("petunjuk.toml")
_FIRST_PREDICATE = 7
"""Row (from 1) of the first predicate, where the drop-down of sheet Hasil finds them."""

Line = tuple[str, str, str]
"""What it is about, in Indonesian, in English."""


@dataclass(frozen=True)
class Words:
    """What the sentences name beside the rule. `area`: a province's name, None for the nation."""

    assessed: int | None
    area: str | None
    regions: int
    detail: str | None


def say(key: str, **values: object) -> tuple[str, str]:
    """A sentence in both languages."""
    return blank.say(_SENTENCES, key, **values)


def both(key: str) -> str:
    """A sentence in both languages as one text, for the messages of a cell."""
    return "\n".join(say(key))


def predicate_range(rule: Rule) -> str:
    """Where the predicates stand, as a formula."""
    return f"={blank.GUIDE}!$A${_FIRST_PREDICATE}:$A${_FIRST_PREDICATE + len(rule.bands) - 1}"


def write(book: xlsxwriter.Workbook, rule: Rule, words: Words, columns: Mapping[str, str]) -> None:
    """Add the sheet. `columns`: meaning → heading of the columns of sheet Hasil."""
    blank.guide(book, _lines(rule, words, columns))


def _lines(rule: Rule, words: Words, columns: Mapping[str, str]) -> list[Line]:
    programme = rule.programme or rule.name
    lines: list[Line] = [
        ("", *say("judul", program=programme, tahun=rule.year)),
        ("Dasar", *say("dasar", peraturan=rule.name, capaian=words.assessed or "—")),
        ("Cakupan", *_scope(words)),
        ("Isian", *say("umum")),
        ("Sesudahnya", *say("muat", tahun=rule.year)),
        ("", *say("predikat_judul")),
    ]
    lines += [(band.predicate, *_limits(band)) for band in rule.bands]
    lines.append(("", *say("kolom")))
    values = {"peraturan": rule.name, "bonus": rule.bonus}
    lines += [(heading, *say(_explained(meaning), **values)) for meaning, heading in columns.items()]
    if words.detail:
        lines.append(("Rincian", *_detail(rule, words.detail)))
    lines.append(("", *say("hitung_judul")))
    lines += _counting(rule)
    return lines


def _scope(words: Words) -> tuple[str, str]:
    areas = (words.area, words.area) if words.area else say("nasional")
    indonesian, english = (say("cakupan", jumlah=words.regions, wilayah=area)[place] for place, area in enumerate(areas))
    return indonesian, english


def _explained(meaning: str) -> str:
    return "skor" if meaning.startswith("skor") else meaning


def _limits(band: Band) -> tuple[str, str]:
    low, high = band.low, band.high
    numbers = {"bawah": None if low is None else f"{low:g}", "atas": None if high is None else f"{high:g}"}
    if low is not None and high is not None:
        sentences = say("rentang" if high == HIGHEST else "rentang_di_bawah", **numbers)
    elif low is not None:
        sentences = say("rentang_dari", **numbers)
    else:
        sentences = say("rentang_tak_diketahui" if high is None else "rentang_sampai", **numbers)
    if band.certainty != "perkiraan":
        return sentences
    indonesian, english = sentences
    return say("perkiraan", isi=indonesian)[0], say("perkiraan", isi=english)[1]


def _detail(rule: Rule, detail: str) -> tuple[str, str]:
    more = ("", "")
    if detail == "indikator":
        more = say("rincian_indikator", skala=" / ".join(f"{value:g}" for value in rule.scale) or "—")
    return say("rincian", indikator=more[0])[0], say("rincian", indikator=more[1])[1]


def _counting(rule: Rule) -> list[Line]:
    keys = {MEAN_OF_INDICATORS: "hitung_indikator", MEAN_OF_CRITERIA: "hitung_kriteria"}
    lines: list[Line] = [("Skor", *say(keys.get(str(rule.elements.get("cara_skor")), "hitung_tak_diketahui")))]
    weights = {kind: rule.elements.get(f"bobot_{kind}") for kind in KINDS}
    if None not in weights.values():
        lines.append(("Bobot", *say("hitung_bobot", **{kind: f"{float(str(weight)):g}" for kind, weight in weights.items()})))
    if rule.bonus and rule.cap is not None:
        lines.append(("Tambahan", *say("hitung_bonus", bonus=rule.bonus, batas=f"{rule.cap:g}")))
    lines += [(f"Hak {criterion.order}", criterion.name, "") for criterion in rule.criteria]
    return lines
