"""The key figures of the honour as pembina, apart from its words and tables: cards belong to the screen alone."""

from dasbor.mart import facts
from dasbor.mart import pembina as queries
from dasbor.mart.cache import shared
from dasbor.page.blocks import Metric
from dasbor.views.pembina import view
from dasbor.views.pembina.view import Row
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts


@shared
def metrics(t: Texts, provinces: tuple[str, ...], year: int) -> tuple[Metric, ...]:
    """A key figure for each province: its share n/N, how many are missing against the threshold, what was published."""
    return tuple(_metric(t, row) for row in queries.of_year(provinces, year).to_dict("records"))


def _metric(t: Texts, row: Row) -> Metric:
    whole = int(row["jumlah_kabkota"])
    least = "≥ " if row["batas"] else ""
    notes = [t("pembina.metric_threshold", share=view.share_words(t, row["ambang_persen"], row["cara"]))]
    if not is_unknown(row["perlu"]):
        need = int(row["perlu"])
        reached = not is_unknown(row["tercapai"]) and bool(row["tercapai"]) and not is_unknown(row["menyandang"])
        words = {"n": least + formats.number(row["menyandang"], t.lang)} if reached else {"missing": view.missing_words(t, row)}
        notes.append(t("pembina.metric_reached" if reached else "pembina.metric_missing", need=need, N=whole, **words))
    answer = facts.flag(t, row["dihargai"])
    notes.append(t("pembina.metric_published", answer=answer))
    address = view.count_link(t, row)
    link = (t("pembina.metric_source"), address) if address else None
    title = t("pembina.metric", year=int(row["tahun"]), province=row["provinsi"])
    return Metric(title, least + formats.share(row["menyandang"], whole, t.lang), tuple(notes), link=link)
