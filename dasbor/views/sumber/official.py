"""The versions of official results on the page sumber."""

import datetime as dt

import pandas as pd

from dasbor.mart import links, rights
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.clock import ZONES
from dasbor.words.texts import Lang, Texts, texts

COLUMNS = (
    ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help"),
    ShownColumn("versi", "sumber.col_version", "int", help="sumber.col_version_help"),
    ShownColumn("keadaan_kata", "sumber.col_version_state"),
    ShownColumn("mulai", "sumber.col_published"),
    ShownColumn("sampai", "sumber.col_ended", missing="sumber.not_stated"),
    ShownColumn("alasan", "sumber.col_why", missing="sumber.not_stated"),
    ShownColumn("berkas", "sumber.col_file", missing="sumber.not_stated"),
    ShownColumn("baris", "sumber.col_taken", "int", missing="sumber.not_stated"),
    ShownColumn("ditolak", "sumber.col_refused_rows", "int", missing="sumber.not_stated"),
    ShownColumn("klaim_lain", "sumber.col_other_claims", "int", href="alamat", help="sumber.col_other_claims_help"),
    ShownColumn("sha256", "sumber.col_sha", missing="sumber.not_stated", file_only=True),
)


@shared
def sentence(lang: Lang) -> str:
    """Of which years an official result is in force."""
    t = texts(lang)
    frame = rights.versions()
    years = sorted(frame.loc[frame["keadaan"] == "terbit", "tahun"].astype(int))
    return t("sumber.official_sentence", years=formats.years(years)) if years else t("sumber.official_none")


# texts: sumber.state_*
@shared
def versions(lang: Lang) -> Table:
    """One row per version that was ever published: since when, why, which file, rows taken and refused, other claims."""
    t = texts(lang)
    frame = rights.versions()
    shown = frame.assign(
        keadaan_kata=[t(f"sumber.state_{state}") for state in frame["keadaan"]],
        mulai=pd.Series([_moment(t, at) for at in frame["diterbitkan_pada"]], dtype=object, index=frame.index),
        sampai=pd.Series([_moment(t, at) for at in frame["berakhir_pada"]], dtype=object, index=frame.index),
        alamat=[
            links.part_link(t, "klaim", tahun=int(year)) if count else ""
            for year, count in zip(frame["tahun"], frame["klaim_lain"], strict=True)
        ],
    )
    return Table(shown, COLUMNS, t("sumber.official_title"), t)


def _moment(t: Texts, at: pd.Timestamp) -> str | None:
    """Date and time in Jakarta; None for none."""
    if formats.is_unknown(at):
        return None
    local: dt.datetime = at.to_pydatetime().astimezone(ZONES["WIB"])
    return t("sumber.moment", date=formats.date(local, t.lang), time=f"{local:%H.%M}" if t.lang == "id" else f"{local:%H:%M}")
