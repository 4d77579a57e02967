"""What a simulation assumes where a rule's data leave something open. Nothing else may use it: real scores are never counted so.

Reads: the reference files. Decides: a value for each open element, the plainest one (equal weights, equal shares).
Writes: nothing; the rows go into the `aturan_nilai.csv` and `regulasi.csv` of a simulation's folder, marked as assumptions.
"""

from collections.abc import Iterable, Sequence

from etl.forms.regions import Tables
from etl.inputs.arithmetic import KINDS, MEAN_OF_CRITERIA, MEAN_OF_INDICATORS, WEIGHTED_KINDS
from etl.results.mark import MARK
from etl.results.rulebook import rule_of
from etl.results.rules import HIGHEST, Rule

NOTE = f"{MARK}: anggapan, bukan bunyi peraturan"
SCALE = "4 3 2 1 0"
INDICATORS = 12
BONUS = "10"
PARTS = (1, 2, 3)
"""Of six indicators of a right so many are structure, process, result."""


def assessed_years(tables: Tables) -> list[int]:
    """The years with an assessment, the oldest first."""
    return sorted(int(str(row["tahun"])) for row in tables.rows("putaran") if row["ada_penilaian"])


def arithmetic(tables: Tables) -> list[dict[str, object]]:
    """Rows of `aturan_nilai` that say how every assessed year counts: those known, and assumptions for what is open."""
    rows: list[dict[str, object]] = [dict(row) for row in tables.rows("aturan_nilai") if row["nilai"] is not None]
    for year in assessed_years(tables):
        rule = rule_of(tables, year)
        rows += [
            {
                "peraturan": rule.name,
                "tahun_mulai": year,
                "tahun_akhir": year,
                "unsur": element,
                "kriteria": criterion,
                "nilai": value,
                "kepastian": "perkiraan",
                "sumber_url": None,
                "catatan": NOTE,
            }
            for element, criterion, value in _open(rule)
        ]
    return rows


def _open(rule: Rule) -> Iterable[tuple[str, int | None, object]]:
    plain = {
        "cara_skor": MEAN_OF_CRITERIA,
        "cara_kriteria": MEAN_OF_INDICATORS,
        "skala_indikator": SCALE,
        "nilai_maks": f"{HIGHEST:g}",
        **({"bonus_maks": BONUS} if rule.bonus else {}),
    }
    yield from ((element, None, value) for element, value in plain.items() if element not in rule.elements)
    counts = _counts(rule)
    for criterion, count in zip(rule.criteria, counts, strict=True):
        if criterion.indicators is None:
            yield "jumlah_indikator", criterion.order, count
        if rule.elements.get("cara_kriteria") == WEIGHTED_KINDS and not criterion.kinds:
            structure, process = (round(count * part / sum(PARTS)) for part in PARTS[:2])
            for kind, number in zip(KINDS, (structure, process, count - structure - process), strict=True):
                yield f"jumlah_{kind}", criterion.order, number


def _counts(rule: Rule) -> list[int]:
    """Indicators of each criterion: those known, and what is left of the total in equal parts, the first ones one more."""
    known = sum(criterion.indicators or 0 for criterion in rule.criteria)
    open_ones = [criterion.order for criterion in rule.criteria if criterion.indicators is None]
    left = (rule.indicators or known + INDICATORS * len(open_ones)) - known
    share, more = divmod(left, max(len(open_ones), 1))
    parts = {order: share + (place < more) for place, order in enumerate(open_ones)}
    return [criterion.indicators or parts[criterion.order] for criterion in rule.criteria]


def bands(tables: Tables) -> list[dict[str, object]]:
    """Rows of `regulasi` with all limits: below the lowest limit known the predicates without one share the rest equally."""
    rows: list[dict[str, object]] = [dict(row) for row in tables.rows("regulasi")]
    for rule in dict.fromkeys(str(row["peraturan"]) for row in rows):
        own = [row for row in rows if row["peraturan"] == rule]
        if any(row["nilai_min"] is None or row["nilai_maks"] is None for row in own):
            _share_out(own)
    return rows


def _share_out(own: Sequence[dict[str, object]]) -> None:
    complete = [row for row in own if row["nilai_min"] is not None and row["nilai_maks"] is not None]
    top = min((float(str(row["nilai_min"])) for row in complete), default=HIGHEST)
    rest = [row for row in own if row not in complete]
    for place, row in enumerate(rest):
        row["nilai_maks"] = round(top * (len(rest) - place) / len(rest), 2)
        row["nilai_min"] = round(top * (len(rest) - place - 1) / len(rest), 2)
        row["kepastian"], row["catatan"] = "perkiraan", NOTE
