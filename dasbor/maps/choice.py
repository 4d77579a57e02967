"""What a reader chose of the map."""

from dataclasses import dataclass
from typing import Literal

from dasbor.mart import common, programmes
from dasbor.words.texts import Lang

Level = Literal["provinsi", "kabkota"]
Kind = Literal["geografis", "ubin"]
Boundaries = Literal["provinsi", "provinsi_2020", "kabkota"]


@dataclass(frozen=True)
class MapView:
    """What a reader chose. `kini`: today's provinces, else those of the year; `province`: code, "" for the country.

    `other_year` is the assessed year compared with (None: the assessed year before); `measure` is one of `measures`.
    """

    level: Level
    kini: bool
    year: int
    other_year: int | None
    measure: str
    province: str
    kind: Kind
    lang: Lang

    @property
    def compared(self) -> int | None:
        """The year that changes are measured against."""
        return self.other_year if self.other_year is not None else common.previous_year(self.year)

    @property
    def crosses(self) -> bool:
        """Whether the year compared with belongs to another programme, so that nothing is compared."""
        other = self.compared
        return other is not None and programmes.of_year(other).code != programmes.of_year(self.year).code

    @property
    def boundaries(self) -> Boundaries:
        """Which boundaries it needs: those of regions, of today's provinces, or of the provinces before 2023."""
        if self.level == "kabkota":
            return "kabkota"
        then = common.provinces(None if self.kini else self.year)
        return "provinsi" if set(then) == set(common.provinces()) else "provinsi_2020"
