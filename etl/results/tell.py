"""What the commands say of a file before it is saved, and of a round office by office.

Reads: a summary, parts of a round. Decides: the words. Writes: nothing but lines to whoever asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from etl.base.moments import wib
from etl.results.deciding import listed
from etl.results.rounds import OfficePart
from etl.results.summary import Scores, Summary, bars, most

Say = Callable[[str], None]


def tell_summary(known: Summary, year: int, names: Mapping[str, str], say: Say) -> None:
    """A file in figures, the distribution of its scores, and what it would do to what is published."""
    say(
        f"Ringkasan: {known.regions} kabupaten/kota; peserta {known.participants}, tidak ikut {known.absent}, "
        f"partisipasi tidak disebut {known.untold}"
    )
    predicates = ", ".join(f"{name} {count}" for name, count in known.predicates)
    say(f"  predikat: {predicates}; tanpa predikat {known.without_predicate}")
    say(f"  nilai {year}: {_scores(known.scores)}")
    if known.year_before is not None:
        say(f"  nilai {known.year_before}, wilayah yang sama: {_scores(known.before)}")
    for line in _picture(known, year):
        say(f"  {line}")
    say(
        f"  terhadap hasil resmi {year} yang terbit: {len(known.added)} baru, {len(known.same)} sama, "
        f"{len(known.changed)} berubah, {len(known.emptied)} hilang; {len(known.staying)} tidak disebut dan tetap"
    )
    for words, codes in (("berubah", known.changed), ("hilang karena disebut tanpa isi", known.emptied)):
        if codes:
            say(f"    {words}: {listed(codes, names)}")
    contradicting = f": {listed(known.contradicting, names)}" if known.contradicting else ""
    say(f"  {len(known.contradicting)} bertentangan dengan klaim terbit{contradicting}")


def tell_round(parts: Sequence[OfficePart], year: int, names: Mapping[str, str], say: Say) -> None:
    """Office by office what is in, what is missing, since when."""
    say(f"Putaran {year}, kantor demi kantor: {round_in_short(parts)}")
    for part in parts:
        if not part.versions:
            say(f"  {part.office}: belum masuk, {part.regions} kabupaten/kota")
            continue
        senders = ", ".join(one for one in part.senders if one != part.office)
        came = f"sejak {wib(part.since)}" if part.since else ""
        newest = f", terakhir {wib(part.last)}" if part.last and part.last != part.since else ""
        missing = f"; belum {len(part.missing)}: {listed(part.missing, names)}" if part.missing else ""
        say(
            f"  {part.office}: {part.regions - len(part.missing)} dari {part.regions} masuk ({part.drafted} draf, "
            f"{part.published} terbit), {came}{newest}, versi {', '.join(map(str, part.versions))}"
            f"{f', dari {senders}' if senders else ''}{missing}"
        )


def round_in_short(parts: Sequence[OfficePart]) -> str:
    """How many offices are in, whole and in part."""
    whole = sum(not part.missing for part in parts)
    some = sum(bool(part.missing and part.versions) for part in parts)
    return f"{whole} dari {len(parts)} kantor lengkap, {some} sebagian, {len(parts) - whole - some} belum masuk"


def _scores(scores: Scores | None) -> str:
    if scores is None:
        return "tidak ada"
    low, middle, high = (f"{value:.2f}".replace(".", ",") for value in (scores.lowest, scores.median, scores.highest))
    return f"terendah {low}, median {middle}, tertinggi {high} ({scores.count} nilai)"


def _picture(known: Summary, year: int) -> Iterable[str]:
    """A line per class; below it, lighter, the year before where it has any score."""
    largest = most(known.classes)
    for one in known.classes:
        dark, light = bars(one, largest)
        yield f"{one.low:>3}–{one.high:<3} {year} {dark} {one.count}"
        if known.before is not None:
            yield f"{'':7} {known.year_before} {light} {one.before}"
