"""Conflicts, the rule of choice, rejected rows and the last build, on the page sumber."""

from typing import Any

from dasbor.mart import claims as claim_queries
from dasbor.mart import common, facts, links, quality, warehouse
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.sumber.conflicts import conflict_table
from dasbor.words import formats
from dasbor.words.formats import is_unknown, number
from dasbor.words.terms import term
from dasbor.words.texts import Lang, texts

_RULES = 6


@shared
def conflict_keys(year: str, level: str, *, impossible: bool) -> tuple[str, ...]:
    """Facts with a conflict, those with an impossible figure or the others; "" means every year and level."""
    frame = quality.conflicts()
    hit = (frame["jumlah_mustahil"] > 0) == impossible
    if year:
        hit &= frame["tahun"].astype(str) == year
    if level:
        hit &= frame["tingkat"] == level
    return tuple(frame.loc[hit, "kunci"])


@shared
def conflicts(lang: Lang, year: str, level: str, *, impossible: bool) -> Table:
    """The facts of `conflict_keys`, every value with its publishers."""
    caption = texts(lang)("sumber.impossible_title" if impossible else "sumber.conflict_title")
    return conflict_table(lang, conflict_keys(year, level, impossible=impossible), caption)


@shared
def conflict_sentence(lang: Lang) -> str:
    """On how many facts sources disagree."""
    found, total = len(quality.conflicts()), len(claim_queries.facts())
    return texts(lang)("sumber.conflict_sentence", count=number(found, lang), total=number(total, lang))


@shared
def impossible_note(lang: Lang) -> str:
    """What an impossible figure is."""
    return texts(lang)("sumber.impossible_note", total=len(common.regions()))


@shared
def gaps(lang: Lang, year: str, level: str) -> Table:
    """Counts and lists that do not fit, each with a link to its claims."""
    t = texts(lang)
    frame = quality.list_gaps()
    hit = (frame["tahun"].astype(str) == year) | (not year)
    hit &= (frame["tingkat"] == level) | (not level)
    frame = frame[hit].reset_index(drop=True)
    shown = frame.assign(
        wilayah=[facts.place(t, level, name) for level, name in zip(frame["tingkat"], frame["nama"], strict=True)],
        isi=[
            t("sumber.gap_pair", predicate=name, reported=reported, named=named)
            for name, reported, named in zip(frame["predikat"], frame["nilai"], frame["bernama"], strict=True)
        ],
        sebab_kata=[facts.conflict(t, causes) for causes in frame["sebab"]],
        alamat=[links.source_link(t, key) for key in frame["kunci"]],
    )
    columns = (
        ShownColumn("wilayah", "klaim.col_place"),
        ShownColumn("tahun", "klaim.col_year", "year", help="klaim.col_year_help"),
        ShownColumn("isi", "sumber.col_reported", href="alamat"),
        ShownColumn("dari", "sumber.col_limit", "int"),
        ShownColumn("sebab_kata", "sumber.col_cause"),
    )
    return Table(shown, columns, t("sumber.gap_title"), t)


@shared
def conflict_parts(lang: Lang, year: str, level: str) -> tuple[tuple[str, Table, str], ...]:
    """What there is of disagreements, impossible figures, and counts beside their lists: name, table, note."""
    t = texts(lang)
    parts = (
        ("berbeda", conflicts(lang, year, level, impossible=False), t("sumber.conflict_note")),
        ("mustahil", conflicts(lang, year, level, impossible=True), impossible_note(lang)),
        ("daftar", gaps(lang, year, level), t("sumber.gap_note")),
    )
    return tuple(part for part in parts if len(part[1].frame))


@shared
def rules(lang: Lang) -> str:
    """The rule of choice, a sentence per step, as a numbered list."""
    # texts: sumber.rule_*
    t = texts(lang)
    return blocks.steps([t(f"sumber.rule_{step}") for step in range(_RULES)])


@shared
def decision_sentence(lang: Lang) -> str:
    """How many facts needed no decision."""
    counts = {str(r["alasan"]): int(r["fakta"]) for r in quality.decisions().to_dict("records")}
    total = sum(counts.values())
    alone, agreed = counts.get("satu-satunya-klaim", 0), counts.get("semua-senilai", 0)
    shown = {"total": total, "alone": alone, "agreed": agreed, "rest": total - alone - agreed}
    return texts(lang)("sumber.decision_sentence", **{key: number(value, lang) for key, value in shown.items()})


@shared
def decisions(lang: Lang) -> Table:
    """How often each criterion decided, of all facts."""
    t = texts(lang)
    frame = quality.decisions()
    shown = frame.assign(penentu=[term(t, "alasan", reason) for reason in frame["alasan"]])
    columns = (
        ShownColumn("penentu", "sumber.col_criterion"),
        ShownColumn("fakta", "sumber.col_facts", "share", of="semua", help="sumber.col_facts_help"),
        ShownColumn("konflik", "sumber.col_conflicts", "int"),
    )
    return Table(shown, columns, t("sumber.decision_title"), t)


