"""The national picture of one year: what changed since the assessed year before, and where sources disagree."""

from dataclasses import dataclass

import pandas as pd

from dasbor.mart import angka, common, programmes, warehouse
from dasbor.mart.angka import NATION, Angka, Level
from dasbor.mart.cache import shared


@dataclass(frozen=True)
class CountChange:
    """A count against that of the assessed year before. `reason` is `mart.perubahan.banding`, or "pertama" for the first round."""

    reason: str
    before: int | None
    former: int | None = None
    amount: int | None = None

    @property
    def able(self) -> bool:
        """Whether the two counts can be compared."""
        return self.amount is not None


@shared
def changes(at: Level, year: int) -> dict[tuple[str, str, str | None], CountChange]:
    """(place, measure, code of the predicate or None) → change since the assessed year before. Source: `mart.perubahan`.

    Of places other than the nation only the award is compared.
    """
    before = common.assessed_before(year)
    rows = warehouse.current().arrow(
        "SELECT kode, ukuran, predikat, banding, nilai_dari, selisih FROM mart.perubahan "
        "WHERE tingkat = ? AND tahun_dari = ? AND tahun_ke = ? ORDER BY kode, ukuran, predikat",
        [at, before, year],
    )
    return {
        (row["kode"], row["ukuran"], row["predikat"]): CountChange(row["banding"], before, row["nilai_dari"], row["selisih"])
        for row in rows.to_pylist()
    }


def change(year: int, measure: str, predicate: str | None = None) -> CountChange:
    """The change of a count of the nation."""
    return changes("nasional", year).get((NATION, measure, predicate), CountChange("pertama", common.assessed_before(year)))


def award_change(at: Level, code: str, year: int) -> CountChange:
    """The change of how many hold the award in a place."""
    award = programmes.award(year).code
    return changes(at, year).get((code, "predikat", award), CountChange("pertama", common.assessed_before(year)))


@shared
def comparable(at: Level, year: int) -> dict[str, int]:
    """Reason (`mart.perubahan.banding`) → how many places of a level, most first; empty for the first round."""
    rows = warehouse.current().query(
        "SELECT banding, tempat FROM mart.banding WHERE tingkat = ? AND tahun_dari = ? AND tahun_ke = ? "
        "ORDER BY tempat DESC, banding",
        [at, common.assessed_before(year), year],
    )
    return dict(zip(rows["banding"], rows["tempat"].tolist(), strict=True))


@dataclass(frozen=True)
class Push:
    """A province where the leadership can push: `reason` (melepas, setingkat-lagi, tanpa-kabar) fits `count` of its `whole`."""

    code: str
    name: str
    reason: str
    count: int
    least: bool
    whole: int


@shared
def pushes(at: Level, year: int) -> tuple[Push, ...]:
    """At most three provinces of a level, the one to begin with first. Source: `mart.dorongan`."""
    rows = warehouse.current().arrow(
        "SELECT kode, nama, kelompok, jumlah, sekurangnya, dari FROM mart.dorongan WHERE tingkat = ? AND tahun = ? ORDER BY urutan",
        [at, year],
    )
    return tuple(Push(*row.values()) for row in rows.to_pylist())


@shared
def opening_year() -> int:
    """The newest assessed year whose national count of the award is certain; the newest of all where none is."""
    certain = [year for year, place in angka.history("nasional", NATION).items() if place.award.exact]
    return max(certain or common.years())


@shared
def directions(at: Level, year: int) -> dict[str, int]:
    """How many of the places that can be compared went up, down, or stayed, and how many of all cannot be compared.

    `naik, turun, tetap, lain, dari`; empty where none can be compared. Source: `mart.banding`.
    """
    rows = warehouse.current().arrow(
        "SELECT naik, turun, tetap, lain, dari FROM mart.banding WHERE tingkat = ? AND tahun_dari = ? AND tahun_ke = ? "
        "AND banding = 'dapat'",
        [at, common.assessed_before(year), year],
    )
    return next(iter(rows.to_pylist()), {})


@shared
def completeness(at: Level, year: int) -> dict[str, int]:
    """For how many places the award of `year` is known: `tempat, tepat, sekurangnya, tidak_diketahui`."""
    rows = warehouse.current().arrow(
        "SELECT tempat, tepat, sekurangnya, tidak_diketahui FROM mart.kelengkapan WHERE tingkat = ? AND tahun = ? AND predikat = ?",
        [at, year, programmes.award(year).code],
    )
    (found,) = rows.to_pylist()
    return dict(found)


@shared
def targets(at: Level, year: int) -> dict[str, tuple[int, ...]]:
    """Place → every number that was aimed at for the award in `year`. Source: `mart.capaian_target`."""
    rows = warehouse.current().query(
        "SELECT kode, target FROM mart.capaian_target WHERE tingkat = ? AND tahun = ? ORDER BY kode, target", [at, year]
    )
    found: dict[str, tuple[int, ...]] = {}
    for code, target in zip(rows["kode"], rows["target"].tolist(), strict=True):
        found[code] = (*found.get(code, ()), target)
    return found


