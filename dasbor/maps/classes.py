"""The classes of each measure of a map: fixed, with colour, hatching and mark, and which one a row falls into.

A class stands in every legend, also with nothing in it, so that colours mean the same in every year. What is
only a lower bound has hatched classes of its own; unknown, "did not take part" and "not comparable" are never a step of a scale.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dasbor import colors
from dasbor.formats import is_unknown
from dasbor.queries import moves
from dasbor.texts import Texts

Row = Mapping[Any, Any]
UNKNOWN = colors.UNKNOWN.key
_HATCH = "/"
_COUNTS = (0, 5, 10, 20)
_SOURCES = (0, 1, 2, 4)
_SMALL, _MIDDLE = 2, 5  # limits of the steps of a change and of a distance


@dataclass(frozen=True)
class MapClass:
    """One class: `key` names it in every language, `pattern` is Plotly's ("" plain), `mark` its sign."""

    key: str
    label: str
    colour: str
    ink: str
    pattern: str
    mark: str


def _made(key: str, label: str, colour: str, mark: str = "", pattern: str = "") -> MapClass:
    return MapClass(key, label, colour, colors.best_ink(colour), pattern, mark)


def of_state(state: colors.State, t: Texts) -> MapClass:
    """A state as a class, drawn as everywhere."""
    return MapClass(state.key, state.label(t), state.fill, state.ink, state.pattern, state.mark)


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


def states(t: Texts, order: tuple[str, ...]) -> tuple[MapClass, ...]:
    """States of regions: predicates, took part, did not, unknown, not formed."""
    others = (colors.PART_ONLY, colors.NO_PART, colors.UNKNOWN, colors.NOT_FORMED)
    return tuple(of_state(state, t) for state in (*colors.predicate_states(order), *others))


def took_part(t: Texts) -> tuple[MapClass, ...]:
    """Whether a region took part."""
    yes = _made("ya", t("peta.class_part"), colors.SHARES[3], "✓")
    return (yes, *(of_state(state, t) for state in (colors.NO_PART, colors.UNKNOWN, colors.NOT_FORMED)))


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


# texts: predikat.move_*
def region_moves(t: Texts) -> tuple[MapClass, ...]:
    """The categories of `queries.moves`, in its order."""
    c, no_part = colors.CHANGES, colors.NO_PART.fill
    looks = {
        moves.RISE: (c[4], "↑"),
        moves.GAINED: ("#4f8fc4", "+"),
        moves.ENTERED: (c[3], "→"),
        moves.SAME: (c[2], "="),
        moves.FALL: (c[0], "↓"),
        moves.LOST: ("#c9682f", "−"),
        moves.LEFT: (c[1], "←"),
        moves.OUTSIDE: (no_part, "–"),
        moves.OPEN: (colors.UNKNOWN.fill, "?"),
    }
    return tuple(
        _made(name, t(f"predikat.move_{name.replace(' ', '_')}"), *looks[name], _HATCH if name == moves.OPEN else "")
        for name in moves.CATEGORIES
    )


def targets(t: Texts) -> tuple[MapClass, ...]:
    """Distance of Peduli HAM to the target; without a target there is none."""
    some = [t("peta.class_short", low=low, high=high) for low, high in ((1, _SMALL), (_SMALL + 1, _MIDDLE))]
    names = (*some, t("peta.class_short_more", n=_MIDDLE))
    return (
        _made("tercapai", t("peta.class_reached"), colors.CHANGES[4], "✓"),
        *(_made(f"kurang{i}", name, colors.SHORT[i], "−" * (i + 1)) for i, name in enumerate(names)),
        _made("paling-banyak", t("peta.class_short_bound"), colors.CHANGES[1], "≤", _HATCH),
        of_state(colors.UNKNOWN, t),
        _made("tanpa-target", t("peta.class_no_target"), "#ffffff", "∅"),
    )


def share_key(n: object, whole: object, *, least: bool) -> str:
    """Class of n of N."""
    if is_unknown(n) or is_unknown(whole) or not whole:
        return UNKNOWN
    return f"{'l' if least else 'h'}{colors.share_step(100 * int(n) / int(whole))}"  # type: ignore[call-overload]


def count_key(n: object, *, least: bool) -> str:
    """Class of a number."""
    return UNKNOWN if is_unknown(n) else f"{'l' if least else 'h'}{_step(int(n), _COUNTS)}"  # type: ignore[call-overload]


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


def target_key(n: object, target: object, *, least: bool) -> str:
    """Class of the distance of n to the target. A lower bound that reaches it proves that it is reached."""
    if is_unknown(target):
        return "tanpa-target"
    if is_unknown(n):
        return UNKNOWN
    short = int(target) - int(n)  # type: ignore[call-overload]
    if short <= 0:
        return "tercapai"
    return "paling-banyak" if least else f"kurang{_step(short, (_SMALL, _MIDDLE))}"
