"""The parameters of a year as tables with their evidence: rounds, decrees, pembina thresholds, the rules' usual calendar."""

import pandas as pd

from dasbor.mart import common, links, pembina, stages
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.pembina.view import share_words
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts


@shared
def tables(t: Texts) -> dict[str, Table]:
    """Name (for files) → table."""
    decrees = {} if common.decrees().empty else {"keputusan": _decrees(t)}
    return {"putaran": _rounds(t), **decrees, "ambang-pembina": _thresholds(t), "kalender-lazim": _calendar(t)}


def _rounds(t: Texts) -> Table:
    frame = common.rounds()
    frame = frame.assign(keterangan=frame["keterangan"].fillna("–"))
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("tahun_capaian", "tahunan.col_performance", "year", missing="tahunan.no_assessment"),
        ShownColumn("dasar_hukum", "tahunan.col_rule"),
        ShownColumn("ada_penilaian", "tahunan.col_held", "flag"),
        ShownColumn("tanggal_pengumuman", "tahunan.col_announced", "date"),
        ShownColumn("nomor_sk", "tahunan.col_decree"),
        ShownColumn("keterangan", "tahunan.col_note"),
    )
    return Table(frame, columns, t("tahunan.rounds_title"), t)


def _decrees(t: Texts) -> Table:
    frame = common.decrees()
    about = [
        term(t, "tingkat", about) + ("" if is_unknown(predicate) else f": {predicate}")
        for about, predicate in zip(frame["perihal"], frame["predikat"], strict=True)
    ]
    frame = frame.assign(
        perihal=about,
        alamat=frame["sumber_url"].fillna(""),
        halaman=[t("tahunan.not_kept" if is_unknown(page) else "tahunan.see_page") for page in frame["sumber_url"]],
        kepastian=[term(t, "keyakinan", sure) for sure in frame["kepastian"]],
        catatan=frame["catatan"].fillna("–"),
    )
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("nomor", "tahunan.col_decree"),
        ShownColumn("perihal", "tahunan.col_about"),
        ShownColumn("utama", "tahunan.col_main", "flag"),
        ShownColumn("tanggal", "tahunan.col_decided", "date"),
        ShownColumn("kepastian", "tahunan.col_certainty"),
        ShownColumn("catatan", "tahunan.col_note"),
        ShownColumn("halaman", "tahunan.col_evidence", href="alamat"),
        ShownColumn("sumber_url", "klaim.col_address", file_only=True, missing="klaim.address_missing"),
    )
    return Table(frame, columns, t("tahunan.decrees_title"), t)


def _evidence(t: Texts, frame: pd.DataFrame) -> pd.DataFrame:
    """With the words and the address of the claim behind each row, and the words for what the columns hold."""
    missing = [is_unknown(key) for key in frame["kunci"]]
    return frame.assign(
        bukti=[t("tahunan.not_kept" if none else "tahunan.see_claim") for none in missing],
        alamat=["" if none else links.source_link(t, str(key)) for none, key in zip(missing, frame["kunci"], strict=True)],
        kepastian=[term(t, "keyakinan", sure) for sure in frame["kepastian"]],
        catatan=frame["catatan"].fillna("–"),
    )


_EVIDENCE = (
    ShownColumn("kepastian", "tahunan.col_certainty"),
    ShownColumn("catatan", "tahunan.col_note"),
    ShownColumn("bukti", "tahunan.col_evidence", href="alamat"),
    ShownColumn("kunci", "tahunan.col_key", file_only=True),
)


def _thresholds(t: Texts) -> Table:
    frame = pd.DataFrame(list(pembina.thresholds().values()))
    words = [share_words(t, percent, way) for percent, way in zip(frame["ambang_persen"], frame["cara"], strict=True)]
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("ambang", "tahunan.col_threshold"),
        ShownColumn("ambang_persen", "tahunan.col_percent", "int", file_only=True),
        *_EVIDENCE,
    )
    return Table(_evidence(t, frame.assign(ambang=words)), columns, t("tahunan.thresholds_title"), t)


def _calendar(t: Texts) -> Table:
    frame = stages.usual()
    frame = frame.assign(
        tahap=[term(t, "tahap", step) for step in frame["tahap"]],
        pelaksana=[term(t, "pelaksana", who) for who in frame["pelaksana"]],
        mulai=[_day_words(t, day) for day in frame["mulai"]],
        selesai=[_day_words(t, day) for day in frame["selesai"]],
    )
    columns = (
        ShownColumn("peraturan", "tahunan.col_rule"),
        ShownColumn("tahap", "tahunan.col_step"),
        ShownColumn("mulai", "tahunan.col_start"),
        ShownColumn("selesai", "tahunan.col_end"),
        ShownColumn("pelaksana", "tahunan.col_doer"),
        *_EVIDENCE,
    )
    return Table(_evidence(t, frame), columns, t("tahunan.calendar_title"), t)


def _day_words(t: Texts, month_day: object) -> str:
    """As in "10 Agustus" from "08-10"; unknown stays so."""
    return t("common.unknown") if is_unknown(month_day) else formats.day_of_year(str(month_day), t.lang)