@shared
def honoured(at: Level, year: int) -> dict[str, bool]:
    """Province → whether it was honoured as pembina in `year`, where that is known. Source: `mart.pembina`."""
    rows = warehouse.current().query(
        "SELECT kode, dihargai FROM mart.pembina WHERE tingkat = ? AND tahun = ? AND dihargai IS NOT NULL", [at, year]
    )
    return dict(zip(rows["kode"], rows["dihargai"].astype(bool).tolist(), strict=True))


@shared
def disagreements(year: int) -> pd.DataFrame:
    """National facts of `year` whose sources disagree.

    `kunci, ukuran, nilai, jumlah_klaim, jumlah_sumber, alasan`; `lain`: the other values as a list of
    {nilai, klaim, bendera}, the most stated first.
    """
    return warehouse.current().query(
        """
        WITH lain AS (
            SELECT k.kunci, k.nilai, count(*) AS klaim, min(k.bendera) AS bendera
            FROM mart.klaim AS k JOIN mart.fakta AS f USING (kunci)
            WHERE f.tahun = ? AND f.tingkat = 'nasional' AND k.nilai IS DISTINCT FROM f.nilai
                AND k.bendera IS DISTINCT FROM 'dicabut'
            GROUP BY k.kunci, k.nilai
        )
        SELECT f.kunci, f.ukuran, f.nilai, f.jumlah_klaim, f.jumlah_sumber, f.alasan,
            list({'nilai': l.nilai, 'klaim': l.klaim, 'bendera': l.bendera} ORDER BY l.klaim DESC, l.nilai) AS lain
        FROM mart.fakta AS f JOIN lain AS l USING (kunci)
        WHERE f.konflik
        GROUP BY ALL ORDER BY f.ukuran
        """,
        [year],
    )


def other_values(year: int, number: Angka) -> list[dict[str, object]]:
    """What else was published for a national count: {nilai, klaim, bendera}, the most stated first."""
    frame = disagreements(year)
    found = frame.loc[frame["kunci"] == number.key, "lain"].tolist()
    return list(found[0]) if found else []


_TREND = ("tahun", "jumlah_kabkota", "seri", "nilai", "sekurang", "dasar", "kunci", "konflik", "sebab")


@shared
def trend() -> pd.DataFrame:
    """National counts by year, long: `tahun, jumlah_kabkota, seri, nilai, sekurang, dasar, kunci, konflik, sebab`.

    `seri` is "peserta" or the code of a predicate of which any national count is known.
    """
    nation = angka.history("nasional", NATION)
    series: dict[str, dict[int, Angka]] = {"peserta": {year: place.participants for year, place in nation.items()}}
    for programme in programmes.programmes().values():
        for one in programme.predicates:
            known = {year: place.predicates[one.code] for year, place in nation.items() if one.code in place.predicates}
            series |= {one.code: known} if any(number.n is not None for number in known.values()) else {}
    rows = [
        {
            "tahun": year,
            "jumlah_kabkota": number.whole,
            "seri": name,
            "nilai": number.n,
            "sekurang": number.least,
            "dasar": number.basis,
            "kunci": number.key,
            "konflik": number.conflict,
            "sebab": number.causes,
        }
        for name, numbers in series.items()
        for year, number in numbers.items()
    ]
    return pd.DataFrame(rows, columns=list(_TREND)).astype({"nilai": "Int64"})  # a record without claims may have no row


@shared
def provinces(year: int, *, kini: bool = False) -> pd.DataFrame:
    """The provinces of `year` beside the assessed year before it, by code.

    `kode_provinsi, provinsi, N`; of the award `n, sekurang, bernama, simpulan`; `n_lalu, N_lalu, perubahan`, and `banding`, which
    says why there is none (`mart.perubahan.banding`, or "pertama"); `sebab` of a conflict and `kunci`, a count that it is about.
    """
    at, before = angka.level("provinsi", kini=kini), common.assessed_before(year)
    former = {} if before is None else angka.places(at, before)
    rows = []
    for code, place in angka.places(at, year).items():
        changed, award = award_change(at, code, year), place.award
        rows.append(
            {
                "kode_provinsi": code,
                "provinsi": place.name,
                "N": place.whole,
                "n": award.n,
                "sekurang": award.least,
                "bernama": award.named,
                "simpulan": award.concluded,
                "n_lalu": changed.former,
                "N_lalu": former[code].whole if code in former else None,
                "perubahan": changed.amount,
                "banding": changed.reason,
                "sebab": place.causes,
                "kunci": next((one.key for one in place.numbers if one.conflict and one.key), None),
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(("n", "n_lalu", "N_lalu", "perubahan"), "Int64"))
