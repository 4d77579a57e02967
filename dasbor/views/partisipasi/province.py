"""One province in one year on the page Partisipasi: what is known, from whom, and the regions by name."""

import pandas as pd

from dasbor.mart import angka, common, facts, links, participation
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.partisipasi.view import amount
from dasbor.words import colors, formats
from dasbor.words.terms import term
from dasbor.words.texts import Lang, texts


@shared
def sentences(lang: Lang, year: int, province: str, *, kini: bool) -> tuple[str, ...]:
    """How many took part in `province` in `year`, on what basis, and what is known of the other years."""
    t = texts(lang)
    frame = participation.provinces(kini=kini)
    frame = frame[frame["kode_provinsi"] == province]
    row = frame[frame["tahun"] == year].iloc[0]
    count, whole, least = row["ikut"], int(row["jumlah_kabkota"]), bool(row["sekurang"])
    values = {"province": row["provinsi"], "year": year, "whole": whole}
    if formats.is_unknown(count):
        first = t("partisipasi.say_unknown", **values)
    else:
        basis = facts.basis(t, angka.place(angka.level("provinsi", kini=kini), province, year).participants)
        values |= {"n": count, "percent": formats.percent(count, whole, lang), "basis": basis}
        first = t("partisipasi.say_least" if least else "partisipasi.say_exact", **values)
    said = [first, t("partisipasi.say_named", named=row["peserta_bernama"], absent=row["tidak_ikut_bernama"], whole=whole)]
    if row["peserta_simpulan"]:
        said.append(t("partisipasi.say_concluded", count=row["peserta_simpulan"]))
    others = frame[(frame["tahun"] != year) & frame["ikut"].notna()]
    told = ", ".join(
        f"{other} {amount(t, n, size, least=bound)}"
        for other, n, size, bound in zip(others["tahun"], others["ikut"], others["jumlah_kabkota"], others["sekurang"], strict=True)
    )
    said.append(t("partisipasi.say_other_years", values=told) if told else t("partisipasi.say_no_other_years"))
    return tuple(said)


@shared
def claims(lang: Lang, year: int, province: str, *, kini: bool) -> Table | None:
    """The published counts of participants behind the figure; None when there is none."""
    t = texts(lang)
    frame = participation.provinces(kini=kini)
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
        ShownColumn("penerbit", "partisipasi.col_publisher", href="sumber_url"),
        ShownColumn("nilai", "partisipasi.col_value"),
        ShownColumn("tanggal", "partisipasi.col_date"),
        ShownColumn("keyakinan_kata", "partisipasi.col_certainty"),
        ShownColumn("terpilih", "partisipasi.col_chosen", "flag"),
        ShownColumn("catatan", "partisipasi.col_note", missing="partisipasi.none"),
        ShownColumn("lihat", "partisipasi.col_source", href="jejak"),
        ShownColumn("sumber_url", "partisipasi.col_address", file_only=True),
    )
    return Table(rows, columns, t("partisipasi.claims", province=rows["nama"].iloc[0], year=year), t)


@shared
def regions(lang: Lang, year: int, province: str, *, kini: bool) -> Table | None:
    """The regencies and cities of `province` known to have taken part in `year` or not; None when no name is known."""
    t = texts(lang)
    frame = participation.regions(year, province, kini=kini)
    frame = frame[frame["partisipasi"].notna()]
    if frame.empty:
        return None
    frame = frame.assign(
        tautan=[links.region_link(t, code) for code in frame["kode"]],
        ikut=[term(t, "ikut", code) for code in frame["partisipasi"]],
        dari=[
            term(t, "simpulan", basis) if formats.is_unknown(measure) else term(t, "ukuran", measure)
            for measure, basis in zip(frame["ukuran"], frame["dasar_partisipasi"], strict=True)
        ],
        jejak=["" if formats.is_unknown(key) else links.source_link(t, str(key)) for key in frame["kunci"]],
        rukun=[t("partisipasi.disagree" if conflict else "partisipasi.agree") for conflict in frame["konflik"]],
    )
    columns = (
        ShownColumn("nama", "partisipasi.col_region", href="tautan"),
        ShownColumn("ikut", "partisipasi.col_took_part"),
        ShownColumn("keadaan_rinci", "partisipasi.col_state", "state"),
        ShownColumn("dari", "partisipasi.col_known_from", href="jejak", help="partisipasi.help_known_from"),
        ShownColumn("penerbit", "partisipasi.col_publisher", missing="partisipasi.none"),
        ShownColumn("jumlah_sumber", "partisipasi.col_sources", "int"),
        ShownColumn("rukun", "partisipasi.col_agreement"),
        ShownColumn("kode", "partisipasi.col_code", file_only=True),
        ShownColumn("sumber_url", "partisipasi.col_address", file_only=True),
    )
    name = common.provinces(None if kini else year)[province]
    return Table(frame, columns, t("partisipasi.regions", province=name, year=year), t)


@shared
def unnamed(lang: Lang, year: int, province: str, *, kini: bool) -> str:
    """Of which regencies and cities it is not known whether they took part in `year`, in one sentence; "" when there is none."""
    frame = participation.regions(year, province, kini=kini)
    names = frame.loc[frame["partisipasi"].isna() & (frame["keadaan_rinci"] != colors.NOT_FORMED.key), "nama"].tolist()
    return texts(lang)("partisipasi.unnamed", count=len(names), names=", ".join(names)) if names else ""


@shared
def hindrances(lang: Lang, year: int, province: str, *, kini: bool) -> str:
    """Why nothing is concluded although a count speaks of all or of none, each with the way to its claims, as HTML; "" for none."""
    t = texts(lang)
    frame = participation.regions(year, province, kini=kini).dropna(subset="halangan")
    found = dict(zip(frame["kunci_halangan"], frame["halangan"], strict=True))
    lines = [(t("partisipasi.see_count"), links.source_link(t, str(key)), term(t, "halangan", code)) for key, code in found.items()]
    return blocks.links(lines) if lines else ""
