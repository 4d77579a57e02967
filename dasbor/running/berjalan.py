"""What the running year shows first: its rule, key figures, and the funnel of its steps. Internal; nothing here is shared."""

from dasbor.mart import common, offices
from dasbor.mart import stages as stage_queries
from dasbor.mart.warehouse import WIB
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.running import figure as figures
from dasbor.running import risiko as risks
from dasbor.running import year as running
from dasbor.running.gambaran import Picture
from dasbor.running.year import DONE, PREDICATE, STATES, STEPS
from dasbor.views.kanwil.stages import counted_from
from dasbor.views.parts import Chart
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

_UNSURE = 1  # provinces from which on a table names the province of a region


# texts: berjalan.step_*
def step(t: Texts, name: str | None) -> str:
    """A step in words; a dash for none."""
    return "–" if name is None else t(f"berjalan.step_{name.replace(' ', '_')}")


def name(t: Texts, slug: str) -> str:
    """The office, or that it is all that the reader may see."""
    return offices.all_offices()[slug].name if slug else t("berjalan.everything")


def year_options(t: Texts, years: tuple[int, ...], running_year: int) -> dict[int, str]:
    """The years for the picker; the running one says so."""
    return {year: t("berjalan.year_running", year=year) if year == running_year else str(year) for year in years}


def several(picture: Picture) -> bool:
    """Whether the regions lie in more than one province."""
    return len(picture.provinces) > _UNSURE


def lead(t: Texts, picture: Picture) -> tuple[str, ...]:
    """Which rule applies or that none is known, what the figures rest on, from where days are counted."""
    return (rule(t, picture.year), basis(t, picture), counted_from(t, picture.provinces, picture.at))


def rule(t: Texts, year: int) -> str:
    """The rule of a year, that there was no assessment, or that its rule is not known and what follows from that."""
    if found := stage_queries.rule(year):
        return t("berjalan.rule_known", year=year, rule=found)
    if year in set(common.rounds()["tahun"]):
        return t("berjalan.rule_none", year=year)
    return t("berjalan.rule_unknown", year=year, last=max(common.years()))


def basis(t: Texts, picture: Picture) -> str:
    """The newest entry and the draft that the figures rest on."""
    told = [t("berjalan.basis_none", year=picture.year)]
    if not is_unknown(picture.latest["no"]):
        told = [t("berjalan.basis_entries", number=int(str(picture.latest["no"])), when=moment(t, picture.latest["waktu"]))]
    if picture.draft:
        told.append(t("berjalan.basis_draft", version=picture.draft["versi"], file=picture.draft["berkas"]))
    return " ".join(told)


def moment(t: Texts, value: object) -> str:
    """A moment as day and time in Jakarta."""
    if is_unknown(value):
        return t("common.unknown")
    there = value.astimezone(WIB)  # type: ignore[attr-defined]
    return f"{formats.date(there.date(), t.lang)}, {there:%H.%M} WIB"


def metrics(t: Texts, picture: Picture) -> tuple[Metric, ...]:
    """The figures that a meeting begins with."""
    return (
        _step_metric(t, picture, "mengirim"),
        _step_metric(t, picture, "direkomendasikan"),
        _late_metric(t, picture),
        _reached_metric(t, picture),
        _open_metric(t, picture),
    )


def _step_metric(t: Texts, picture: Picture, name: str) -> Metric:
    found = {state: running.count(picture.positions, name, state) for state in STATES}
    rest = [t("berjalan.count_of_state", state=state_word(t, state), n=n) for state, n in found.items() if state != DONE and n]
    value = t("provinsi.of", n=found[DONE], N=picture.whole)
    return Metric(step(t, name).capitalize(), value, (formats.percent(found[DONE], picture.whole, t.lang), *rest))


def _late_metric(t: Texts, picture: Picture) -> Metric:
    if not picture.deadlines:
        return Metric(t("berjalan.late"), t("common.unknown"), (t("berjalan.no_deadlines"),))
    late, maybe = len(picture.late()), len(picture.maybe_late())
    notes = [t("berjalan.maybe_late", n=maybe, N=picture.whole)] if maybe else []
    return Metric(t("berjalan.late"), t("provinsi.of", n=late, N=picture.whole), tuple(notes))


def reached_words(t: Texts, picture: Picture, provinces: tuple[str, ...] | None = None) -> str:
    """As in "≥ 7 dari 22", with ≥ while the result of some region is not known."""
    count = picture.reached(provinces)
    if count is None:
        return t("berjalan.no_result")
    sign = "≥ " if picture.bound(provinces) else ""
    return sign + t("provinsi.of", n=count, N=len(picture.of(provinces)))


