"""The parts of the page sumber, what its pickers offer, and its claims."""

from dasbor.mart import claims as queries
from dasbor.mart import common, facts, rights
from dasbor.mart.cache import shared
from dasbor.mart.claims import ClaimFilter
from dasbor.page.tables import Table
from dasbor.views.sumber.claims import claim_table
from dasbor.words.formats import is_unknown, number
from dasbor.words.terms import term
from dasbor.words.texts import Lang, texts

PARTS = ("klaim", "cakupan", "konflik", "aturan", "istilah", "tahunan", "hasil", "ditolak", "pembangunan")
ONLY = ("konflik", "bendera", "terpilih", "koreksi")
LEVELS = ("nasional", "provinsi", "kabkota")


@shared
def parts(lang: Lang) -> dict[str, str]:
    """The parts of the page, value of the URL → words; official results once one was published."""
    # texts: sumber.part_*
    t = texts(lang)
    absent = "hasil" if rights.versions().empty else ""
    return {part: t(f"sumber.part_{part}") for part in PARTS if part != absent}


@shared
def year_options(lang: Lang) -> dict[str, str]:
    """Award years with claims, the newest first, after the choice of all."""
    years = sorted(queries.choices("tahun"), reverse=True)
    return {"": texts(lang)("sumber.all_years"), **{year: year for year in years}}


@shared
def level_options(lang: Lang) -> dict[str, str]:
    """Levels in words."""
    t = texts(lang)
    return {"": t("sumber.all_levels"), **{level: term(t, "tingkat", level) for level in LEVELS}}


def _coded(lang: Lang, column: str, kind: str, everything: str) -> dict[str, str]:
    t = texts(lang)
    known = {code: term(t, kind, code) for code in queries.choices(column)}
    return {"": t(everything), **dict(sorted(known.items(), key=lambda pair: pair[1]))}


@shared
def measure_options(lang: Lang) -> dict[str, str]:
    """Measures that occur, in words."""
    return _coded(lang, "ukuran", "ukuran", "sumber.all_measures")


@shared
def publisher_options(lang: Lang) -> dict[str, str]:
    """Classes of publishers that occur, in words."""
    return _coded(lang, "golongan", "golongan", "sumber.all_publishers")


@shared
def certainty_options(lang: Lang) -> dict[str, str]:
    """Certainties that occur, in words."""
    return _coded(lang, "keyakinan", "keyakinan", "sumber.all_certainties")


@shared
def only_options(lang: Lang) -> dict[str, str]:
    """Restrictions to conflicts, flagged, shown or (where there are any) corrected claims."""
    # texts: sumber.only_*
    t = texts(lang)
    absent = "" if any(queries.corrections()) else "koreksi"
    return {"": t("sumber.only_all"), **{only: t(f"sumber.only_{only}") for only in ONLY if only != absent}}


@shared
def region_options(lang: Lang, province: str) -> dict[str, str]:
    """Regions of a province as it is today or was before the split of 2022."""
    frame = common.regions()
    inside = frame[(frame["kode_provinsi"] == province) | (frame["kode_provinsi_2020"] == province)]
    names = dict(zip(inside["kode"], inside["nama"], strict=True))
    return {"": texts(lang)("sumber.all_regions"), **{str(code): str(name) for code, name in names.items()}}


@shared
def fact_options(lang: Lang, key: str) -> dict[str, str]:
    """The choice between all facts and the one that a link asked for, if there is such a fact."""
    t = texts(lang)
    offered = {"": t("sumber.fact_all")}
    if key in queries.facts().index:
        offered[key] = fact_label(lang, key)
    return offered


@shared
def fact_label(lang: Lang, key: str) -> str:
    """A fact in words, as in "Kota Palembang, 2022: predikat"."""
    t = texts(lang)
    fact = queries.facts().loc[key]
    place = facts.place(t, str(fact["tingkat"]), str(fact["nama"]))
    return t(
        "sumber.fact_label", place=place, year=fact["tahun"], measure=facts.measure_words(t, str(fact["ukuran"]), fact["butir"])
    )


@shared
def fact_sentences(lang: Lang, key: str) -> tuple[str, ...]:
    """What is shown for a fact, what decided, how many state it, and how to leave it."""
    t = texts(lang)
    fact = queries.facts().loc[key]
    value = t("sumber.fact_none") if is_unknown(fact["nilai"]) else facts.value_words(t, str(fact["ukuran"]), fact["nilai"])
    reason = term(t, "alasan", fact["alasan"])
    counts = {"claims": fact["jumlah_klaim"], "publishers": fact["jumlah_sumber"], "values": fact["jumlah_nilai"]}
    support = t("sumber.fact_support", **counts) + (" " + t("sumber.fact_conflict") if fact["konflik"] else "")
    shown = t("sumber.fact_shown", fact=fact_label(lang, key), value=value, reason=reason)
    return shown, support, t("sumber.fact_back", all=t("sumber.fact_all"))


def claims(lang: Lang, wanted: ClaimFilter) -> Table:
    """The claims that match, for the screen and the files."""
    return claim_table(lang, queries.matching(wanted), texts(lang)("sumber.claims_title"))


def claims_sentences(lang: Lang, wanted: ClaimFilter) -> tuple[str, ...]:
    """What is known of the one fact asked for, or how many claims match; and that some were corrected."""
    if wanted.key:
        return fact_sentences(lang, wanted.key)
    found, total = len(queries.matching(wanted)), len(queries.claims())
    matching = texts(lang)("sumber.claims_count", count=number(found, lang), total=number(total, lang))
    return (matching, *corrected_sentences(lang))


@shared
def corrected_sentences(lang: Lang) -> tuple[str, ...]:
    """How many claims were corrected and withdrawn; nothing if none was."""
    corrected, withdrawn = queries.corrections()
    if not corrected and not withdrawn:
        return ()
    return (texts(lang)("sumber.claims_corrected", corrected=number(corrected, lang), withdrawn=number(withdrawn, lang)),)


@shared
def no_claims(lang: Lang, year: str) -> str:
    """Why nothing matches: a year without assessment, or choices that exclude each other."""
    t = texts(lang)
    reason = t("sumber.claims_empty")
    held = {str(y) for y in common.years()}
    return f"{t('sumber.claims_gap', year=year)} {reason}" if year and year not in held else reason
