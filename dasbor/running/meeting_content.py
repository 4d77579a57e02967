"""The words and figures of the meeting's page, in the shape that the template `lembar-rapat.typ` sets: no layout here."""

from collections.abc import Sequence
from typing import Any

from dasbor.mart import simulation, warehouse
from dasbor.running import berjalan as view
from dasbor.running import peluang as berjalan_peluang
from dasbor.running import posisi as berjalan_posisi
from dasbor.running import risiko as risks
from dasbor.running import target as berjalan_target
from dasbor.running.gains import NEAR
from dasbor.running.gambaran import Picture
from dasbor.running.year import MAYBE_LATE, STATES, STEPS, Due
from dasbor.words import colors, formats
from dasbor.words.texts import Texts

Content = dict[str, Any]
_INK_SOFT = "#4a5563"
_BAND = "#7a5400"
"""Of the band that says internal, the dark of the one on screen; white on it has a contrast of 6 to 1."""


def content(t: Texts, picture: Picture, slug: str, rows: int) -> Content:
    """Everything the template prints, as JSON knows it; at most `rows` rows per list, and what is left out is counted."""
    office, stamp = view.name(t, slug), warehouse.stamp()
    title = simulation.title(t("rapat.title", office=office, year=picture.year))
    metrics = view.metrics(t, picture)
    return {
        "bahasa": t.lang,
        "simulasi": simulation.banner(t),
        "pita": t("rapat.band"),
        "judul": title,
        "dokumen": {
            "judul": title,
            "penulis": t("lembar.author"),
            "uraian": " ".join(f"{one.label}: {one.value}." for one in metrics),
            "tanggal": [picture.at.year, picture.at.month, picture.at.day],
        },
        "warna": {
            "aksen": colors.ACCENT,
            "tinta": colors.INK_DARK,
            "redup": _INK_SOFT,
            "garis": colors.GRID,
            "internal": _BAND,
            "simulasi": simulation.COLOUR,
        },
        "pengantar": list(view.lead(t, picture)),
        "angka": [{"label": one.label, "teks": one.value, "catatan": list(one.notes)} for one in metrics],
        "keadaan": [
            {"warna": s.fill, "tinta": s.ink, "arsir": s.pattern, "tanda": s.mark, "teks": s.label(t)} for s in colors.STEP_STATES
        ],
        "corong": _funnel(t, picture),
        "terlambat": _late(t, picture, rows),
        "peluang": _gains(t, picture, rows),
        "target": _targets(t, picture, rows),
        "risiko": _risks(t, picture, rows),
        "catatan": [view.predicate_basis(t, picture), berjalan_peluang.deduction(t, picture)],
        "kaki": t(
            "rapat.foot", office=office, at=formats.date(picture.at, t.lang), entries=view.basis(t, picture),
            built=formats.date(stamp.built, t.lang), version=stamp.version,
        ),
    }  # fmt: skip


def _funnel(t: Texts, picture: Picture) -> Content:
    chart = view.funnel(t, picture)
    counts = {(row["tahap"], row["keadaan"]): int(row["jumlah"]) for row in picture.funnel.to_dict("records")}
    rows = [
        {
            "tahap": view.step(t, step),
            "hitung": f"{counts[step, STATES[0]]}/{picture.whole}",
            "N": max(picture.whole, 1),
            "bagian": [{"keadaan": place, "n": counts[step, state]} for place, state in enumerate(STATES)],
            "lain": "   ".join(
                f"{state.mark} {counts[step, state.key]}" for state in colors.STEP_STATES[1:] if counts[step, state.key]
            ),
        }
        for step in STEPS
    ]
    return {"judul": t("rapat.funnel"), "alt": chart.alt, "baris": rows}


def _table(
    title: str, heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]], empty: str, rest: str
) -> Content:
    return {
        "judul": title,
        "kepala": list(heads),
        "lebar": list(widths),
        "baris": [list(row) for row in rows],
        "kosong": empty,
        "sisa": rest,
    }


def _rest(t: Texts, whole: int, rows: int) -> str:
    return t("rapat.more", n=whole - rows) if whole > rows else ""


def _late(t: Texts, picture: Picture, rows: int) -> Content:
    found = [*picture.late(), *picture.maybe_late()]
    told = [(one.name, view.step(t, due.step), _left(t, due)) for one, due in found[:rows]]
    heads = (t("berjalan.col_region"), t("berjalan.col_step"), t("berjalan.col_left"))
    empty = t("rapat.none_late") if picture.deadlines else t("berjalan.no_deadlines")
    return _table(t("rapat.late"), heads, (4, 3, 5), told, empty, _rest(t, len(found), rows))


def _left(t: Texts, due: Due) -> str:
    if due.timing == MAYBE_LATE and due.days is not None:
        return t("berjalan.due_short", days=-due.days)
    return berjalan_posisi.left(t, due)


def _gains(t: Texts, picture: Picture, rows: int) -> Content:
    found = [one for one in picture.gains if one.group == NEAR]
    told = [
        (
            one.name,
            formats.number(one.score, t.lang, 2),
            t("rapat.towards", points=formats.number(one.distance, t.lang, 2), predicate=one.towards),
            berjalan_peluang.origin(t, one),
        )
        for one in found[:rows]
    ]
    heads = (t("berjalan.col_region"), t("berjalan.col_score"), t("berjalan.col_distance"), t("berjalan.col_from"))
    return _table(t("rapat.gains"), heads, (4, 0, 4, 3), told, t("rapat.none_near"), _rest(t, len(found), rows))


def _targets(t: Texts, picture: Picture, rows: int) -> Content:
    known = picture.targets["target_peduli"].notna() | picture.targets["terbit"].map(len).gt(0)
    frame = berjalan_target.targets(t, picture).frame[known.to_numpy()]
    told = [(row["provinsi"], row["diisikan"], row["terbit"], row["kini"], row["perlu"]) for row in frame.to_dict("records")]
    missing = len(known) - len(told)
    rest = [_rest(t, len(told), rows), t("rapat.no_target", n=missing, N=len(known)) if missing else ""]
    heads = [
        t("common.province"), t("berjalan.col_entered_target"), t("berjalan.col_published_target"), t("berjalan.col_now"),
        t("berjalan.col_needed"),
    ]  # fmt: skip
    return _table(t("rapat.targets"), heads, (3, 2, 2, 2, 4), told[:rows], "", " ".join(rest).strip())


def _risks(t: Texts, picture: Picture, rows: int) -> Content:
    frame = picture.yankomas[picture.yankomas["keadaan"] == risks.OPEN]
    told = [
        (str(row["nama"]), *(formats.number(row[name], t.lang) for name in ("dugaan", "rekomendasi", "terbuka")))
        for row in frame.head(rows).to_dict("records")
    ]
    silent = (picture.yankomas["keadaan"] == risks.UNRECORDED).all()
    empty = t("berjalan.yankomas_none" if silent else "rapat.none_open")
    heads = (t("berjalan.col_region"), t("berjalan.col_alleged"), t("berjalan.col_recommendations"), t("berjalan.col_unanswered"))
    return _table(t("rapat.risks"), heads, (4, 0, 0, 0), told, empty, _rest(t, len(frame), rows))
