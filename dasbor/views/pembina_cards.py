"""The key figures of the honour as pembina, apart from its words and tables: cards belong to the screen alone."""

from dasbor import facts, formats
from dasbor.blocks import Metric
from dasbor.cache import shared
from dasbor.formats import is_unknown
from dasbor.queries import pembina as queries
from dasbor.texts import Texts
from dasbor.views import pembina as view
from dasbor.views.pembina import Row


@shared
def metrics(t: Texts, provinces: tuple[str, ...], year: int) -> tuple[Metric, ...]:
    """A key figure for each province: its share n/N, how many are missing against the threshold, what was published."""
    return tuple(_metric(t, row) for row in queries.of_year(provinces, year).to_dict("records"))


def _metric(t: Texts, row: Row) -> Metric:
    whole = int(row["jumlah_kabkota"])
    least = "≥ " if row["batas"] else ""
    notes = [t("pembina.metric_threshold", share=view.share_words(t, row["ambang_persen"], row["cara"]))]
    if not is_unknown(row["perlu"]):
        notes.append(t("pembina.metric_missing", missing=view.missing_words(t, row), need=int(row["perlu"]), N=whole))
    answer = facts.flag(t, row["dihargai"])
    notes.append(t("pembina.metric_published", answer=answer))
    address = view.count_link(t, row)
    link = (t("pembina.metric_source"), address) if address else None
    title = t("pembina.metric", year=int(row["tahun"]), province=row["provinsi"])
    return Metric(title, least + formats.share(row["menyandang"], whole, t.lang), tuple(notes), link=link)
