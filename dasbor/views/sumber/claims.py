"""Claims as readers see them: one table, used by the pages daerah and sumber."""

from collections.abc import Hashable, Mapping
from datetime import date

import pandas as pd

from dasbor.mart import claims as queries
from dasbor.mart import facts
from dasbor.mart.cache import shared
from dasbor.mart.links import region_link, source_link
from dasbor.page.tables import ShownColumn, Table
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Lang, Texts, texts

COLUMNS = (
    ShownColumn("wilayah", "klaim.col_place", href="alamat_wilayah"),
    ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help"),
    ShownColumn("ukuran_kata", "klaim.col_measure", href="alamat_fakta"),
    ShownColumn("nilai_kata", "klaim.col_value"),
    ShownColumn("penerbit", "klaim.col_publisher", href="sumber_url", help="klaim.col_publisher_help"),
    ShownColumn("golongan_kata", "klaim.col_class"),
    ShownColumn("tanggal_terbit", "klaim.col_published", "date"),
    ShownColumn("keyakinan_kata", "klaim.col_certainty", help="klaim.col_certainty_help"),
    ShownColumn("mengapa", "klaim.col_why", help="klaim.col_why_help"),
    ShownColumn("koreksi", "klaim.col_correction", href="koreksi_sumber", help="klaim.col_correction_help"),
    ShownColumn("catatan_kata", "klaim.col_note"),
    ShownColumn("terpilih", "klaim.col_shown", "flag", help="klaim.col_shown_help", file_only=True),
    ShownColumn("id", "klaim.col_id", file_only=True),
    ShownColumn("kode", "klaim.col_code", file_only=True),
    ShownColumn("nilai", "klaim.col_raw", file_only=True),
    ShownColumn("alamat", "klaim.col_address", file_only=True, missing="klaim.address_missing"),
    ShownColumn("kunci", "klaim.col_key", file_only=True),
    ShownColumn("berkas", "klaim.col_file", file_only=True),
    ShownColumn("baris", "klaim.col_line", "int", file_only=True),
    ShownColumn("nilai_semula", "klaim.col_stated", file_only=True, missing="klaim.none"),
    ShownColumn("koreksi_alasan", "klaim.col_correction_reason", file_only=True, missing="klaim.none"),
    ShownColumn("koreksi_sumber", "klaim.col_correction_source", file_only=True, missing="klaim.none"),
    ShownColumn("koreksi_pada", "klaim.col_correction_day", "date", file_only=True, missing="klaim.none"),
)
_CORRECTIONS = ("koreksi", "nilai_semula", "koreksi_alasan", "koreksi_sumber", "koreksi_pada")
"""Columns that stand only where at least one claim of the record was corrected."""


_WORDS = [
    *("wilayah", "alamat_wilayah", "ukuran_kata", "alamat_fakta", "nilai_kata", "golongan_kata", "keyakinan_kata"),
    *("tanggal_terbit", "mengapa", "koreksi", "koreksi_pada", "catatan_kata", "alamat"),
]
"""What `_row` makes of a claim, for a record that has none."""


def _row(t: Texts, row: Mapping[Hashable, object]) -> dict[str, object]:
    level, code, published, corrected = str(row["tingkat"]), str(row["kode"]), row["tanggal_terbit"], row["koreksi_pada"]
    return {
        "wilayah": facts.place(t, level, str(row["nama_wilayah"])),
        "alamat_wilayah": region_link(t, code) if level == "kabkota" else "",
        "ukuran_kata": facts.measure_words(t, str(row["ukuran"]), row["butir"]),
        "alamat_fakta": source_link(t, str(row["kunci"])),
        "nilai_kata": facts.value_words(t, str(row["ukuran"]), row["nilai"]),
        "golongan_kata": term(t, "golongan", row["golongan"]),
        "keyakinan_kata": term(t, "keyakinan", row["keyakinan"]),
        "tanggal_terbit": None if is_unknown(published) else date.fromisoformat(str(published)[:10]),
        "mengapa": facts.why(t, row),
        "koreksi": facts.correction(t, row),
        "koreksi_pada": None if is_unknown(corrected) else date.fromisoformat(str(corrected)[:10]),
        "catatan_kata": "" if is_unknown(row["catatan"]) else str(row["catatan"]),
        "alamat": row["sumber_url"],
    }


@shared
def claim_frame(lang: Lang) -> pd.DataFrame:
    """All claims in the order of `queries.claims.claims()`, with what `COLUMNS` shows."""
    source = queries.claims()
    words = [_row(texts(lang), row) for row in source.to_dict("records")]
    shown = pd.DataFrame(words, index=source.index, columns=None if words else _WORDS)
    kept = source[
        [
            *("tahun", "tingkat", "kode", "penerbit", "terpilih", "sumber_url", "id", "nilai", "kunci", "berkas", "baris"),
            *("nilai_semula", "koreksi_alasan", "koreksi_sumber"),
        ]
    ]
    return pd.concat([kept, shown], axis=1)


def claim_table(lang: Lang, places: tuple[int, ...], caption: str, *, without: tuple[str, ...] = ()) -> Table:
    """The claims at `places`, without the columns named; cheap enough to be made at every rerun."""
    frame = claim_frame(lang)
    absent = without if any(queries.corrections()) else (*without, *_CORRECTIONS)
    columns = tuple(column for column in COLUMNS if column.key not in absent)
    return Table(frame if len(places) == len(frame) else frame.iloc[list(places)], columns, caption, texts(lang))
