"""Whose figures somebody may see and enter. By itself nobody's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Some provinces, by today's codes, or everything (the nation with all its provinces)."""

    everything: bool = False
    provinces: frozenset[str] = frozenset()

    def holds(self, kode_provinsi: str) -> bool:
        """Whether a province belongs to it; the code "" stands for the nation, which belongs to `everything` only."""
        return self.everything or kode_provinsi in self.provinces - {""}

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return self.everything or bool(self.provinces)


NOTHING = Area()
EVERYTHING = Area(everything=True)