def _reached_metric(t: Texts, picture: Picture) -> Metric:
    notes = [t("berjalan.still_open", n=picture.open(), N=picture.whole)]
    if picture.reached() is not None:
        notes.insert(0, t("berjalan.from_draft" if picture.draft else "berjalan.from_record"))
    entered = picture.targets["target_peduli"].dropna()
    if len(entered):
        sign = "" if len(entered) == len(picture.targets) else "≥ "
        notes.append(t("berjalan.target_entered", target=f"{sign}{int(entered.sum())}"))
    return Metric(picture.top, reached_words(t, picture), tuple(notes))


def _open_metric(t: Texts, picture: Picture) -> Metric:
    known = picture.yankomas[picture.yankomas["keadaan"] != risks.UNRECORDED]
    if known.empty:
        return Metric(t("berjalan.unanswered"), t("common.unknown"), (t("berjalan.yankomas_none"),))
    missing = len(picture.yankomas) - len(known)
    notes = [t("berjalan.unanswered_where", n=int((known["keadaan"] == risks.OPEN).sum()), N=picture.whole)]
    if missing:
        notes.append(t("berjalan.yankomas_missing", n=missing, N=picture.whole))
    return Metric(
        t("berjalan.unanswered"), ("≥ " if missing else "") + formats.number(known["terbuka"].sum(), t.lang), tuple(notes)
    )


def stands(t: Texts, at: str, state: str) -> str:
    """A step and its state, as in "mengirim data: belum"; of the predicate "no" means that the region took no part."""
    if at == PREDICATE and state == running.NO:
        return t("berjalan.took_no_part")
    return t("berjalan.count_of_state", state=step(t, at), n=state_word(t, state))


# texts: berjalan.state_*
def state_word(t: Texts, state: str) -> str:
    """A state of a step in words."""
    return t({DONE: "berjalan.state_done", running.NOT_YET: "berjalan.state_not_yet", running.NO: "berjalan.state_no"}.get(
        state, "berjalan.state_unrecorded"
    ))  # fmt: skip


FUNNEL = (
    ShownColumn("langkah", "berjalan.col_step"),
    ShownColumn(DONE, "berjalan.state_done", "share", of="N"),
    ShownColumn(running.NOT_YET, "berjalan.state_not_yet", "share", of="N"),
    ShownColumn(running.NO, "berjalan.state_no", "share", of="N"),
    ShownColumn(running.UNRECORDED, "berjalan.state_unrecorded", "share", of="N", help="berjalan.help_unrecorded"),
)


def funnel(t: Texts, picture: Picture) -> Chart:
    """The steps from invitation to predicate, each with its four states."""
    wide = picture.funnel.pivot(index="tahap", columns="keadaan", values="jumlah").loc[list(STEPS), list(STATES)]
    wide = wide.assign(langkah=[step(t, name) for name in wide.index], N=picture.whole).reset_index(drop=True)
    caption = t("berjalan.funnel_title", year=picture.year)
    labels = {
        name: t("berjalan.funnel_label", step=step(t, name), n=done, N=picture.whole)
        for name, done in zip(STEPS, wide[DONE].tolist(), strict=True)
    }
    told = "; ".join(
        t("berjalan.funnel_told", step=step(t, name), done=row[DONE], not_yet=row[running.NOT_YET], no=row[running.NO],
          unrecorded=row[running.UNRECORDED])
        for name, row in zip(STEPS, wide.to_dict("records"), strict=True)
    )  # fmt: skip
    alt = t("berjalan.funnel_alt", year=picture.year, N=picture.whole, list=told)
    return Chart(figures.funnel(picture.funnel, labels, t), alt, Table(wide, FUNNEL, caption, t))


def funnel_sentence(t: Texts, picture: Picture) -> str:
    """What a reader should take from the funnel: where most regions stop, and how much is not recorded."""
    done = {name: running.count(picture.positions, name) for name in STEPS}
    silent = picture.silent()
    furthest = next((name for name in reversed(STEPS) if done[name]), None)
    if furthest is None:
        return t("berjalan.funnel_empty", N=picture.whole)
    words = t("berjalan.funnel_far", step=step(t, furthest), n=done[furthest], N=picture.whole)
    return f"{words} {t('berjalan.funnel_silent', n=silent, N=picture.whole)}" if silent else words


def predicate_basis(t: Texts, picture: Picture) -> str:
    """What the last step rests on: a draft, which nobody outside may see, or what is published."""
    known = "berjalan.predicate_draft" if picture.draft else "berjalan.predicate_record"
    return t(known if len(picture.results) else "berjalan.predicate_none", step=step(t, PREDICATE))
