"""The classes of each measure of a map: fixed, with colour, hatching and mark, and which one a row falls into.

A class stands in every legend, also with nothing in it, so that colours mean the same in every year; that of a concluded state
where the year has one. What is only a lower bound, and what is concluded, has hatched classes of its own; unknown, "did not take
part" and "not comparable" are never a step of a scale.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import pairwise

from dasbor.mart.maps import Target
from dasbor.words import colors
from dasbor.words.legend import MapClass
from dasbor.words.texts import Texts

UNKNOWN = colors.UNKNOWN.key
_HATCH = "/"
_COUNTS = (0, 5, 10, 20)
_SOURCES = (0, 1, 2, 4)
_SMALL, _MIDDLE = 2, 5  # limits of the steps of a change and of a distance


def _made(key: str, label: str, colour: str, mark: str = "", pattern: str = "") -> MapClass:
    return MapClass(key, label, colour, colors.best_ink(colour), pattern, mark)


def of_state(state: colors.State, t: Texts) -> MapClass:
    """A state as a class, drawn as everywhere."""
    made = MapClass(state.key, state.label(t), state.fill, state.ink, state.pattern, state.mark)
    return replace(made, colour=_apart(state.fill)) if state.pattern == colors.CONCLUDED_PATTERN else made


def _apart(colour: str) -> str:
    """A colour that no eye tells from this one: the browser finds the shapes to hatch by their fill (`assets/map.js`)."""
    return f"#{int(colour[1:], 16) ^ 1:06x}"


def concluded(one: MapClass, t: Texts) -> MapClass:
    """The same class where it is concluded and not stated."""
    label, mark = t("common.state_concluded", of=one.label), f"{one.mark}*"
    return MapClass(one.key + colors.CONCLUDED, label, _apart(one.colour), one.ink, colors.CONCLUDED_PATTERN, mark)


def _doubled(classes: Collection[MapClass], held: Collection[str], t: Texts) -> tuple[MapClass, ...]:
    """The classes, each followed by its concluded one where that is among the keys `held`."""
    pairs = ((one, concluded(one, t)) for one in classes)
    return tuple(one for pair in pairs for one in (pair if pair[1].key in held else pair[:1]))


def shares(t: Texts) -> tuple[MapClass, ...]:
    """Shares in steps, lower bounds apart, unknown."""
    steps = colors.SHARE_STEPS
    names = [f"{steps[0]} %", *(f"> {low}–{high} %" for low, high in pairwise(steps))]
    return _stepped(t, names)


def counts(t: Texts) -> tuple[MapClass, ...]:
    """Numbers in steps, lower bounds apart, unknown."""
    pairs = pairwise(_COUNTS)
    return _stepped(t, ["0", *(f"{low + 1}–{high}" for low, high in pairs), f"> {_COUNTS[-1]}"])


def _stepped(t: Texts, names: list[str]) -> tuple[MapClass, ...]:
    exact = [_made(f"h{i}", name, colors.SHARES[i]) for i, name in enumerate(names)]
    least = [
        _made(f"l{i}", t("peta.class_least", step=name), colors.BOUNDS[i - 1], "≥", _HATCH) for i, name in enumerate(names) if i
    ]
    return (*exact, *least, of_state(colors.UNKNOWN, t))


def sources(t: Texts) -> tuple[MapClass, ...]:
    """How many organisations said anything; nobody is a counted zero."""
    names = ("0", "1", "2", "3–4", "≥ 5")
    return (
        *(_made(f"h{i}", name, colors.SHARES[i], "∅" if not i else "") for i, name in enumerate(names)),
        of_state(colors.NOT_FORMED, t),
    )


def states(t: Texts, known: Mapping[str, colors.State], held: Collection[str]) -> tuple[MapClass, ...]:
    """The states of regions in the programme of a year (`programmes.states`); concluded ones where they are among `held`."""
    there = ((key, state) for key, state in known.items() if key != colors.NO_ROUND.key)
    shown = (state for key, state in there if key in held or not key.endswith(colors.CONCLUDED))
    return tuple(of_state(state, t) for state in shown)


def took_part(t: Texts, held: Collection[str]) -> tuple[MapClass, ...]:
    """Whether a region took part; concluded where that is among `held`."""
    yes = _made("ya", t("peta.class_part"), colors.SHARES[3], "✓")
    others = (of_state(state, t) for state in (colors.NO_PART, colors.UNKNOWN, colors.NOT_FORMED))
    return _doubled((yes, *others), held, t)


def changes(t: Texts) -> tuple[MapClass, ...]:
    """Change of a number, what cannot be compared, unknown."""
    c = colors.CHANGES
    return (
        _made("naik-banyak", t("peta.class_up_more", n=_MIDDLE), c[4], "⇈"),
        _made("naik", t("peta.class_up", n=_MIDDLE), c[3], "↑"),
        _made("tetap", t("peta.class_same"), c[2], "="),
        _made("turun", t("peta.class_down", n=_MIDDLE), c[1], "↓"),
        _made("turun-banyak", t("peta.class_down_more", n=_MIDDLE), c[0], "⇊"),
        _made("banding", t("peta.class_not_comparable"), colors.NOT_COMPARABLE, "≠", "x"),
        of_state(colors.UNKNOWN, t),
    )


_MOVES = {
    "naik": (colors.CHANGES[4], "↑"),
    "meraih": ("#4f8fc4", "+"),
    "masuk": (colors.CHANGES[3], "→"),
    "tetap": (colors.CHANGES[2], "="),
    "turun": (colors.CHANGES[0], "↓"),
    "melepas": ("#c9682f", "−"),
    "keluar": (colors.CHANGES[1], "←"),
    "di luar": (colors.NO_PART.fill, "–"),
}
"""The categories of `mart.perpindahan` that say something about a region, with colour and sign."""
OTHER_PROGRAMME = "ganti program"


# texts: predikat.move_*
def region_moves(t: Texts, award: str, held: Collection[str]) -> tuple[MapClass, ...]:
    """What regions did; concluded where that is among `held`; not compared across programmes."""
    made = [_made(key, t(f"predikat.move_{key.replace(' ', '_')}", predicate=award), *look) for key, look in _MOVES.items()]
    other = _made(OTHER_PROGRAMME, t("peta.class_other_programme"), colors.NOT_COMPARABLE, "≠", "x")
    return (*_doubled(made, held, t), other, of_state(colors.UNKNOWN, t))


def targets(t: Texts) -> tuple[MapClass, ...]:
    """Distance of the award to the target; without a target there is none."""
    some = [t("peta.class_short", low=low, high=high) for low, high in ((1, _SMALL), (_SMALL + 1, _MIDDLE))]
    names = (*some, t("peta.class_short_more", n=_MIDDLE))
    return (
        _made("tercapai", t("peta.class_reached"), colors.CHANGES[4], "✓"),
        *(_made(f"kurang{i}", name, colors.SHORT[i], "−" * (i + 1)) for i, name in enumerate(names)),
        _made("paling-banyak", t("peta.class_short_bound"), colors.CHANGES[1], "≤", _HATCH),
        of_state(colors.UNKNOWN, t),
        _made("tanpa-target", t("peta.class_no_target"), "#ffffff", "∅"),
    )


def share_key(n: int | None, whole: int, *, least: bool) -> str:
    """Class of n of N."""
    return UNKNOWN if n is None or not whole else f"{'l' if least else 'h'}{colors.share_step(100 * n / whole)}"


def count_key(n: int | None, *, least: bool) -> str:
    """Class of a number."""
    return UNKNOWN if n is None else f"{'l' if least else 'h'}{_step(n, _COUNTS)}"


def source_key(n: int) -> str:
    """Class of a number of organisations."""
    return f"h{_step(n, _SOURCES)}"


def _step(n: int, limits: tuple[int, ...]) -> int:
    return next((i for i, upper in enumerate(limits) if n <= upper), len(limits))


def change_key(change: int | None, *, comparable: bool) -> str:
    """Class of a change; None where a figure is unknown."""
    if change is None:
        return UNKNOWN if comparable else "banding"
    if change == 0:
        return "tetap"
    return ("naik" if change > 0 else "turun") + ("-banyak" if abs(change) > _MIDDLE else "")


def target_key(target: Target | None) -> str:
    """Class of the distance to a target. A lower bound that reaches it proves that it is reached."""
    if target is None:
        return "tanpa-target"
    if target.reached:
        return "tercapai"
    if target.short is None:
        return UNKNOWN
    return "paling-banyak" if target.least else f"kurang{_step(target.short, (_SMALL, _MIDDLE))}"
