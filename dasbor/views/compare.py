"""How many provinces can be compared with the assessed year before, in words: for the page Ringkasan and the slides."""

from dasbor.cache import shared
from dasbor.queries import common, overview
from dasbor.terms import term
from dasbor.texts import Lang, texts


@shared
def change_note(lang: Lang, year: int, *, today: bool) -> str:
    """How many provinces could be compared, and why the others could not; why none, in the first round."""
    t = texts(lang)
    reasons = overview.provinces(year, today=today)["banding"].value_counts().to_dict()
    before = common.previous_year(year)
    if before is None:
        return t("ringkasan.compare_first", year=year)
    why = [
        t("ringkasan.compare_reason", count=reasons[code], reason=term(t, "banding", code))
        for code in ("kosong", "nama", "wilayah")
        if code in reasons
    ]
    whole = sum(reasons.values())
    values = {"count": reasons.get("dapat", 0), "whole": whole, "before": before}
    said = t("ringkasan.compare", reasons=", ".join(why), **values) if why else t("ringkasan.compare_all", **values)
    rule = common.rounds().set_index("tahun").loc[year]
    return f"{said} {t('ringkasan.compare_rule', rule=rule['dasar_hukum'], before=before)}" if rule["ganti_aturan"] else said
