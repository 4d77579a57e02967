"""What places have in common and where they differ: counts of a year, the award over the years, who holds it."""

from collections.abc import Iterable, Sequence

import pandas as pd

from dasbor.mart import angka, common, facts, links, programmes
from dasbor.mart import provinsi as queries
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.partisipasi import figure as figures
from dasbor.views.parts import Chart
from dasbor.views.provinsi import view as provinsi
from dasbor.words.texts import Texts

MOST = 3


@shared
def sentence(t: Texts, codes: tuple[str, ...], year: int, *, kini: bool) -> str:
    """As in "Pada 2023: Banten 6 dari 8 (75,0 %), Jawa Barat 12 dari 27 (44,4 %) meraih Peduli HAM."."""
    told = [f"{place.name} {_count(t, place.award)}" for place in _places(codes, year, kini=kini)]
    award = programmes.award(year).name
    return t("banding.sentence", year=year, predicate=award, told=", ".join(told)) if told else t("banding.none", year=year)


def _count(t: Texts, number: angka.Angka) -> str:
    share = facts.percent(t, number)
    return facts.count(t, number) + (f" ({share})" if share else "")


def _places(codes: Iterable[str], year: int, *, kini: bool) -> list[angka.PlaceNumbers]:
    found = [queries.by_year(code, kini=kini).get(year) for code in codes]
    return [place for place in found if place is not None]


@shared
def counts(t: Texts, codes: tuple[str, ...], year: int, *, kini: bool) -> Table:
    """A row for each key figure of the page Provinsi, a column for each province."""
    names = common.provinces()
    figures_of = {code: provinsi.metrics(t, code, year, kini=kini) for code in codes}
    labels = next(([one.label for one in found] for found in figures_of.values() if found), [])
    cells = {code: [_cell(one.value, one.notes) for one in found] for code, found in figures_of.items() if found}
    frame = pd.DataFrame(
        {"ukuran": labels, **{code: cells.get(code, [t("common.state_not_formed")] * len(labels)) for code in codes}}
    )
    columns = (ShownColumn("ukuran", "banding.measure"), *(ShownColumn(code, heading=names[code]) for code in codes))
    return Table(frame, columns, t("banding.counts", year=year), t)


def _cell(value: str, notes: Sequence[str]) -> str:
    return f"{value} ({notes[0]})" if notes else value


@shared
def trend(t: Texts, codes: tuple[str, ...], *, kini: bool) -> Chart:
    """The share of regions that hold the award of each year; lower bounds hollow, nothing where nothing is known."""
    names = common.provinces()
    held = [(code, place) for code in codes for place in queries.by_year(code, kini=kini).values()]
    frame = pd.DataFrame(
        {
            "kode_provinsi": [code for code, _ in held],
            "provinsi": [names[code] for code, _ in held],
            "alamat": [links.province_link(t, code, place.year) for code, place in held],
            "tahun": [place.year for _, place in held],
            "penghargaan": [programmes.award(place.year).name for _, place in held],
            "ikut": pd.array([place.award.n for _, place in held], dtype="Int64"),
            "jumlah_kabkota": [place.whole for _, place in held],
            "sekurang": [place.award.least for _, place in held],
            "dasar": [facts.ground(t, place.award) for _, place in held],
        }
    )
    figure = figures.lines(t, frame, common.rounds())
    figure.update_yaxes(title_text=t("banding.axis"))
    columns = (
        ShownColumn("provinsi", "common.province", href="alamat"),
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("penghargaan", "banding.award"),
        ShownColumn("ikut", "banding.holders", "share", of="jumlah_kabkota", least="sekurang"),
        ShownColumn("dasar", "banding.basis"),
    )
    title = t("banding.trend", places=", ".join(names[code] for code in codes))
    told = "; ".join(f"{place.name} {place.year}: {facts.count(t, place.award)}" for _, place in held)
    return Chart(figure, f"{title}. {told}.", Table(frame.sort_values(["tahun", "kode_provinsi"]), columns, title, t))


@shared
def names(t: Texts, code: str, year: int, *, kini: bool) -> Table:
    """Every regency and city of a province with its state in a year, those of one state together, the award first."""
    frame = queries.region_results(code, kini=kini)
    of_year = frame[frame["tahun"] == year]
    order = {state: place for place, state in enumerate(programmes.states(year))}
    rows = of_year.assign(
        urut=[order[state] for state in of_year["keadaan_rinci"]],
        alamat=[links.region_link(t, region) for region in of_year["kode"]],
    ).sort_values(["urut", "kode"])
    columns = (ShownColumn("nama", "banding.region", href="alamat"), ShownColumn("keadaan_rinci", "banding.state", "state"))
    return Table(rows, columns, t("banding.names", place=common.provinces()[code], year=year), t)


@shared
def regions(t: Texts, codes: tuple[str, ...]) -> Table:
    """A row for each assessed year, the newest first; a column for each regency or city with its state."""
    frame = common.results()
    of_region = {code: frame[frame["kode"] == code].set_index("tahun")["keadaan_rinci"] for code in codes}
    years = sorted(common.years(), reverse=True)
    table = pd.DataFrame({"tahun": years, **{code: [of_region[code].get(year) for year in years] for code in codes}})
    shown = dict(zip(common.regions()["kode"], common.regions()["nama"], strict=True))
    columns = (
        ShownColumn("tahun", "common.year", "year"),
        *(ShownColumn(code, "", "state", heading=shown[code]) for code in codes),
    )
    return Table(table, columns, t("banding.regions", places=", ".join(shown[code] for code in codes)), t)
