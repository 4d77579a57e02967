"""What must hold for the parameters of a year: the share for the pembina honour, decrees, the rule's usual calendar, time zones.

Reads: typed rows of `ambang_pembina`, `keputusan`, `kalender_aturan`, `zona_waktu`.
Decides: what is wrong with them. Writes: nothing.
"""

from collections.abc import Collection, Iterable, Mapping

Row = Mapping[str, object]

CERTAINTIES = ("diketahui", "perkiraan")
WAYS = ("lebih-dari", "sekurangnya")
DECIDED = ("kabkota", "provinsi")
ZONES = ("WIB", "WITA", "WIT")
WHOLE = 100


def threshold_faults(rows: Iterable[Row]) -> Iterable[str]:
    """Every fault of the shares; one that nobody could reach (more than 100 percent) would hide the honour without a word."""
    for row in rows:
        where, percent = f"ambang_pembina.csv {row['tahun']}", int(str(row["ambang_persen"]))
        if row["cara"] not in WAYS:
            yield f"{where}: cara '{row['cara']}' harus {_either(WAYS)}"
        if not 0 < percent <= WHOLE or (percent == WHOLE and row["cara"] == "lebih-dari"):
            yield f"{where}: ambang_persen {percent} tidak dapat dicapai atau tidak berarti"
        yield from _certainty_faults(where, row)


def decree_faults(rounds: Iterable[Row], rules: Iterable[Row], rows: Iterable[Row]) -> Iterable[str]:
    """Every fault of the decrees about the rounds there are; those of other years wait for their round."""
    years, predicates = {row["tahun"] for row in rounds}, {row["predikat"] for row in rules}
    for row in (row for row in rows if row["tahun"] in years):
        where = f"keputusan.csv {row['tahun']}, {row['nomor']}"
        if row["perihal"] not in DECIDED:
            yield f"{where}: perihal '{row['perihal']}' harus {_either(DECIDED)}"
        if row["predikat"] is not None and row["predikat"] not in predicates:
            yield f"{where}: predikat '{row['predikat']}' tidak ada di regulasi.csv"
        yield from _certainty_faults(where, row)


def calendar_faults(rules: Collection[object] | None, rows: Iterable[Row]) -> Iterable[str]:
    """Every fault of the usual calendar; `rules` are those of regulasi.csv, None where the program's own calendar stands in."""
    for row in rows:
        where = f"kalender_aturan.csv {row['peraturan']}, {row['tahap']}"
        if rules is not None and row["peraturan"] not in rules:
            yield f"{where}: peraturan tidak ada di regulasi.csv"
        start, end = row["mulai"], row["selesai"]
        if start is None and end is None:
            yield f"{where}: mulai dan selesai tidak boleh sama-sama kosong"
        if start is not None and end is not None and str(start) > str(end):
            yield f"{where}: mulai {start} sesudah selesai {end}"
        yield from _certainty_faults(where, row)


def zone_faults(regions: Iterable[Row], rows: Iterable[Row]) -> Iterable[str]:
    """Every fault of the time zones: each province of `regions` has one of the three zones."""
    known = {row["kode_provinsi"]: row["provinsi"] for row in regions}
    found = set()
    for row in rows:
        found.add(row["kode_provinsi"])
        if row["zona"] not in ZONES:
            yield f"zona_waktu.csv {row['kode_provinsi']}: zona '{row['zona']}' harus {_either(ZONES)}"
        if known.get(row["kode_provinsi"], row["provinsi"]) != row["provinsi"]:
            yield f"zona_waktu.csv: provinsi {row['kode_provinsi']} '{row['provinsi']}' tidak cocok dengan wilayah.csv"
    for missing in sorted(str(code) for code in known.keys() - found):
        yield f"zona_waktu.csv: provinsi {missing} '{known[missing]}' tidak memiliki zona"


def _certainty_faults(where: str, row: Row) -> Iterable[str]:
    if row["kepastian"] not in CERTAINTIES:
        yield f"{where}: kepastian '{row['kepastian']}' harus {_either(CERTAINTIES)}"


def _either(words: Iterable[str]) -> str:
    return " atau ".join(f"'{word}'" for word in words)