@shared
def classes(lang: Lang) -> Table:
    """Claims and organisations per class of publisher."""
    t = texts(lang)
    frame = quality.classes()
    shown = frame.assign(kata=[term(t, "golongan", code) for code in frame["golongan"]], semua=int(frame["klaim"].sum()))
    columns = (
        ShownColumn("kata", "sumber.col_class"),
        ShownColumn("klaim", "sumber.col_claims", "share", of="semua", help="sumber.col_claims_help"),
        ShownColumn("penerbit", "sumber.col_publishers", "int"),
        ShownColumn("terpilih", "sumber.col_shown", "int"),
    )
    return Table(shown, columns, t("sumber.class_title"), t)


@shared
def claim_rows() -> tuple[int, int, int]:
    """Of the claim files: how many files, rows read, rows rejected."""
    frame = quality.files()
    chosen = frame[frame["berkas"].str.match(r"klaim.*\.csv$")]
    return len(chosen), int(chosen["baris_dibaca"].sum()), int(chosen["baris_ditolak"].sum())


@shared
def rejected(lang: Lang) -> Table:
    """Rejected rows, one per fault: file, line, column, contents, reason in the reader's language."""
    t = texts(lang)
    frame = quality.rejected()
    rows = frame.to_dict("records")
    shown = frame.assign(
        kolom_kata=[t("sumber.whole_row") if is_unknown(r["kolom"]) else str(r["kolom"]) for r in rows],
        sebab=[str(r["kalimat"]) if lang == "id" else term(t, "tolak", r["kode_alasan"]) for r in rows],
    )
    columns = (
        ShownColumn("berkas", "sumber.col_file"),
        ShownColumn("baris", "sumber.col_line", "int"),
        ShownColumn("kolom_kata", "sumber.col_column"),
        ShownColumn("nilai", "sumber.col_value", missing="sumber.empty_cell"),
        ShownColumn("sebab", "sumber.col_reason"),
        ShownColumn("id", "sumber.col_id", missing="sumber.empty_cell"),
    )
    return Table(shown, columns, t("sumber.rejected_title"), t)


@shared
def rejected_sentence(lang: Lang) -> str:
    """How many rows were rejected, or that none was."""
    t = texts(lang)
    files, read, _ = claim_rows()
    frame = quality.rejected()
    if frame.empty:
        return t("sumber.rejected_none", count=number(read, lang), files=files)
    rows = len(frame[["berkas", "baris"]].drop_duplicates())
    return t("sumber.rejected_sentence", rows=number(rows, lang), faults=number(len(frame), lang))


@shared
def build_metrics(lang: Lang) -> tuple[Metric, ...]:
    """The stamp: when, which data, rows accepted, checks passed."""
    t = texts(lang)
    stamp = warehouse.stamp()
    moment = stamp.built
    clock = f"{moment:%H.%M}" if lang == "id" else f"{moment:%H:%M}"
    _, read, refused = claim_rows()
    accepted = t("sumber.build_rows_value", accepted=number(read - refused, lang), read=number(read, lang))
    print_note = t("sumber.build_version_note", duckdb=quality.writer())
    checks = t("sumber.build_checks_value", count=len(quality.checks()))
    when = t("sumber.build_time", date=formats.date(moment, lang), time=clock)
    return (
        Metric(t("sumber.build_when"), when, (t("sumber.build_when_note"),)),
        Metric(t("sumber.build_version"), stamp.version, (print_note,)),
        Metric(t("sumber.build_rows"), accepted, (t("sumber.build_rejected", count=number(refused, lang)),)),
        Metric(t("sumber.build_checks"), checks, (t("sumber.build_checks_note"),)),
    )


@shared
def checks(lang: Lang) -> Table:
    """The data tests of the last build, each in a sentence."""
    t = texts(lang)
    columns = (ShownColumn(f"kalimat_{lang}", "sumber.col_check"), ShownColumn("nama", "sumber.col_check_name"))
    return Table(quality.checks(), columns, t("sumber.checks_title"), t)


@shared
def files(lang: Lang) -> Table:
    """The input files with their SHA-256, rows read and rejected."""
    t = texts(lang)
    frame = quality.files()
    words: dict[Any, str] = {"folder data": t("sumber.origin_data"), "bawaan program": t("sumber.origin_builtin")}
    shown = frame.assign(asal_kata=[words.get(origin, str(origin)) for origin in frame["asal"]])
    columns = (
        ShownColumn("berkas", "sumber.col_file"),
        ShownColumn("baris_dibaca", "sumber.col_read", "int"),
        ShownColumn("baris_ditolak", "sumber.col_rejected", "int"),
        ShownColumn("ukuran_bita", "sumber.col_size", "int"),
        ShownColumn("asal_kata", "sumber.col_origin"),
        ShownColumn("sha256", "sumber.col_sha"),
    )
    return Table(shown, columns, t("sumber.files_title"), t)
