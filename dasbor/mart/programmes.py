"""Programmes and predicates: what the data calls them, how they are ordered, and how their states are drawn."""

from dataclasses import dataclass

from dasbor.mart import warehouse
from dasbor.mart.cache import shared
from dasbor.words import colors
from dasbor.words.colors import State
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Lang


@dataclass(frozen=True)
class Predicate:
    """A class of one programme. `rank` 1 is the best; `award` is the one that is aimed at and counted for the pembina honour."""

    code: str
    name: str
    name_en: str
    mark: str
    rank: int
    award: bool


@dataclass(frozen=True)
class Programme:
    """A programme with its predicates, best first; empty where none are known yet. `first` is its first assessed year, if any."""

    code: str
    name: str
    name_en: str
    first: int | None
    last: int | None
    predicates: tuple[Predicate, ...]

    def title(self, lang: Lang) -> str:
        """Its name in the reader's language."""
        return self.name if lang == "id" else self.name_en

    @property
    def award(self) -> Predicate:
        """The predicate that is the award. StopIteration for a programme without predicates."""
        return next(one for one in self.predicates if one.award)

    @property
    def states(self) -> dict[str, State]:
        """Every state of a region in this programme by `keadaan_rinci`, in the order of legends."""
        return colors.all_states(tuple((one.name, one.mark) for one in self.predicates), self.award.name)


@shared
def programmes() -> dict[str, Programme]:
    """Code → programme that has an assessed round, the oldest first. Sources: `mart.program`, `mart.predikat`."""
    house = warehouse.current()
    classes = house.query("SELECT * FROM mart.predikat ORDER BY program, urutan")
    found = {}
    for row in house.query("SELECT * FROM mart.program WHERE tahun_mulai IS NOT NULL ORDER BY tahun_mulai").to_dict("records"):
        own = classes[classes["program"] == row["kode"]]
        predicates = tuple(
            Predicate(one["kode"], one["nama"], one["nama_en"], one["tanda"], int(one["urutan"]), bool(one["penghargaan"]))
            for one in own.to_dict("records")
        )
        last = None if is_unknown(row["tahun_akhir"]) else int(row["tahun_akhir"])
        found[str(row["kode"])] = Programme(
            str(row["kode"]), str(row["nama"]), str(row["nama_en"]), int(row["tahun_mulai"]), last, predicates
        )
    return found


@shared
def _by_year() -> dict[int, str]:
    rows = warehouse.current().query("SELECT tahun, program FROM mart.putaran ORDER BY tahun")
    return dict(zip(rows["tahun"].astype(int), rows["program"], strict=True))


def of_year(year: int) -> Programme:
    """The programme of a year; of one that is no round yet, or without assessment, that of the assessed year before it."""
    found, known = programmes(), _by_year()
    years = [one for one in known if one <= year and known[one] in found] or [one for one in known if known[one] in found]
    return found[known[max(years) if years[0] <= year else min(years)]]


def newest() -> Programme:
    """The programme of the newest assessed round."""
    return list(programmes().values())[-1]


def award(year: int) -> Predicate:
    """The predicate that is the award in `year`."""
    return of_year(year).award


def title(lang: Lang, year: object = None) -> str:
    """The name of the programme of a year; of the newest one where `year` is none or no year that can be read."""
    try:
        return (newest() if year is None else of_year(int(str(year)))).title(lang)
    except ValueError:
        return newest().title(lang)


@shared
def named(lang: Lang, predicate: str) -> str:
    """A predicate for who does not know it: its name, in English before it what it means."""
    rows = warehouse.current().query("SELECT nama_en FROM mart.predikat WHERE nama = ?", [predicate])
    return f"{rows['nama_en'].iloc[0]} ({predicate})" if lang == "en" and len(rows) else predicate


@shared
def rule_predicates(year: int) -> tuple[Predicate, ...]:
    """The predicates that the rule of `year` knows, best first; a programme may have more of them under another rule."""
    rows = warehouse.current().query(
        "SELECT r.predikat FROM mart.putaran AS p JOIN mart.regulasi AS r ON r.peraturan = p.dasar_hukum "
        "AND p.tahun BETWEEN r.tahun_mulai AND coalesce(r.tahun_akhir, p.tahun) WHERE p.tahun = ?",
        [year],
    )
    return tuple(one for one in of_year(year).predicates if one.name in set(rows["predikat"]))


@shared
def states(year: int | None = None) -> dict[str, State]:
    """Every state by `keadaan_rinci`, in the order of legends: of the programme of `year`, or of all programmes together when None.

    Of all together: predicates of the older programme first; what is no predicate stands once, last.
    """
    if year is not None:
        return of_year(year).states
    together: dict[str, State] = {}
    for programme in programmes().values():
        together |= {key: state for key, state in programme.states.items() if key not in together}
    last = (colors.UNKNOWN.key, colors.NOT_FORMED.key, colors.NO_ROUND.key)
    return {key: state for key, state in together.items() if key not in last} | {key: together[key] for key in last}
