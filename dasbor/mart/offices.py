"""The regional offices (kanwil) and the provinces they look after, which change with time."""

from dataclasses import dataclass

from dasbor.mart import common, warehouse
from dasbor.mart.cache import shared
from etl.inputs.reference import charge_of


@dataclass(frozen=True)
class Office:
    """One office as one organisation: `slug` (`mart.kanwil.kode`) names it in addresses and on the command line.

    `provinces`: code → name of its provinces by today's codes. `uncertain`: those of them that are an estimate (`kepastian` is
    "perkiraan"). `first` and `last` are the years of its time (`last` None: still in office).
    """

    slug: str
    name: str
    provinces: dict[str, str]
    uncertain: frozenset[str]
    first: int
    last: int | None


@shared
def all_offices() -> dict[str, Office]:
    """Slug → office, in the order of their first province's code, those of today first. Source: `mart.kanwil`."""
    rows = warehouse.current().arrow("SELECT * FROM mart.kanwil WHERE kanwil IS NOT NULL ORDER BY tahun_mulai DESC, kode_provinsi")
    of_office: dict[str, list[dict[str, object]]] = {}
    for row in rows.to_pylist():
        of_office.setdefault(row["kode"], []).append(row)
    return {slug: _office(slug, own) for slug, own in of_office.items()}


def _office(slug: str, rows: list[dict[str, object]]) -> Office:
    provinces = {str(row["kode_provinsi"]): str(row["provinsi"]) for row in rows}
    uncertain = frozenset(str(row["kode_provinsi"]) for row in rows if row["kepastian"] != "diketahui")
    ends = [row["tahun_akhir"] for row in rows]
    last = None if None in ends else max(int(str(end)) for end in ends)
    return Office(slug, str(rows[0]["kanwil"]), provinces, uncertain, min(int(str(row["tahun_mulai"])) for row in rows), last)


@shared
def offices(year: int | None = None) -> dict[str, Office]:
    """Slug → office in charge in `year`, or today when None."""
    return {
        slug: one
        for slug, one in all_offices().items()
        if (one.last is None if year is None else one.first <= year <= (one.last or 9999))
    }


@shared
def unassigned(year: int | None = None) -> dict[str, str]:
    """Code → name of the provinces whose office in `year` (today when None) is not known."""
    rows = warehouse.current().query(
        "SELECT kode_provinsi, provinsi FROM mart.kanwil WHERE kanwil IS NULL "
        "AND (tahun_akhir IS NULL OR ? <= tahun_akhir) AND (? IS NULL OR tahun_mulai <= ?) ORDER BY kode_provinsi",
        [year or 9999, year, year],
    )
    return dict(zip(rows["kode_provinsi"], rows["provinsi"], strict=True))


@shared
def charges() -> dict[str, Office]:
    """Slug → what the role kanwil is given for: today's offices, and every province by itself, as some offices are unknown."""
    alone = {
        charge_of(code): Office(charge_of(code), name, {code: name}, frozenset(), common.years()[-1], None)
        for code, name in common.provinces().items()
    }
    return {**offices(), **alone}


@shared
def office_of(province: str, year: int | None = None) -> Office | None:
    """The office that looks after the province with this code (today's) in `year`, today when None; None where it is not known."""
    return next((one for one in offices(year).values() if province in one.provinces), None)


@shared
def provinces_of(slug: str, year: int) -> dict[str, str]:
    """Code → name of the office's provinces that existed in the award year `year`. KeyError for an unknown office.

    An office of today may be read for a year before its time: its area of today, then.
    """
    existed = common.provinces(
        year if year in common.years() else max([y for y in common.years() if y < year], default=common.years()[0])
    )
    return {code: name for code, name in all_offices()[slug].provinces.items() if code in existed}
