"""One province in one year on the page Partisipasi: what is known, from whom, and the regions by name."""

import pandas as pd

from dasbor import formats, links
from dasbor.cache import shared
from dasbor.queries import common, participation, rights
from dasbor.tables import Column, Table
from dasbor.terms import term
from dasbor.texts import Lang, texts
from dasbor.views.partisipasi import amount


@shared
def sentences(lang: Lang, year: int, province: str, *, today: bool) -> tuple[str, ...]:
    """How many took part in `province` in `year`, on what basis, and what is known of the other years."""
    t = texts(lang)
    frame = participation.provinces(today=today)
    frame = frame[frame["kode_provinsi"] == province]
    row = frame[frame["tahun"] == year].iloc[0]
    count, whole, least = row["ikut"], int(row["jumlah_kabkota"]), bool(row["sekurang"])
    values = {"province": row["provinsi"], "year": year, "whole": whole}
    if formats.is_unknown(count):
        first = t("partisipasi.say_unknown", **values)
    else:
        official = rights.is_official(links.fact_key(year, "provinsi", province, "jumlah_peserta")) and row["dasar"] == "klaim"
        basis = term(t, "dasar_ikut", "resmi" if official else row["dasar"])
        values |= {"n": count, "percent": formats.percent(count, whole, lang), "basis": basis}
        first = t("partisipasi.say_least" if least else "partisipasi.say_exact", **values)
    said = [first, t("partisipasi.say_named", named=row["peserta_bernama"], absent=row["tidak_ikut_bernama"], whole=whole)]
    others = frame[(frame["tahun"] != year) & frame["ikut"].notna()]
    told = ", ".join(
        f"{other} {amount(t, n, size, least=bound)}"
        for other, n, size, bound in zip(others["tahun"], others["ikut"], others["jumlah_kabkota"], others["sekurang"], strict=True)
    )
    said.append(t("partisipasi.say_other_years", values=told) if told else t("partisipasi.say_no_other_years"))
    return tuple(said)


@shared
def claims(lang: Lang, year: int, province: str, *, today: bool) -> Table | None:
    """The published counts of participants behind the figure; None when there is none."""
    t = texts(lang)
    frame = participation.provinces(today=today)
    keys = frame.loc[(frame["kode_provinsi"] == province) & (frame["tahun"] == year), "kunci"].dropna().tolist()
    if not keys:
        return None
    rows = common.claims_of((keys[0],))
    rows = rows.assign(
        keyakinan_kata=[term(t, "keyakinan", code) for code in rows["keyakinan"]],
        tanggal=[formats.date(None if pd.isna(day) else day, lang) for day in rows["tanggal_terbit"]],
        jejak=[links.source_link(t, key) for key in rows["kunci"]],
        lihat=t("partisipasi.see_claims"),
    )
    columns = (
        Column("penerbit", "partisipasi.col_publisher", href="sumber_url"),
        Column("nilai", "partisipasi.col_value"),
        Column("tanggal", "partisipasi.col_date"),
        Column("keyakinan_kata", "partisipasi.col_certainty"),
        Column("terpilih", "partisipasi.col_chosen", "flag"),
        Column("catatan", "partisipasi.col_note", missing="partisipasi.none"),
        Column("lihat", "partisipasi.col_source", href="jejak"),
        Column("sumber_url", "partisipasi.col_address", file_only=True),
    )
    return Table(rows, columns, t("partisipasi.claims", province=rows["nama"].iloc[0], year=year), t)


@shared
def regions(lang: Lang, year: int, province: str, *, today: bool) -> Table | None:
    """The regencies and cities of `province` known to have taken part in `year` or not; None when no name is known."""
    t = texts(lang)
    frame = participation.regions(year, province, today=today)
    frame = frame[frame["partisipasi"].notna()]
    if frame.empty:
        return None
    known = frame["kunci"].notna()
    frame = frame.assign(
        tautan=[links.region_link(t, code) for code in frame["kode"]],
        ikut=[term(t, "ikut", code) for code in frame["partisipasi"]],
        dari=[term(t, "ukuran", code) if ok else t("common.unknown") for code, ok in zip(frame["ukuran"], known, strict=True)],
        jejak=[links.source_link(t, str(key)) if ok else "" for key, ok in zip(frame["kunci"], known, strict=True)],
        rukun=[t("partisipasi.disagree" if conflict else "partisipasi.agree") for conflict in frame["konflik"]],
    )
    columns = (
        Column("nama", "partisipasi.col_region", href="tautan"),
        Column("ikut", "partisipasi.col_took_part"),
        Column("keadaan", "partisipasi.col_state", "state"),
        Column("dari", "partisipasi.col_known_from", href="jejak", help="partisipasi.help_known_from"),
        Column("penerbit", "partisipasi.col_publisher"),
        Column("jumlah_sumber", "partisipasi.col_sources", "int"),
        Column("rukun", "partisipasi.col_agreement"),
        Column("kode", "partisipasi.col_code", file_only=True),
        Column("sumber_url", "partisipasi.col_address", file_only=True),
    )
    name = common.provinces(None if today else year)[province]
    return Table(frame, columns, t("partisipasi.regions", province=name, year=year), t)


@shared
def unnamed(lang: Lang, year: int, province: str, *, today: bool) -> str:
    """The regencies and cities of which nothing is known in `year`, in one sentence; "" when there is none."""
    frame = participation.regions(year, province, today=today)
    names = frame.loc[frame["keadaan"] == "tidak diketahui", "nama"].tolist()
    return texts(lang)("partisipasi.unnamed", count=len(names), names=", ".join(names)) if names else ""
