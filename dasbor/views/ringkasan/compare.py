"""How many provinces can be compared with the assessed year before, in words: for the page Ringkasan and the slides."""

from dasbor.mart import angka, common, overview, programmes
from dasbor.mart.cache import shared
from dasbor.words.terms import term
from dasbor.words.texts import Lang, texts


@shared
def change_note(lang: Lang, year: int, *, kini: bool) -> str:
    """How many provinces could be compared, and why the others could not; why none at all."""
    t = texts(lang)
    before = common.assessed_before(year)
    if before is None:
        return t("ringkasan.compare_first", year=year)
    at = angka.level("provinsi", kini=kini)
    reasons = overview.comparable(at, year)
    if "program" in reasons:
        return t("ringkasan.say_programme", programme=programmes.of_year(year).title(lang), before=before)
    why = [
        t("ringkasan.compare_reason", count=count, reason=term(t, "banding", code))
        for code, count in reasons.items()
        if code != "dapat"
    ]
    values = {"count": reasons.get("dapat", 0), "whole": len(angka.places(at, year)), "before": before}
    said = t("ringkasan.compare", reasons=", ".join(why), **values) if why else t("ringkasan.compare_all", **values)
    rule = common.rounds().set_index("tahun").loc[year]
    return f"{said} {t('ringkasan.compare_rule', rule=rule['dasar_hukum'], before=before)}" if rule["ganti_aturan"] else said
