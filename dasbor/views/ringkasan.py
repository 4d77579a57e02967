"""What the page Ringkasan says of one year: sentences and key figures."""

from typing import Any

import pandas as pd

from dasbor import formats, links
from dasbor.blocks import Metric
from dasbor.cache import shared
from dasbor.queries import common, overview, participation, rights
from dasbor.terms import term
from dasbor.texts import Lang, Texts, texts

Row = dict[str, Any]


def _row(frame: pd.DataFrame, year: int) -> Row:
    return {str(key): value for key, value in frame[frame["tahun"] == year].iloc[0].items()}


def national_row(year: int) -> Row:
    """The row of `mart.rekap_nasional` for `year`."""
    return _row(common.national(), year)


def participation_row(year: int) -> Row:
    """The row of `queries.participation.national` for `year`."""
    return _row(participation.national(), year)


def known(value: Any) -> int | None:  # noqa: ANN401
    """A count as int, None for what is not known."""
    return None if formats.is_unknown(value) else int(value)


def other_values(t: Texts, rows: list[dict[str, object]]) -> str:
    """As in "425 (8 klaim), 544 (4 klaim; melebihi jumlah kabupaten/kota)"."""
    parts = []
    for row in rows:
        flag = "" if formats.is_unknown(row["bendera"]) else "; " + term(t, "bendera", row["bendera"])
        parts.append(t("ringkasan.other_value", value=row["nilai"], claims=row["klaim"], flag=flag))
    return ", ".join(parts)


@shared
def sentences(lang: Lang, year: int) -> tuple[str, ...]:
    """What a leader would say aloud about `year`: Peduli HAM, participants, how much is known by name."""
    t = texts(lang)
    row = national_row(year)
    people = participation_row(year)
    states = overview.states(year)
    named, unknown = overview.named_results()[year], states.get("tidak diketahui", 0)
    whole = int(row["jumlah_kabkota"])
    told = t(
        "ringkasan.say_named",
        n=named,
        whole=whole,
        percent=formats.percent(named, whole, lang),
        unknown=unknown,
    )
    return (_say_peduli(t, year, row), _say_participants(t, year, people), told)


def _say_peduli(t: Texts, year: int, row: Row) -> str:
    whole, count = int(row["jumlah_kabkota"]), known(row["peduli"])
    if count is None:
        least = max(known(row["peduli_jumlah_provinsi"]) or 0, int(row["peduli_bernama"]))
        provinces = _row(overview.known_provinces(), year)["peduli"]
        return t("ringkasan.say_peduli_least", year=year, n=least, whole=whole, provinces=provinces, named=row["peduli_bernama"])
    values = {"year": year, "n": count, "whole": whole, "percent": formats.percent(count, whole, t.lang)}
    before = common.previous_year(year)
    former = None if before is None else known(national_row(before)["peduli"])
    if before is None or former is None:
        said = t("ringkasan.say_peduli_alone", before=before or "–", **values)
    else:
        compared = {"before": before, "former": former, "change": abs(count - former), **values}
        if count > former:
            said = t("ringkasan.say_peduli_up", **compared)
        elif count < former:
            said = t("ringkasan.say_peduli_down", **compared)
        else:
            said = t("ringkasan.say_peduli_same", **compared)
        if _row(common.rounds(), year)["ganti_aturan"]:
            said += " " + t("ringkasan.say_rule", before=before)
    facts = overview.disagreements(year)
    others = facts.loc[facts["ukuran"] == "jumlah_peduli", "lain"].tolist()
    if others:
        said += " " + t("ringkasan.say_others", values=", ".join(str(other["nilai"]) for other in others[0]))
    return said


def _say_participants(t: Texts, year: int, row: Row) -> str:
    whole, count = int(row["jumlah_kabkota"]), known(row["ikut"])
    values = {"year": year, "n": count, "whole": whole, "percent": formats.percent(count, whole, t.lang)}
    if not row["sekurang"] and count is not None:
        return t("ringkasan.say_participants", **values)
    impossible = participation.national_other_values()
    impossible = impossible[(impossible["tahun"] == year) & impossible["bendera"].notna()]
    if not impossible.empty:
        return t("ringkasan.say_participants_impossible", value=impossible["nilai"].iloc[0], **values)
    return t("ringkasan.say_participants_least", basis=basis(t, row), **values)


def basis(t: Texts, row: Row) -> str:
    """What a national count of participants rests on, in words."""
    return (
        t("ringkasan.basis_provinces", count=row["provinsi"]) if row["dasar"] == "provinsi" else term(t, "dasar_ikut", row["dasar"])
    )


@shared
def metrics(lang: Lang, year: int) -> tuple[Metric, ...]:
    """The key figures of `year`, each with share, change against the assessed year before, and basis."""
    t = texts(lang)
    predicates = [_predicate_metric(t, year, name) for name in common.rule_predicates(year)]
    return (_regions_metric(t, year), _participants_metric(t, year), *predicates, _pembina_metric(t, year), _named_metric(t, year))


def _fact_notes(t: Texts, year: int, measure: str) -> tuple[tuple[str, ...], tuple[str, str] | None]:
    """Basis of a published count, and the link to its claims (saying so when they disagree)."""
    key, certainty, conflict = overview.national_facts().get((year, measure), (None, None, False))
    if key is None:
        return (), None
    published = t("ringkasan.note_published", certainty=term(t, "keyakinan", certainty))
    notes = (t("ringkasan.note_official") if rights.is_official(key) else published,) if certainty else ()
    return notes, (t("ringkasan.link_conflict" if conflict else "ringkasan.link_claims"), links.source_link(t, key))


