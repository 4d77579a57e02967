"""Facts on which sources disagree, side by side: used by the pages daerah and sumber."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from dasbor.mart import angka, facts, programmes
from dasbor.mart import claims as queries
from dasbor.mart.cache import shared
from dasbor.mart.links import region_link, source_link
from dasbor.page.tables import ShownColumn, Table
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Lang, Texts, texts

COLUMNS = (
    ShownColumn("wilayah", "klaim.col_place", href="alamat_wilayah"),
    ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help"),
    ShownColumn("ukuran_kata", "klaim.col_measure"),
    ShownColumn("tampil", "klaim.col_shown_value"),
    ShownColumn("menurut", "klaim.col_shown_by"),
    ShownColumn("lain", "klaim.col_others"),
    ShownColumn("penentu", "klaim.col_decided"),
    ShownColumn("semua", "klaim.col_all", href="alamat"),
    ShownColumn("nilai", "klaim.col_raw", file_only=True, missing="klaim.no_value"),
    ShownColumn("kunci", "klaim.col_key", file_only=True),
)
_MOST = 3  # publishers named per value; the others are a click away


def publishers(t: Texts, names: Sequence[str]) -> str:
    """Some publishers by name and the number of the others."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) <= _MOST + 1:
        return ", ".join(distinct)
    return t("klaim.publishers_more", names=", ".join(distinct[:_MOST]), count=len(distinct) - _MOST)


def _others(t: Texts, measure: str, claims: pd.DataFrame) -> str:
    """The values that are not shown with their publishers, as in "72 (Antara; ambigu: Kompas); 98 (ambigu: JPNN)"."""
    parts = []
    for value, group in claims.groupby("nilai", sort=False):
        uncertain = group["keyakinan"] == "ambigu"
        who = publishers(t, group.loc[~uncertain, "penerbit"].tolist())
        doubted = publishers(t, group.loc[uncertain, "penerbit"].tolist())
        named = [part for part in (who, doubted and t("klaim.uncertain", names=doubted)) if part]
        parts.append(f"{facts.value_words(t, measure, value)} ({'; '.join(named)})")
    return "; ".join(parts)


def _list_remark(t: Texts, claims: pd.DataFrame) -> str:
    """How complete the province's list is that outweighed a claim; empty where there was none."""
    beaten = claims[claims["bendera"] == "di-luar-daftar-lengkap"]
    if beaten.empty:
        return ""
    claim = beaten.iloc[0]
    code = next((one.code for one in programmes.of_year(int(claim["tahun"])).predicates if one.name == claim["nilai"]), "")
    held = angka.places("provinsi", int(claim["tahun"])).get(str(claim["kode_provinsi"]))
    number = held.predicates.get(code) if held else None
    if number is None or number.claim is None:
        return ""
    return t("klaim.list_count", province=claim["provinsi"], count=number.n)


def _row(t: Texts, fact: Mapping[Hashable, object], claims: pd.DataFrame) -> dict[str, object]:
    level, code, measure = str(fact["tingkat"]), str(fact["kode"]), str(fact["ukuran"])
    chosen = claims[claims["terpilih"].astype(bool)]
    against = claims[claims["kedudukan"].isin(["kalah", "bendera"]) & (claims["bendera"] != "dicabut")]
    remark = _list_remark(t, claims)
    return {
        "wilayah": facts.place(t, level, str(fact["nama"])),
        "alamat_wilayah": region_link(t, code) if level == "kabkota" else "",
        "ukuran_kata": facts.measure_words(t, measure, fact["butir"]),
        "tampil": t("klaim.no_value") if is_unknown(fact["nilai"]) else facts.value_words(t, measure, fact["nilai"]),
        "menurut": publishers(t, [*chosen["penerbit"], *claims.loc[claims["kedudukan"] == "senilai", "penerbit"]]),
        "lain": _others(t, measure, against),
        "penentu": remark if remark and fact["alasan"] == "daftar-lengkap" else term(t, "alasan", fact["alasan"]),
        "semua": t("klaim.see_all", count=fact["jumlah_klaim"]),
        "alamat": source_link(t, str(fact["kunci"])),
    }


@shared
def conflict_table(lang: Lang, keys: tuple[str, ...], caption: str, *, without: tuple[str, ...] = ()) -> Table:
    """The facts `keys` (`mart.fakta.kunci`) in their order, each with every value and what decided, without some columns."""
    t = texts(lang)
    chosen = queries.facts().loc[list(keys)].reset_index(drop=True)
    claims = queries.claims()
    by_key = dict(list(claims[claims["kunci"].isin(keys)].groupby("kunci")))
    rows = [_row(t, fact, by_key[str(fact["kunci"])]) for fact in chosen.to_dict("records")]
    kept = chosen[["tahun", "nilai", "kunci"]]
    columns = tuple(column for column in COLUMNS if column.key not in without)
    names = sorted({n for c in COLUMNS for n in (c.key, c.href) if n} - set(kept.columns))  # an empty table has its columns too
    return Table(pd.concat([kept, pd.DataFrame(rows, index=kept.index, columns=names)], axis=1), columns, caption, t)
