"""What can still be gained in the running year, region by region; and the risks that recommendations left unanswered are."""

import pandas as pd

from dasbor.mart import links, rules
from dasbor.page.tables import ShownColumn, Table
from dasbor.running import risiko as risks
from dasbor.running.berjalan import moment, several
from dasbor.running.gains import NEAR, TOP, Gain
from dasbor.running.gambaran import Picture
from dasbor.running.tenggat import FOLLOW_UP
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts

GAINS = (
    ShownColumn("nama", "berjalan.col_region", href="alamat"),
    ShownColumn("provinsi", "common.province"),
    ShownColumn("golongan", "berjalan.col_group", help="berjalan.help_group"),
    ShownColumn("predikat", "berjalan.col_predicate"),
    ShownColumn("skor", "berjalan.col_score", "decimal", decimals=2, help="berjalan.help_score"),
    ShownColumn("jarak", "berjalan.col_distance", "decimal", decimals=2, missing="berjalan.dash", help="berjalan.help_distance"),
    ShownColumn("menuju", "berjalan.col_towards"),
    ShownColumn("hak", "berjalan.col_right", help="berjalan.help_right"),
    ShownColumn("dari", "berjalan.col_from", help="berjalan.help_from"),
    ShownColumn("kode", "berjalan.col_code", file_only=True),
)


# texts: berjalan.group_*
def gains(t: Texts, picture: Picture) -> Table:
    """A row per region: nearest to its next predicate first; those without a score in groups of their own."""
    rows = [_gain(t, one) for one in picture.gains]
    columns = tuple(column for column in GAINS if column.key != "provinsi" or several(picture))
    frame = pd.DataFrame(rows, columns=["alamat", "provinsi", *(column.key for column in columns if column.key != "provinsi")])
    frame = frame.astype({"skor": "Float64", "jarak": "Float64"})
    return Table(frame, columns, t("berjalan.gains_title", year=picture.year), t)


def _gain(t: Texts, one: Gain) -> dict[str, object]:
    return {
        "kode": one.code, "nama": one.name, "alamat": links.region_link(t, one.code), "provinsi": one.province,
        "golongan": t(f"berjalan.group_{one.group.replace(' ', '_')}"), "predikat": one.predicate or t("common.unknown"),
        "skor": one.score, "jarak": one.distance, "menuju": one.towards or "–", "hak": right_words(t, one), "dari": origin(t, one),
    }  # fmt: skip


def right_words(t: Texts, one: Gain) -> str:
    """The right with the most to gain, with the points it would add where the rule says what a right weighs."""
    if one.right is None:
        return "–"
    score = formats.number(one.right.score, t.lang, 1)
    if one.right.points is None:
        return t("berjalan.right_lowest", right=one.right.name, score=score)
    return t("berjalan.right_points", right=one.right.name, score=score, points=formats.number(one.right.points, t.lang, 2))


def origin(t: Texts, one: Gain) -> str:
    """Of which year predicate and score are, whether published, and of what kind the score is."""
    if one.year is None:
        return t("berjalan.from_nowhere")
    words = t("berjalan.from_draft_of" if one.basis == "draf" else "berjalan.from_record_of", year=one.year)
    return words if one.kind is None else f"{words}, {term(t, 'jenis_skor', one.kind)}"


def gains_sentences(t: Texts, picture: Picture) -> tuple[str, ...]:
    """How many regions have a distance, on which years they rest, and what is not known."""
    groups = [one.group for one in picture.gains]
    near = [one for one in picture.gains if one.group == NEAR]
    told = [
        t(
            "berjalan.gains_lead",
            n=len(near),
            top=groups.count(TOP),
            rest=len(groups) - len(near) - groups.count(TOP),
            N=picture.whole,
        )
    ]
    if older := sorted({one.year for one in near if one.year != picture.year and one.year is not None}):
        told.append(t("berjalan.gains_older", years=formats.years(older)))
    return tuple(told)


YANKOMAS = (
    ShownColumn("nama", "berjalan.col_region", href="alamat"),
    ShownColumn("provinsi", "common.province"),
    ShownColumn("kata", "berjalan.col_yankomas"),
    ShownColumn("dugaan", "berjalan.col_alleged", "int", missing="berjalan.dash"),
    ShownColumn("rekomendasi", "berjalan.col_recommendations", "int", missing="berjalan.dash"),
    ShownColumn("terjawab", "berjalan.col_answered", "int", missing="berjalan.dash"),
    ShownColumn("terbuka", "berjalan.col_unanswered", "int", missing="berjalan.dash"),
    ShownColumn("keterangan", "berjalan.col_note"),
    ShownColumn("dicatat", "berjalan.col_recorded"),
    ShownColumn("kode", "berjalan.col_code", file_only=True),
)


# texts: berjalan.yankomas_state_*
def yankomas(t: Texts, picture: Picture) -> Table:
    """A row per region: alleged violations, recommendations, how many are unanswered; most unanswered first."""
    frame = picture.yankomas
    frame = frame.assign(
        alamat=[links.region_link(t, code) for code in frame["kode"]],
        kata=[t(f"berjalan.yankomas_state_{state.replace(' ', '_')}") for state in frame["keadaan"]],
        keterangan=frame["keterangan"].fillna("–"),
        dicatat=[
            t("berjalan.never_recorded") if state == risks.UNRECORDED else t("berjalan.recorded_by", who=who, when=moment(t, when))
            for state, who, when in zip(frame["keadaan"], frame["siapa"], frame["waktu"], strict=True)
        ],
    )
    columns = tuple(column for column in YANKOMAS if column.key != "provinsi" or several(picture))
    return Table(frame, columns, t("berjalan.yankomas_title", year=picture.year), t)


def yankomas_sentences(t: Texts, picture: Picture) -> tuple[str, ...]:
    """How many regions are in which state, when follow-up is due, and that the size of the deduction is not known."""
    states = picture.yankomas["keadaan"].tolist()
    counted = {state: states.count(state) for state in risks.STATES}
    told = [
        t(
            "berjalan.yankomas_lead", N=picture.whole, open=counted[risks.OPEN], answered=counted[risks.ANSWERED],
            none=counted[risks.NONE], unrecorded=counted[risks.UNRECORDED],
        )
    ]  # fmt: skip
    days = sorted({found.day for (_, at), found in picture.deadlines.items() if at == FOLLOW_UP})
    if len(days) == 1:
        told.append(t("berjalan.follow_up", date=formats.date(days[0], t.lang), left=distance(t, (days[0] - picture.at).days)))
    elif days:
        first, last = (formats.date(day, t.lang) for day in (days[0], days[-1]))
        told.append(t("berjalan.follow_up_several", first=first, last=last))
    return (*told, deduction(t, picture))


def distance(t: Texts, days: int) -> str:
    """Days to a day, or since it is over."""
    if days == 0:
        return t("berjalan.due_today")
    return t("berjalan.due_ahead", days=days) if days > 0 else t("tahapan.past_days", days=-days)


def deduction(t: Texts, picture: Picture) -> str:
    """What an unanswered recommendation takes off a score by the year's rule, or that this is not known."""
    rule = rules.rule(picture.year)
    if rule is None:
        return t("berjalan.deduction_no_rule", year=picture.year)
    if rule.deduction is None:
        return t("berjalan.deduction_unknown", rule=rule.name)
    return t("berjalan.deduction_known", rule=rule.name, points=formats.number(rule.deduction, t.lang, 2))
