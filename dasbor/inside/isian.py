"""What the page Isian says: its choices, keys and values in words, what stands now, and what somebody else saved meanwhile."""

import datetime as dt
import json
from collections.abc import Hashable, Mapping, Sequence
from html import escape

import pandas as pd

from dasbor.inside import entering
from dasbor.inside.entering import Clash, Key
from dasbor.mart import claims, common, facts, offices
from dasbor.page.blocks import Metric
from dasbor.page.tables import Kind, ShownColumn, Table
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts

PARTS = ("isi", "berkas", "riwayat")
KINDS = ("tahap", "yankomas", "target", "tenggat", "koreksi")
"""The most frequent first."""
STATES = ("sudah", "belum", "tidak")
_LAST = (
    ShownColumn("siapa", "isian.col_who", missing="isian.none"),
    ShownColumn("kapan", "isian.col_when", missing="isian.none"),
    ShownColumn("alasan", "isian.col_reason", file_only=True, missing="isian.none"),
    ShownColumn("no", "isian.col_number", "int", file_only=True, missing="isian.none"),
)


# texts: isian.part_*
def parts(t: Texts) -> dict[str, str]:
    """The parts of the page."""
    return {part: t(f"isian.part_{part}") for part in PARTS}


# texts: isian.kind_*
def kinds(t: Texts) -> dict[str, str]:
    """The kinds of entries, for the picker."""
    return {kind: t(f"isian.kind_{kind}") for kind in KINDS}


# texts: isian.field_*
def field(t: Texts, name: str) -> str:
    """A field as the form calls it."""
    return t(f"isian.field_{name}")


# texts: berjalan.step_*
def stage(t: Texts, name: str) -> str:
    """A stage in words."""
    return t("isian.follow_up") if name == "tindak lanjut" else t(f"berjalan.step_{name}")


def stages(t: Texts, names: Sequence[str]) -> dict[str, str]:
    """Stages in words, for pickers."""
    return {name: stage(t, name).capitalize() for name in names}


# texts: isian.state_*
def state(t: Texts, name: object) -> str:
    """The state of a stage in words; what nobody entered says so."""
    return t("isian.not_entered") if is_unknown(name) else t(f"isian.state_{name}")


def key_words(t: Texts, kind: str, key: Key) -> str:
    """What a key is about, as in "Kota Padang, 2026: mengirim data"."""
    place = _place(t, kind, key)
    if len(key) == 1:
        return place
    words = f"{place}, {key[0]}"
    return f"{words}: {stage(t, key[2])}" if len(key) > 2 else words  # noqa: PLR2004 - year, place, stage


def _place(t: Texts, kind: str, key: Key) -> str:
    """The region, province, claim or person of a key."""
    if len(key) == 1:
        return claim_words(t, key[0]) if kind == "koreksi" else key[0]
    return _regions().get(key[1]) or common.provinces().get(key[1]) or key[1] or t("isian.nation")


def value_words(t: Texts, kind: str, value: Mapping[str, object] | None) -> str:
    """A value of a kind in words."""
    if value is None:
        return t("isian.not_entered")
    if kind == "tahap":
        day = f", {formats.date(str(value['tanggal']), t.lang)}" if value.get("tanggal") else ""
        return state(t, value["keadaan"]) + day
    if kind == "tenggat":
        return formats.date(str(value["tanggal"]), t.lang)
    if kind == "peran":
        roles = value["peran"] if isinstance(value["peran"], list) else []
        office = charge_words(t, slug) if (slug := str(value["kanwil"] or "")) else ""
        return ", ".join(term(t, "peran", role) for role in roles) + (f" ({office})" if office else "")
    if kind == "koreksi":
        said = t("isian.withdraw") if value.get("cabut") else f"“{value['nilai']}”"
        return f"{said} ({decision(t, value['putusan'])})"
    return ", ".join(f"{field(t, name)} {told}" for name, told in value.items() if told is not None)


def charge_words(t: Texts, slug: str) -> str:
    """An office with the provinces it looks after, or a province whose office is not known; the slug of what is no more."""
    one = offices.charges().get(slug)
    if one is None:
        return slug
    if slug not in offices.offices():
        return t("isian.province_alone", province=one.name)
    names = tuple(one.provinces.values())
    return one.name if len(names) == 1 and one.name.endswith(names[0]) else f"{one.name}: {', '.join(names)}"


# texts: isian.decision_*
def decision(t: Texts, name: object) -> str:
    """What became of a proposed correction."""
    return t(f"isian.decision_{name}")


