"""The one place for colours. Every state has a colour, a letter or sign, and a CSS class.

Predicates stand on one ordered scale, dark to light of one blue, which keeps its order for every
kind of colour-blindness and in grey print. Predicates are data: one that is not among the four known
gets the place between its neighbours in the order the data gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dasbor.texts import Texts

INK_DARK = "#16202c"
INK_LIGHT = "#ffffff"
BORDER = "#5b6673"
ACCENT = "#0b3a6f"
GRID = "#d5dce4"

# lines for things that are no states (provinces): safe for colour-blind readers, 3:1 on white; always with a symbol
SERIES = ("#0b3a6f", "#c2410c", "#00735c", "#a21a6b", "#8a6100", "#4a5563")

# shares of participants, in steps up to these per cents; green, so that nobody takes them for predicates
SHARE_STEPS = (0, 25, 50, 75, 100)
SHARES = ("#f3f7f4", "#c0e1cf", "#8fcaae", "#33876a", "#0b4f3c")
# the same steps where only a lower bound is known, from the second on: always hatched, so each has a fill of its own
BOUNDS = ("#dcefe4", "#a9d7c0", "#5c9f88", "#3d7263")

# falls to rises through "the same"; orange against blue keeps its meaning for every kind of colour-blindness
CHANGES = ("#9a3412", "#efab7c", "#e8ecef", "#9cc4e4", "#1d5a96")
# how far below a target: little, more, most
SHORT = ("#fbe3cf", "#e8935a", "#9a3412")
NOT_COMPARABLE = "#e6dcc8"

# fixed by the design, dark to light
PREDICATES = ("Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM")
_KNEE = 0.04045  # where sRGB changes from linear to power
_STOPS = ("#08306b", "#2a6fb0", "#7fb2dc", "#d3e4f3", "#f2f7fc")


@dataclass(frozen=True)
class State:
    """How one state is drawn everywhere.

    `label_key` is a text key, or None when `key` (a predicate's name) is itself the label.
    `pattern` is Plotly's marker pattern; "" is plain.
    """

    key: str
    label_key: str | None
    fill: str
    ink: str
    mark: str
    css: str
    pattern: str = ""

    def label(self, t: Texts) -> str:
        """What the legend and the table call it, in the language of `t`."""
        return t(self.label_key) if self.label_key else self.key


# states that are not predicates; the keys are those of hasil_kabkota.status_data and partisipasi
UNKNOWN = State("tidak diketahui", "common.state_unknown", "#c9ced6", INK_DARK, "?", "s-unknown", "/")
NO_PART = State("tidak ikut", "common.state_no_part", "#f6d9a8", INK_DARK, "–", "s-nopart")
PART_ONLY = State("ikut", "common.state_part_only", "#d9d2e9", INK_DARK, "i", "s-part", ".")
NOT_FORMED = State("belum dibentuk", "common.state_not_formed", "#ffffff", INK_DARK, "×", "s-notformed", "x")
NO_ROUND = State("tanpa penilaian", "common.state_no_round", "#ffffff", INK_DARK, "∅", "s-noround")
# derived, never in the data: the province's list of Peduli HAM is complete and does not name the region
NOT_TOP = State("bukan Peduli HAM", "common.state_not_top", "#efe6d5", INK_DARK, "○", "s-nottop", "-")
# what is recorded of a step of the running year, by `dasbor.running.STATES`; apart in grey and for every kind of colour-blindness
STEP_STATES = (
    State("sudah", "berjalan.state_done", "#0b4f3c", INK_LIGHT, "✓", ""),
    State("belum", "berjalan.state_not_yet", "#f2b866", INK_DARK, "…", ""),
    State("tidak", "berjalan.state_no", "#9a3412", INK_LIGHT, "✗", "", "x"),
    State("belum dicatat", "berjalan.state_unrecorded", "#e3e7ec", INK_DARK, "?", "", "/"),
)
# bands that say whose figures these are not: of an assumption, as dark as the bands of drafts and simulations
ASSUMPTION = "#6b21a8"
OTHER_STATES = (PART_ONLY, NOT_TOP, NO_PART, UNKNOWN, NOT_FORMED, NO_ROUND)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of "#rrggbb", 0 black to 1 white."""
    parts = [c / 255 for c in _channels(colour)]
    linear = [c / 12.92 if c <= _KNEE else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2) of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _ramp(position: float) -> str:
    low = min(int(position), len(_STOPS) - 2)
    share = min(max(position - low, 0.0), 1.0)
    pairs = zip(_channels(_STOPS[low]), _channels(_STOPS[low + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _positions(order: Sequence[str]) -> list[float]:
    """Places on the scale: known predicates on their own, others evenly between their neighbours."""
    known = [float(PREDICATES.index(name)) if name in PREDICATES else None for name in order]
    places: list[float] = []
    for index, place in enumerate(known):
        if place is not None:
            places.append(place)
            continue
        before = places[-1] if places else 0.0
        rest = known[index:]
        steps = next((n for n, later in enumerate(rest) if later is not None), len(rest))
        after = next((later for later in rest if later is not None), float(len(_STOPS) - 1))
        places.append(before + (after - before) / (steps + 1))
    return places


def _mark(name: str, taken: Sequence[str]) -> str:
    return next((letter for letter in name.upper() if letter.isalnum() and letter not in taken), name[:2])


def predicate_states(order: Sequence[str] = PREDICATES) -> tuple[State, ...]:
    """The predicates as states, best first; `order` comes from the data and may hold new ones."""
    return _predicate_states(tuple(order))


@lru_cache(maxsize=8)
def _predicate_states(order: tuple[str, ...]) -> tuple[State, ...]:
    states: list[State] = []
    for name, place in zip(order, _positions(order), strict=True):
        fill = _ramp(place)
        ink = best_ink(fill)
        mark = _mark(name, [state.mark for state in states])
        known = name in PREDICATES
        css = f"s-p{PREDICATES.index(name)}" if known else ""
        states.append(State(name, None, fill, ink, mark, css))
    return tuple(states)


def all_states(order: Sequence[str] = PREDICATES) -> dict[str, State]:
    """Every state by its key: predicates in `order`, then the others."""
    return {state.key: state for state in (*predicate_states(order), *OTHER_STATES)}


def share_step(percent: float) -> int:
    """Place in `SHARES` of a share in per cent; only a counted zero gets the first."""
    return next(place for place, upper in enumerate(SHARE_STEPS) if percent <= upper)


def best_ink(fill: str) -> str:
    """The ink, dark or light, that is easier to read on `fill`."""
    return max((INK_LIGHT, INK_DARK), key=lambda ink: contrast(ink, fill))


def stylesheet() -> str:
    """CSS rules of the state and share classes and of assumptions, made from the same tables."""
    shares = "".join(f".ph .h{n}{{background:{fill};color:{best_ink(fill)}}}" for n, fill in enumerate(SHARES))
    assumed = (
        f".ph .andai{{background:{ASSUMPTION};color:{INK_LIGHT};font-weight:700;padding:.4rem .75rem;max-width:none}}"
        f".andai .ph dl.keys>div{{border-top-color:{ASSUMPTION}}}"
    )
    return (
        shares
        + assumed
        + "".join(f".ph .{s.css}{{background-color:{s.fill};color:{s.ink}}}" for s in all_states().values() if s.css)
    )
