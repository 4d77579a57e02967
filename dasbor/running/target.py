"""Targets of the running year against where it stands, province by province; and all offices in one table."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from dasbor.mart import links
from dasbor.mart.offices import Office
from dasbor.page.tables import ShownColumn, Table
from dasbor.running import risiko as risks
from dasbor.running import year as running
from dasbor.running.berjalan import moment, name, reached_words
from dasbor.running.gambaran import Picture
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

TARGETS = (
    ShownColumn("provinsi", "common.province", href="alamat"),
    ShownColumn("diisikan", "berjalan.col_entered_target", help="berjalan.help_entered_target"),
    ShownColumn("terbit", "berjalan.col_published_target", href="alamat_target", help="berjalan.help_published_target"),
    ShownColumn("kini", "berjalan.col_now", help="berjalan.help_now"),
    ShownColumn("perlu", "berjalan.col_needed", help="berjalan.help_needed"),
    ShownColumn("peserta", "berjalan.col_participants", help="berjalan.help_participants"),
    ShownColumn("dicatat", "berjalan.col_recorded"),
    ShownColumn("kode_provinsi", "berjalan.col_code", file_only=True),
)


def targets(t: Texts, picture: Picture) -> Table:
    """A row per province: the target entered, those published, where it stands, what is still needed and whether it can be had."""
    rows = [_target(t, picture, row) for row in picture.targets.to_dict("records")]
    frame = pd.DataFrame(rows, columns=["alamat", "alamat_target", *(column.key for column in TARGETS)])
    return Table(frame, TARGETS, t("berjalan.targets_title", year=picture.year), t)


def _target(t: Texts, picture: Picture, row: Mapping[Hashable, Any]) -> dict[str, object]:
    code, whole = str(row["kode_provinsi"]), int(row["N"])
    wanted = None if is_unknown(row["target_peduli"]) else int(row["target_peduli"])
    published = [int(amount) for amount in row["terbit"]]
    people = None if is_unknown(row["target_peserta"]) else int(row["target_peserta"])
    sent = running.count(picture.of((code,)), "mengirim")
    return {
        "kode_provinsi": code, "provinsi": row["provinsi"], "alamat": links.province_link(t, code),
        "diisikan": t("berjalan.not_entered") if wanted is None else t("provinsi.of", n=wanted, N=whole),
        "terbit": t("provinsi.and").join(map(str, published)) or t("kanwil.none_short"),
        "alamat_target": links.part_link(t, "klaim", tahun=picture.year, prov=code, ukuran="target_peduli") if published else "",
        "kini": reached_words(t, picture, (code,)),
        "perlu": "–" if wanted is None else needed(t, picture, wanted, (code,)),
        "peserta": t("berjalan.sent_of_target", n=sent, target=t("berjalan.not_entered") if people is None else people),
        "dicatat": "–" if wanted is None else t("berjalan.recorded_by", who=row["siapa"], when=moment(t, row["waktu"])),
    }  # fmt: skip


def needed(t: Texts, picture: Picture, wanted: int, provinces: tuple[str, ...] | None = None) -> str:
    """How many more are needed for a target, and whether as many can still be had."""
    have = picture.reached(provinces) or 0
    if have >= wanted:
        return t("berjalan.target_reached")
    can = picture.open(provinces)
    key = "berjalan.needed_possible" if wanted - have <= can else "berjalan.needed_impossible"
    return t(key, n=wanted - have, open=can)


OFFICES = (
    ShownColumn("kanwil", "kanwil.office", href="alamat"),
    *(ShownColumn(stage, f"berjalan.step_{stage}", "share", of="N") for stage in ("mengirim", "diverifikasi", "direkomendasikan")),
    ShownColumn("terlambat", "berjalan.late", help="berjalan.help_late"),
    ShownColumn("menyandang", "berjalan.col_now", help="berjalan.help_now"),
    ShownColumn("target", "berjalan.col_entered_target", help="berjalan.help_entered_target"),
    ShownColumn("terbuka", "berjalan.unanswered", help="berjalan.help_unanswered"),
    ShownColumn("senyap", "berjalan.col_silent", "share", of="N", help="berjalan.help_silent"),
)


def all_offices(t: Texts, picture: Picture, offices: Mapping[str, Office], unassigned: Mapping[str, str]) -> Table:
    """A row per office, and per province (code → name) whose office is not known: how far its regions are, the most late first.

    `picture` holds the regions of all of them.
    """
    parts = [
        (name(t, slug), links.running_link(t, slug, picture.year), picture.part(one.provinces)) for slug, one in offices.items()
    ]
    parts += [
        (t("kanwil.office_unknown", province=told), links.province_link(t, code), picture.part((code,)))
        for code, told in unassigned.items()
    ]
    parts.sort(key=lambda part: (-len(part[2].late()), part[0]))
    rows = [_office(t, part) | {"kanwil": title, "alamat": address} for title, address, part in parts]
    frame = pd.DataFrame(rows, columns=["alamat", "N", *(column.key for column in OFFICES)])
    return Table(frame, OFFICES, t("berjalan.offices_title", year=picture.year), t)


def _office(t: Texts, picture: Picture) -> dict[str, object]:
    late = t("common.unknown") if not picture.deadlines else t("provinsi.of", n=len(picture.late()), N=picture.whole)
    return {
        "N": picture.whole,
        **{stage: running.count(picture.positions, stage) for stage in ("mengirim", "diverifikasi", "direkomendasikan")},
        "terlambat": late, "menyandang": reached_words(t, picture), "target": entered_total(t, picture),
        "terbuka": unanswered_total(t, picture), "senyap": picture.silent(),
    }  # fmt: skip


def entered_total(t: Texts, picture: Picture) -> str:
    """The sum of the targets entered, with ≥ where a province has none; that none was entered."""
    entered = picture.targets["target_peduli"].dropna()
    if entered.empty:
        return t("berjalan.not_entered")
    return ("" if len(entered) == len(picture.targets) else "≥ ") + str(int(entered.sum()))


def unanswered_total(t: Texts, picture: Picture) -> str:
    """The sum of unanswered recommendations, with ≥ where nothing was recorded of some region; unknown if of none."""
    known = picture.yankomas[picture.yankomas["keadaan"] != risks.UNRECORDED]
    if known.empty:
        return t("common.unknown")
    return ("" if len(known) == picture.whole else "≥ ") + formats.number(known["terbuka"].sum(), t.lang)