def claim_words(t: Texts, number: str) -> str:
    """A published claim in one line: place, year, measure, what it says, who published it; its id if it is no longer there."""
    frame = claims.claims()
    found = frame[frame["id"] == number]
    if found.empty:
        return number
    row = found.iloc[0]
    place = facts.place(t, str(row["tingkat"]), str(row["nama_wilayah"]))
    said = facts.value_words(t, str(row["ukuran"]), row["nilai"])
    return f"{place}, {row['tahun']}: {facts.measure_words(t, str(row['ukuran']), row['butir'])} {said} ({row['penerbit']})"


def late(t: Texts, clashes: Sequence[Clash]) -> str:
    """What somebody else saved meanwhile, by whom and since when."""
    lines = "".join(f"<li>{escape(_clash(t, one))}</li>" for one in clashes)
    head, about = escape(t("isian.late_title")), escape(t("isian.late_about"))
    return f'<div class="ph"><div class="void" role="alert"><p><b>{head}</b></p><ul>{lines}</ul><p>{about}</p></div></div>'


def _clash(t: Texts, one: Clash) -> str:
    words, stands = key_words(t, one.kind, one.key), one.stands
    if stands is None:
        return t("isian.late_gone", what=words)
    at = formats.moment(stands.at, t.lang)
    return t(
        "isian.late_now", what=words, value=value_words(t, one.kind, stands.value), who=stands.who, at=at, number=stands.number
    )


def last(t: Texts, row: Mapping[Hashable, object], key: str = "isian.entered_by") -> str:
    """Who entered what stands in a row, and when, in the words of `key`."""
    if is_unknown(row["no"]):
        return t("isian.nothing_yet")
    at = formats.moment(_moment(row["waktu"]), t.lang)
    return t(key, who=row["siapa"], at=at, number=int(str(row["no"])))


def stage_metrics(t: Texts, frame: pd.DataFrame) -> list[Metric]:
    """How many regions stand where at a stage, with n/N."""
    whole, counts = len(frame), frame["keadaan"].value_counts()
    rows = [(state(t, one), int(counts.get(one, 0))) for one in STATES]
    rows.append((t("isian.not_entered"), whole - sum(count for _, count in rows)))
    return [
        Metric(words.capitalize(), formats.number(count, t.lang), (formats.share(count, whole, t.lang),)) for words, count in rows
    ]


def standing(t: Texts, kind: str, frame: pd.DataFrame, what: str = "") -> Table:
    """What stands for a kind, or of it for `what`: a row per region, province or deadline, with who entered it and when."""
    moments = [None if is_unknown(at) else formats.moment(_moment(at), t.lang) for at in frame["waktu"]]
    shown = frame.assign(kapan=pd.Series(moments, index=frame.index, dtype=object))
    if kind == "tahap":
        shown = shown.assign(keadaan=[state(t, one) for one in frame["keadaan"]])
    if kind == "tenggat":
        names = [
            t("isian.nation") if not code else name for code, name in zip(frame["kode_provinsi"], frame["provinsi"], strict=True)
        ]
        shown = shown.assign(provinsi=names, tahap=[stage(t, one) for one in frame["tahap"]])
    columns = tuple(ShownColumn(name, f"isian.field_{name}", how, missing=_missing(name)) for name, how in _COLUMNS[kind])
    return Table(shown, (*columns, *_LAST), t("isian.standing_title", kind=what or t(f"isian.kind_{kind}")), t)


_COLUMNS: Mapping[str, tuple[tuple[str, Kind], ...]] = {
    "tahap": (("nama", "text"), ("keadaan", "text"), ("tanggal", "date")),
    "yankomas": (("nama", "text"), ("dugaan", "int"), ("rekomendasi", "int"), ("terjawab", "int"), ("keterangan", "text")),
    "target": (("provinsi", "text"), ("jumlah", "int"), ("target_peduli", "int"), ("target_peserta", "int")),
    "tenggat": (("provinsi", "text"), ("tahap", "text"), ("tanggal", "date")),
}


def _missing(name: str) -> str:
    return "isian.none" if name in ("tanggal", "keterangan") else "isian.not_entered"


# texts: isian.col_*
def changes(t: Texts, planned: Sequence[entering.Planned]) -> Table:
    """What a file would change: where it says so, what it is about, before and after."""
    rows = [
        (f"{one.sheet}, {one.row}", key_words(t, one.change.kind, one.change.key), *(
            value_words(t, one.change.kind, value) for value in (one.before, one.after)
        ))
        for one in planned
    ]  # fmt: skip
    shown = tuple(ShownColumn(name, f"isian.col_{name}") for name in ("row", "what", "before", "after"))
    return Table(pd.DataFrame(rows, columns=["row", "what", "before", "after"]), shown, t("isian.changes_title"), t)


