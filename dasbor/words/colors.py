"""The one place for colours. Every state has a colour, a letter or sign, and a CSS class.

Predicates stand on one ordered scale by their rank within the programme, dark to light of one blue, which keeps its order for
every kind of colour-blindness and in grey print. Predicates are data (`mart.predikat`): nothing here knows their names.
What is concluded, not stated, is hatched in the hue of what is concluded, and has a mark of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dasbor.words.texts import Texts

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

_KNEE = 0.04045  # where sRGB changes from linear to power
_STOPS = ("#08306b", "#2a6fb0", "#7fb2dc", "#d3e4f3")
STEPS = len(_STOPS)
"""Predicates of the first programme, whose cells have classes in the stylesheet; those of others carry their colour themselves."""
CONCLUDED = " (disimpulkan)"
"""What `hasil_kabkota.keadaan_rinci` adds to a state that is concluded."""
CONCLUDED_PATTERN = "\\"
"""Plotly's pattern of everything that is concluded; pictures and maps draw it their own way."""


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
    of: str = ""

    def label(self, t: Texts) -> str:
        """What the legend and the table call it, in the language of `t`; `of` is the predicate or state it speaks of."""
        if self.label_key is None:
            return self.key
        words = _WORDS.get(self.of)
        return t(self.label_key, of=t(words) if words else self.of)

    @property
    def paint(self) -> str:
        """The same as a style, for where no class has it."""
        hatch = f";background-image:{HATCH}" if self.pattern == CONCLUDED_PATTERN else ""
        return f"background-color:{self.fill};color:{self.ink}{hatch}"


# states that are not predicates; the keys are those of hasil_kabkota.status_data and partisipasi
UNKNOWN = State("tidak diketahui", "common.state_unknown", "#c9ced6", INK_DARK, "?", "s-unknown", "/")
NO_PART = State("tidak ikut", "common.state_no_part", "#f6d9a8", INK_DARK, "–", "s-nopart")
PART_ONLY = State("ikut", "common.state_part_only", "#d9d2e9", INK_DARK, "i", "s-part", ".")
_WORDS = {state.key: str(state.label_key) for state in (UNKNOWN, NO_PART, PART_ONLY)}
NOT_FORMED = State("belum dibentuk", "common.state_not_formed", "#ffffff", INK_DARK, "×", "s-notformed", "x")
NO_ROUND = State("tanpa penilaian", "common.state_no_round", "#ffffff", INK_DARK, "∅", "s-noround")
HATCH = "repeating-linear-gradient(135deg,#ffffff99 0 2px,transparent 2px 6px)"
# what is recorded of a step (`dasbor.running.year.STATES`); apart in grey and for every kind of colour-blindness
STEP_STATES = (
    State("sudah", "berjalan.state_done", "#0b4f3c", INK_LIGHT, "✓", ""),
    State("belum", "berjalan.state_not_yet", "#f2b866", INK_DARK, "…", ""),
    State("tidak", "berjalan.state_no", "#9a3412", INK_LIGHT, "✗", "", "x"),
    State("belum dicatat", "berjalan.state_unrecorded", "#e3e7ec", INK_DARK, "?", "", "/"),
)
# bands that say whose figures these are not: of an assumption, as dark as the bands of drafts and simulations
ASSUMPTION = "#6b21a8"


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


def predicate_states(predicates: Sequence[tuple[str, str]]) -> tuple[State, ...]:
    """The predicates of one programme as states, best first; each as name and mark, both from the data."""
    return _predicate_states(tuple(predicates))


@lru_cache(maxsize=8)
def _predicate_states(predicates: tuple[tuple[str, str], ...]) -> tuple[State, ...]:
    states: list[State] = []
    for place, (name, mark) in enumerate(predicates):
        fill = _ramp(place * (STEPS - 1) / max(1, len(predicates) - 1))
        css = f"s-p{place}" if len(predicates) == STEPS else ""
        states.append(State(name, None, fill, best_ink(fill), mark, css))
    return tuple(states)


def not_award(award: str) -> State:
    """That a region certainly does not hold the award, its class being open: a complete list does not name it."""
    return State(f"bukan {award}", "common.state_not_top", "#efe6d5", INK_DARK, "○", "s-nottop", "-", of=award)


def concluded(state: State) -> State:
    """The same state, concluded from a count and not stated of the region itself."""
    css = f"{state.css}s" if state.css else ""
    ink = INK_DARK if contrast(INK_DARK, state.fill) > contrast(INK_LIGHT, state.fill) else INK_LIGHT
    mark = f"{state.mark}*"
    of, hatch = state.of or state.key, CONCLUDED_PATTERN
    return State(state.key + CONCLUDED, "common.state_concluded", state.fill, ink, mark, css, hatch, of=of)


@lru_cache(maxsize=8)
def all_states(predicates: tuple[tuple[str, str], ...], award: str) -> dict[str, State]:
    """Every state of one programme by its key, in the order of legends; what is concluded stands beside what is stated."""
    stated = [*predicate_states(predicates), PART_ONLY, not_award(award), NO_PART]
    doubled = [both for state in stated for both in (state, *([] if state.key.startswith("bukan ") else [concluded(state)]))]
    return {state.key: state for state in (*doubled, UNKNOWN, NOT_FORMED, NO_ROUND)}


def share_step(percent: float) -> int:
    """Place in `SHARES` of a share in per cent; only a counted zero gets the first."""
    return next(place for place, upper in enumerate(SHARE_STEPS) if percent <= upper)


def best_ink(fill: str) -> str:
    """The ink, dark or light, that is easier to read on `fill`."""
    return max((INK_LIGHT, INK_DARK), key=lambda ink: contrast(ink, fill))


_FIRST = tuple((str(place), "") for place in range(STEPS))


def stylesheet() -> str:
    """CSS rules of the state and share classes and of assumptions, made from the same tables."""
    shares = "".join(f".ph .h{n}{{background:{fill};color:{best_ink(fill)}}}" for n, fill in enumerate(SHARES))
    assumed = (
        f".ph .andai{{background:{ASSUMPTION};color:{INK_LIGHT};font-weight:700;padding:.4rem .75rem;max-width:none}}"
        f".andai .ph dl.keys>div{{border-top-color:{ASSUMPTION}}}"
    )
    return shares + assumed + "".join(f".ph .{s.css}{{{s.paint}}}" for s in all_states(_FIRST, "").values() if s.css)
