"""What the page Isian says about corrections of published claims: the claim in its own words, proposals, what became of them."""

from collections.abc import Hashable, Mapping

import pandas as pd

from dasbor.inside.isian import claim_words, decision, last
from dasbor.mart import facts
from dasbor.page.blocks import Detail
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts

_Row = Mapping[Hashable, object]


def mine(found: pd.DataFrame, own: Mapping[str, str], *, national: bool) -> pd.DataFrame:
    """The claims of one's own area: of its provinces as they are today; those about the nation only for the whole country."""
    if national:
        return found
    return found[found["kode_provinsi_kini"].isin(list(own))]


def claim_options(t: Texts, found: pd.DataFrame) -> dict[str, str]:
    """Id → claim in one line, for the picker."""
    return {
        str(row["id"]): f"{facts.place(t, str(row['tingkat']), str(row['nama_wilayah']))}: "
        f"{facts.measure_words(t, str(row['ukuran']), row['butir'])} "
        f"{facts.value_words(t, str(row['ukuran']), row['nilai'])} ({row['penerbit']})"
        for row in found.to_dict("records")
    }


def claim(t: Texts, row: _Row) -> list[Detail]:
    """A claim as it was published, with its source."""
    source = "" if is_unknown(row["sumber_url"]) else str(row["sumber_url"])
    published = None if is_unknown(row["tanggal_terbit"]) else str(row["tanggal_terbit"])
    return [
        Detail(t("isian.claim_as_written"), str(row["nilai"])),
        Detail(t("klaim.col_publisher"), str(row["penerbit"]), source),
        Detail(t("klaim.col_published"), formats.date(published, t.lang)),
        Detail(t("klaim.col_certainty"), term(t, "keyakinan", row["keyakinan"])),
        Detail(t("klaim.col_note"), "—" if is_unknown(row["catatan"]) else str(row["catatan"])),
        Detail(t("klaim.col_id"), str(row["id"])),
    ]


def stands(t: Texts, row: _Row) -> str:
    """The correction that stands for a claim."""
    return t("isian.correction_stands", said=_said(t, row), decision=decision(t, row["putusan"]))


def proposals(t: Texts, waiting: pd.DataFrame) -> dict[str, str]:
    """Id → proposal in one line, the newest first."""
    return {str(row["id"]): f"{claim_words(t, str(row['id']))} → {_said(t, row)}" for row in waiting.to_dict("records")}


def proposal(t: Texts, row: _Row) -> list[Detail]:
    """A proposal with everything one decides by."""
    source = "" if is_unknown(row["sumber_url"]) else str(row["sumber_url"])
    return [
        Detail(t("isian.claim"), claim_words(t, str(row["id"]))),
        Detail(t("isian.proposed_value"), _said(t, row)),
        Detail(t("isian.field_sumber_url"), source or "—", source),
        Detail(t("isian.reason"), str(row["alasan"] or "—")),
        Detail(t("isian.proposed_by"), last(t, row, "isian.proposed_who")),
    ]


def corrections(t: Texts, frame: pd.DataFrame) -> Table:
    """Every correction: the claim, what it shall say, on what it rests, what became of it, by whom."""
    rows = [
        (
            claim_words(t, str(row["id"])),
            _said(t, row),
            decision(t, row["putusan"]),
            None if is_unknown(row["sumber_url"]) else str(row["sumber_url"]),
            str(row["siapa"]),
            formats.moment(pd.Timestamp(row["waktu"]).to_pydatetime(), t.lang),
            str(row["alasan"] or "—"),
            str(row["id"]),
        )
        for row in frame.to_dict("records")
    ]
    names = ["claim", "after", "decision", "source", "who", "when", "reason", "id"]
    shown = (
        ShownColumn("claim", "isian.claim"),
        ShownColumn("after", "isian.proposed_value"),
        ShownColumn("decision", "isian.field_putusan"),
        ShownColumn("source", "isian.field_sumber_url", href="source", missing="isian.no_source"),
        ShownColumn("who", "isian.col_who"),
        ShownColumn("when", "isian.col_when"),
        ShownColumn("reason", "isian.col_reason"),
        ShownColumn("id", "isian.field_id", file_only=True),
    )
    return Table(pd.DataFrame(rows, columns=names), shown, t("isian.corrections_title"), t)


def _said(t: Texts, row: _Row) -> str:
    return t("isian.withdraw") if is_unknown(row["nilai"]) else f"“{row['nilai']}”"
