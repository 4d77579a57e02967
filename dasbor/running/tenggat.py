"""The deadlines of a running year, province by province: what an office entered before what was published before what is usual."""

from collections.abc import Collection

from dasbor.mart import stages as published
from dasbor.running import entered as berjalan
from dasbor.running.year import PREDICATE, Deadline, as_day
from dasbor.web.internal import Inside
from dasbor.words.formats import is_unknown

ENTERED = ("isian", "isian nasional")
BASES = (*ENTERED, *published.BASES)
"""The bases of a deadline, the best first: entered for the province, for the nation, then those of `dasbor.mart.stages`."""
FOLLOW_UP = "tindak lanjut"
_UPLOAD = ("verifikasi dan unggah Kanwil",)
PUBLISHED = {
    "mengirim": ("penyerahan ke Kanwil", "entri data"),
    # one day stands for the office's whole work: verified, recommended and passed on by the upload
    "diverifikasi": _UPLOAD,
    "direkomendasikan": _UPLOAD,
    "diteruskan": _UPLOAD,
    "dinilai": ("penilaian pusat", "rapat penilaian akhir"),
    PREDICATE: ("penetapan keputusan menteri", "pengumuman"),
    FOLLOW_UP: ("tindak lanjut dugaan pelanggaran HAM",),
}
"""Step of the running year → the steps of `mart.tahapan` and `mart.kalender` whose last day is its deadline, the closest first.

Nothing is known that sets a day for the invitation.
"""
_ENTERED = "SELECT kode_provinsi, tahap, tanggal FROM kerja.tenggat WHERE tahun = ? ORDER BY kode_provinsi, tahap"


def deadlines(inside: Inside, provinces: Collection[str], year: int) -> dict[tuple[str, str], Deadline]:
    """(province, step) → its deadline; a step without a known last day is left out."""
    entered = {
        (str(row["kode_provinsi"]), str(row["tahap"])): as_day(row["tanggal"])
        for row in inside.query(_ENTERED, [year]).to_dict("records")
    }
    found: dict[tuple[str, str], Deadline] = {}
    for code in berjalan.held(inside, provinces):
        known = _published(code, year)
        for step in PUBLISHED:
            if own := entered.get((code, step)):
                found[code, step] = Deadline(own, BASES[0])
            elif national := entered.get(("", step)):
                found[code, step] = Deadline(national, BASES[1])
            elif step in known:
                found[code, step] = known[step]
    return found


def _published(code: str, year: int) -> dict[str, Deadline]:
    """Step → deadline of a province that was published, or is usual under the year's rule."""
    frame = published.stages((code,), year)
    rows = frame[frame["berlaku"] & frame["selesai"].notna()].to_dict("records")
    found: dict[str, Deadline] = {}
    for step, names in PUBLISHED.items():
        fitting = [row for row in rows if row["tahap"] in names]
        # several sources may name several days: the best basis, then the closest step, then the earliest day
        best = min(fitting, key=lambda row: (BASES.index(row["dasar"]), names.index(row["tahap"]), row["selesai"]), default=None)
        day = as_day(best["selesai"]) if best else None
        if best and day:
            found[step] = Deadline(day, str(best["dasar"]), None if is_unknown(best["kunci"]) else str(best["kunci"]))
    return found
