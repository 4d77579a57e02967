"""Claims with the fact they speak of, and which of them match a reader's choices. Objects are shared: never change them."""

from dataclasses import dataclass

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.cache import shared

# `kedudukan` says what became of a claim: terpilih (shown), senilai (same value as shown), jenis-lain (a score of the other
# kind, no contradiction), bendera (cannot be used), kalah (another value was chosen)
_CLAIMS = """
SELECT k.*, f.nama AS nama_wilayah, f.nilai AS nilai_tampil, f.butir AS butir_tampil, f.alasan, f.konflik,
    CASE k.tingkat WHEN 'provinsi' THEN k.kode WHEN 'kabkota' THEN h.kode_provinsi END AS kode_provinsi,
    coalesce(h.kode_provinsi_kini, CASE WHEN k.tingkat = 'provinsi' THEN k.kode END) AS kode_provinsi_kini,
    coalesce(h.provinsi, CASE WHEN k.tingkat = 'provinsi' THEN f.nama END) AS provinsi,
    CASE
        WHEN k.bendera IS NOT NULL THEN 'bendera'
        WHEN k.terpilih THEN 'terpilih'
        WHEN k.nilai = f.nilai OR try_cast(k.nilai AS DOUBLE) = try_cast(f.nilai AS DOUBLE) THEN 'senilai'
        WHEN k.ukuran = 'skor' AND NOT f.konflik THEN 'jenis-lain'
        ELSE 'kalah'
    END AS kedudukan
FROM mart.klaim AS k
JOIN mart.fakta AS f USING (kunci)
LEFT JOIN mart.hasil_kabkota AS h ON k.tingkat = 'kabkota' AND h.tahun = k.tahun AND h.kode = k.kode
ORDER BY k.tahun DESC, k.tingkat, k.kode, k.ukuran, k.kunci,
    list_position(['terpilih', 'senilai', 'jenis-lain', 'kalah', 'bendera'], kedudukan), k.nilai, k.keyakinan DESC, k.penerbit, k.id
"""


@dataclass(frozen=True)
class ClaimFilter:
    """What a reader asks for; an empty field asks for nothing. `only`: konflik, bendera, terpilih or koreksi."""

    year: int | None = None
    level: str = ""
    province: str = ""
    region: str = ""
    measure: str = ""
    publishers: str = ""
    certainty: str = ""
    only: str = ""
    words: str = ""
    key: str = ""


@shared
def claims() -> pd.DataFrame:
    """Every claim, the newest award year first, with its fact, its province and what became of it (`kedudukan`)."""
    return warehouse.current().query(_CLAIMS)


@shared
def facts() -> pd.DataFrame:
    """Every fact: the columns of `mart.fakta`, by `kunci`."""
    return (
        warehouse.current()
        .query("SELECT * FROM mart.fakta ORDER BY tahun DESC, tingkat, kode, ukuran, kunci")
        .set_index("kunci", drop=False)
    )


@shared
def disputed() -> frozenset[str]:
    """`kunci` of the facts on which sources disagree."""
    frame = facts()
    return frozenset(frame.index[frame["konflik"].astype(bool)])


@shared
def _searchable() -> "pd.Series[str]":
    frame = claims()
    text = frame["nama"] + " " + frame["nama_wilayah"] + " " + frame["penerbit"] + " " + frame["catatan"].fillna("")
    return text.str.casefold()


@shared
def matching(wanted: ClaimFilter) -> tuple[int, ...]:
    """Places in `claims()` of the claims that match; every word of `words` must occur in name, publisher or note."""
    frame = claims()
    hit = pd.Series(True, index=frame.index)  # noqa: FBT003
    if wanted.year is not None:
        hit &= frame["tahun"] == wanted.year
    equal = {
        "tingkat": wanted.level,
        "ukuran": wanted.measure,
        "golongan": wanted.publishers,
        "keyakinan": wanted.certainty,
        "kunci": wanted.key,
    }
    for column, value in equal.items():
        if value:
            hit &= frame[column] == value
    if wanted.province:
        # today's code too: claims of 2013-2022 about Merauke are found under Papua and under Papua Selatan
        hit &= (frame["kode_provinsi"] == wanted.province) | (frame["kode_provinsi_kini"] == wanted.province)
    if wanted.region:
        hit &= (frame["tingkat"] == "kabkota") & (frame["kode"] == wanted.region)
    if wanted.only:
        hit &= _restricted(frame, wanted.only).astype(bool)
    for word in wanted.words.casefold().split():
        hit &= _searchable().str.contains(word, regex=False)
    return tuple(int(place) for place in hit.to_numpy().nonzero()[0])


def _restricted(frame: pd.DataFrame, only: str) -> "pd.Series[bool]":
    if only in ("konflik", "terpilih"):
        return frame[only]
    return frame[{"bendera": "bendera", "koreksi": "koreksi_pada"}[only]].notna()


@shared
def corrections() -> tuple[int, int]:
    """How many claims have another value than was published, and how many were withdrawn."""
    frame = claims()
    withdrawn = int((frame["bendera"] == "dicabut").sum())
    return int(frame["koreksi_pada"].notna().sum()) - withdrawn, withdrawn


@shared
def choices(column: str) -> tuple[str, ...]:
    """The values that occur in a column of the claims, the most frequent first."""
    return tuple(str(value) for value in claims()[column].value_counts().index)