def _change_note(t: Texts, year: int, now: int | None, before_value: object) -> str:
    before = common.previous_year(year)
    if before is None:
        return t("ringkasan.change_first")
    former = known(before_value)
    if now is None or former is None:
        return t("ringkasan.change_unknown", year=before)
    if now == former:
        return t("ringkasan.change_none", year=before, former=former)
    return t("ringkasan.change", change=formats.signed(now - former, t.lang), year=before, former=former)


def _before(year: int, column: str) -> object:
    before = common.previous_year(year)
    return None if before is None else national_row(before)[column]


def _regions_metric(t: Texts, year: int) -> Metric:
    whole = int(national_row(year)["jumlah_kabkota"])
    provinces = _row(overview.known_provinces(), year)["provinsi"]
    _, link = _fact_notes(t, year, "jumlah_kabkota")
    notes = (t("ringkasan.note_provinces", count=provinces), _change_note(t, year, whole, _before(year, "jumlah_kabkota")))
    return Metric(t("ringkasan.metric_regions"), formats.number(whole, t.lang), notes, link)


def _participants_metric(t: Texts, year: int) -> Metric:
    row = participation_row(year)
    count, whole = known(row["ikut"]), int(row["jumlah_kabkota"])
    notes, link = _fact_notes(t, year, "jumlah_peserta")
    stated = known(national_row(year)["peserta"])
    if stated is None:
        notes = (t("ringkasan.note_least", basis=basis(t, row)),)
    share = (t("ringkasan.of_regions", share=_share(t, count, whole, least=stated is None)),) if count is not None else ()
    change = t("ringkasan.note_no_national") if stated is None else _change_note(t, year, stated, _before(year, "peserta"))
    return Metric(t("ringkasan.metric_participants"), _value(t, count, least=stated is None), (*share, change, *notes), link)


def _predicate_metric(t: Texts, year: int, name: str) -> Metric:
    row = national_row(year)
    column = overview.predicate_column(name, common.national())
    if column is None:
        return Metric(name, t("common.unknown"), (t("ringkasan.note_no_national"),))
    count, whole = known(row[column]), int(row["jumlah_kabkota"])
    notes, link = _fact_notes(t, year, f"jumlah_{column}")
    if count is None:
        return _least_metric(t, year, name, column)
    change = _change_note(t, year, count, _before(year, column))
    shares = [t("ringkasan.of_regions", share=formats.share(count, whole, t.lang))]
    people = known(row["peserta"])
    if people is not None:
        shares.append(t("ringkasan.of_participants", share=formats.share(count, people, t.lang)))
    return Metric(name, formats.number(count, t.lang), (*shares, change, *notes), link)


def _least_metric(t: Texts, year: int, name: str, column: str) -> Metric:
    """A predicate without a usable national count: what is certain at least, or that nothing is known.

    Only Peduli HAM, the predicate that is announced by name, gets its lower bound as the figure.
    """
    row = national_row(year)
    named, whole = int(row[f"{column}_bernama"]), int(row["jumlah_kabkota"])
    by_name = (t("ringkasan.note_by_name", count=named),) if named else ()
    least = max(named, known(row["peduli_jumlah_provinsi"]) or 0) if column == "peduli" else 0
    if not least:
        return Metric(name, t("common.unknown"), (*by_name, t("ringkasan.note_no_national")))
    notes = [t("ringkasan.of_regions", share=_share(t, least, whole, least=True)), t("ringkasan.note_no_national")]
    if least > named:
        provinces = _row(overview.known_provinces(), year)["peduli"]
        notes += [t("ringkasan.note_least", basis=t("ringkasan.basis_provinces", count=provinces)), *by_name]
    else:
        notes.append(t("ringkasan.note_least", basis=term(t, "dasar_ikut", "bernama")))
    return Metric(name, _value(t, least, least=True), tuple(notes))


def _pembina_metric(t: Texts, year: int) -> Metric:
    count = known(national_row(year)["provinsi_pembina"])
    provinces = _row(overview.known_provinces(), year)["provinsi"]
    if count is None:
        return Metric(t("ringkasan.metric_pembina"), t("common.unknown"))
    notes = (
        t("ringkasan.of_provinces", share=_share(t, count, provinces, least=True)),
        t("ringkasan.note_least", basis=term(t, "dasar_ikut", "bernama")),
        t("ringkasan.change_by_name"),
    )
    return Metric(t("ringkasan.metric_pembina"), _value(t, count, least=True), notes)


def _named_metric(t: Texts, year: int) -> Metric:
    named, whole = overview.named_results(), int(national_row(year)["jumlah_kabkota"])
    before = common.previous_year(year)
    notes = (
        t("ringkasan.of_regions", share=formats.share(named[year], whole, t.lang)),
        _change_note(t, year, named[year], None if before is None else named[before]),
        t("ringkasan.note_named"),
    )
    return Metric(t("ringkasan.metric_named"), formats.number(named[year], t.lang), notes)


def _value(t: Texts, count: int | None, *, least: bool) -> str:
    if count is None:
        return t("common.unknown")
    return ("≥ " if least else "") + formats.number(count, t.lang)


def _share(t: Texts, count: int, whole: int, *, least: bool) -> str:
    return ("≥ " if least else "") + formats.share(count, whole, t.lang)