# texts: isian.level_*
def findings(t: Texts, seen: entering.Understood) -> Table:
    """What was found in a file, errors first: where, what, what to do."""
    found = sorted(seen.findings, key=lambda one: (entering.ORDER[one.level], one.sheet or "", one.row or 0, one.column or 0))
    rows = [(t(f"isian.level_{one.level}"), one.place(t.lang), one.sentence(t.lang), one.remedy(t.lang), one.code) for one in found]
    names = ("level", "place", "finding", "remedy", "code")
    return Table(
        pd.DataFrame(rows, columns=list(names)),
        tuple(ShownColumn(n, f"isian.col_{n}") for n in names),
        t("isian.findings_title"),
        t,
    )


def file_metrics(t: Texts, seen: entering.Understood) -> list[Metric]:
    """What a file comes to."""
    number = formats.number
    return [
        Metric(t("isian.file_changes"), number(len(seen.planned), t.lang)),
        Metric(t("isian.file_same"), number(seen.same, t.lang), (t("isian.file_same_note"),)),
        Metric(t("isian.file_rejected"), number(len(seen.rejected), t.lang), (t("isian.file_rejected_note"),)),
    ]


def journal(t: Texts, frame: pd.DataFrame, *, together: bool = False) -> Table:
    """Every change, the newest first: who, when, what, from what to what, and why.

    `together`: places of one entry that changed alike stand in one row, for the screen; files keep a row each.
    """
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    for row in frame.to_dict("records"):
        kind, key = str(row["jenis"]), tuple(str(row["kunci"]).split("/"))
        alike = (row["no"], kind, key[0] if len(key) > 1 else "", key[2:], row["sebelum"], row["sesudah"])
        group = alike if together else (*alike, row["ke"])
        if group in rows:
            rows[group]["place"] = f"{rows[group]['place']}, {_place(t, kind, key)}"
        else:
            rows[group] = _change(t, kind, key, row)
    shown = tuple(
        ShownColumn(name, f"isian.col_{name}", "year" if name == "number" else "text", missing="isian.none") for name in _JOURNAL
    )
    return Table(pd.DataFrame(list(rows.values()), columns=list(_JOURNAL)), shown, t("isian.journal_title"), t)


_JOURNAL = ("number", "when", "who", "what", "place", "before", "after", "reason")


def _change(t: Texts, kind: str, key: Key, row: Mapping[Hashable, object]) -> dict[str, object]:
    before, after = (None if is_unknown(row[name]) else json.loads(str(row[name])) for name in ("sebelum", "sesudah"))
    reasons = [str(row["alasan"] or "")]
    if not is_unknown(row["urungkan"]):
        reasons.insert(0, t("isian.undoes", number=int(float(str(row["urungkan"])))))
    if not is_unknown(row["berkas"]):
        reasons.append(f"({t('isian.from_file', name=row['berkas'])})")
    about = [t(f"isian.kind_{kind}"), *key[:1]] if len(key) > 1 else [t(f"isian.kind_{kind}")]
    return {
        "number": row["no"],
        "when": formats.moment(_moment(row["waktu"]), t.lang),
        "who": row["siapa"],
        "what": " ".join(about) + (f": {stage(t, key[2])}" if len(key) > 2 else ""),  # noqa: PLR2004 - year, place, stage
        "place": _place(t, kind, key),
        "before": value_words(t, kind, before),
        "after": value_words(t, kind, after),
        "reason": " ".join(one for one in reasons if one) or None,
    }


def undo_options(t: Texts, frame: pd.DataFrame, shown: Sequence[int]) -> dict[int, str]:
    """Entry number → entry in one line, for those in sight, the newest first."""
    options: dict[int, str] = {}
    for row in frame[frame["no"].isin(shown)].drop_duplicates("no").to_dict("records"):
        count = int((frame["no"] == row["no"]).sum())
        at = formats.moment(_moment(row["waktu"]), t.lang)
        options[int(row["no"])] = t("isian.undo_option", number=row["no"], who=row["siapa"], at=at, count=count)
    return options


# texts: isian.col_*
def undone(t: Texts, frame: pd.DataFrame, number: int) -> Table:
    """What undoing an entry does: each thing it changed, what it made of it, and what that becomes again."""
    rows = []
    for row in frame[frame["no"] == number].to_dict("records"):
        kind, key = str(row["jenis"]), tuple(str(row["kunci"]).split("/"))
        before, after = (None if is_unknown(row[name]) else json.loads(str(row[name])) for name in ("sebelum", "sesudah"))
        rows.append((key_words(t, kind, key), value_words(t, kind, after), value_words(t, kind, before)))
    names = ["what", "made", "again"]
    shown = tuple(ShownColumn(name, f"isian.col_{name}") for name in names)
    return Table(pd.DataFrame(rows, columns=names), shown, t("isian.undo_shows", number=number), t)


def _moment(value: object) -> dt.datetime:
    return pd.Timestamp(str(value)).to_pydatetime()


def _regions() -> dict[str, str]:
    frame = common.regions()
    return dict(zip(frame["kode"], frame["nama"], strict=True))
