"""Work on what somebody handed in, done by a process of its own: whatever the content does to it, nothing else ends.

Reads and writes: nothing. Decides: how much memory, processor time, time and answer such a work may take, and how many are done at
once. The process is a fresh interpreter (a fork of a server with threads may hang for ever): it gets a function of this program and
its arguments, no variable of ours, no open file, no connection; it sets its own limits, which the system enforces, and ends with
whoever started it. A work that fails, whatever way, is a `UserError`.
"""

import contextlib
import ctypes
import io
import os
import pickle  # nosec B403 - only between this program and its own child, see `_child`
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, TypeVar, cast

from etl.base import atomic
from etl.base.errors import UserError

Result = TypeVar("Result")
Progress = Callable[[str], None]

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from etl.forms import confined; confined.serve(*sys.argv[2:])"
_BEAT = 0.25
"""Seconds after which `progress` hears again where the work is, so that whoever waits can stop waiting."""
_GRACE = 30
"""Seconds beyond the deadline after which a process is ended that did not end by itself."""
_KEPT = ("LANG", "LC_ALL", "TZ")
_ALONE = {"MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Every thread of a library would reserve memory that the work then lacks."""
_MOST_ASIDE = 400_000_000
"""Bytes of one temporary file."""
_ASKED = "diminta"
_PR_SET_PDEATHSIG = 1
_AT_ONCE = threading.BoundedSemaphore(2)
_PLAIN = {
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    *(("builtins", name) for name in ("set", "frozenset", "bytearray", "complex")),
    *(("collections", name) for name in ("Counter", "OrderedDict", "defaultdict", "deque")),
    *(("pathlib", name) for name in ("PosixPath", "PurePosixPath")),
}


@dataclass(frozen=True)
class WorkLimits:
    """What one work may take. `memory`: bytes beyond those of the interpreter and our own modules; `answer`: bytes handed back."""

    memory: int = 560_000_000
    processor: int = 60
    deadline: int = 120
    answer: int = 48_000_000


LIMITS = WorkLimits()


class Stopped(UserError):  # noqa: N818 - it says what became of the work
    """The work came to no answer. `code`: which sentence of `confined.toml`; `trace`: for the log, without anything of the file."""

    def __init__(self, code: str, about: str, limits: WorkLimits, *, trace: str = "") -> None:
        self.code, self.trace = code, trace
        values = {"memori": limits.memory // 1_000_000, "detik": limits.deadline, "jawaban": limits.answer // 1_000_000}
        said = {key: words.format(nama=about, **values) for key, words in _sentences()[code].items()}
        super().__init__(said["id"], remedy=said["tindakan_id"], english=(said["en"], said["tindakan_en"]))


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def silent(step: str) -> None:
    """Tell nobody."""
    del step


class Steps:
    """Progress for a terminal: each step is said once."""

    def __init__(self, say: Progress) -> None:
        self.say, self.last = say, ""

    def __call__(self, step: str) -> None:
        """Say it, if it is another one."""
        if step not in ("", self.last):
            self.say(f"  … {step}")
            self.last = step


def run(
    work: Callable[..., Result], *args: object, about: str, progress: Progress = silent, limits: WorkLimits | None = None
) -> Result:
    """`work(*args, progress=…)`, done elsewhere. `work` is a function of a module of `etl`; arguments and answer are plain data.

    `about`: what is worked on, as the refusal calls it. `progress` hears each step, and the last one again several times a second;
    what it raises ends the work. Raises the `UserError` of the work, or `Stopped`.
    """
    limits = limits or LIMITS
    with _turn(progress), _child(about, (work, args, limits)) as (child, link):
        until = time.monotonic() + limits.deadline + _GRACE
        step = ""
        while True:
            what, said = _heard(child, link, about, limits) if link.poll(_BEAT) else ("langkah", step)
            if what == "hasil":
                return cast("Result", said)
            if what == "tolak":
                raise UserError(said[0], remedy=said[1], details=said[2])
            if what == "langkah":
                step = said
                progress(step)
            else:
                raise Stopped(what, about, limits, trace=said)
            if time.monotonic() > until:
                raise Stopped("waktu", about, limits)


@contextlib.contextmanager
def _turn(progress: Progress) -> Iterator[None]:
    while not _AT_ONCE.acquire(timeout=_BEAT):
        progress("menunggu giliran: berkas lain sedang dibaca")
    try:
        yield
    finally:
        _AT_ONCE.release()


@contextlib.contextmanager
def _child(about: str, asked: tuple[object, ...]) -> Iterator[tuple[subprocess.Popen[bytes], Connection]]:
    """A process and the link to it; it is gone afterwards, with whatever it left in its folder."""
    ours, theirs = Pipe(duplex=False)
    with ours, tempfile.TemporaryDirectory(prefix="peduliham-") as aside:
        with theirs:
            command = [sys.executable, "-I", "-c", _START, str(_ROOT), aside, str(theirs.fileno()), str(os.getpid())]
            environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
            try:
                # not through the link, where a process that does not listen would hold us for ever
                Path(aside, _ASKED).write_bytes(pickle.dumps(asked))
            except OSError as error:
                raise Stopped("tempat", about, LIMITS) from error
            try:
                child = subprocess.Popen(  # noqa: S603 - our own interpreter
                    command,
                    env={**environ, **_ALONE, "TMPDIR": aside},
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                raise Stopped("sibuk", about, LIMITS) from error
        try:
            yield child, ours
        finally:
            child.kill()
            child.wait()


def _heard(child: subprocess.Popen[bytes], link: Connection, about: str, limits: WorkLimits) -> tuple[str, Any]:
    """What the process said: `langkah`, `hasil`, `tolak`, or the code of a sentence."""
    try:
        content = link.recv_bytes(limits.answer)
    except EOFError:
        return _ended(child.wait()), ""
    except OSError:
        return ("jawaban" if child.poll() is None else _ended(child.wait())), ""
    try:
        what, said = _Plain(io.BytesIO(content)).load()
    except (pickle.UnpicklingError, ValueError, TypeError, AttributeError, ImportError, EOFError, IndexError, KeyError) as error:
        raise Stopped("rusak", about, limits, trace=type(error).__name__) from error
    return str(what), said


class _Plain(pickle.Unpickler):
    """Takes data only: whoever read a hostile file cannot have us call anything."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the one it replaces
        """A class of ours, or of plain data."""
        found = super().find_class(module, name) if (module, name) in _PLAIN or module.startswith("etl.") else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def _ended(code: int) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        return "waktu"
    return "memori" if code == -signal.SIGKILL else "rusak"  # the system kills whoever takes too much


def serve(aside: str, descriptor: str, parent: str) -> None:
    """What the process does; it ends with this."""
    _end_with(int(parent))
    atomic.only_mine()
    with Connection(int(descriptor), readable=False) as link:
        work, args, limits = pickle.loads(Path(aside, _ASKED).read_bytes())  # noqa: S301 # nosec B301 - written by `_child`
        _limit(limits)

        def step(words: str) -> None:
            link.send_bytes(pickle.dumps(("langkah", words)))

        link.send_bytes(_outcome(lambda: work(*args, progress=step), limits))


def _outcome(work: Callable[[], object], limits: WorkLimits) -> bytes:
    try:
        said = pickle.dumps(("hasil", work()))
        return said if len(said) <= limits.answer else pickle.dumps(("jawaban", ""))
    except UserError as error:
        return pickle.dumps(("tolak", (error.sentence, error.remedy, error.details)))
    except MemoryError:
        return pickle.dumps(("memori", ""))
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        where = "".join(traceback.format_tb(error.__traceback__)[-6:])
        return pickle.dumps(("rusak", f"{type(error).__name__}\n{where}"))


def _end_with(parent: int) -> None:
    """Be killed when whoever started this process ends, even if that ends without a word."""
    with contextlib.suppress(AttributeError, OSError):  # a system that cannot: then at the deadline
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def _limit(limits: WorkLimits) -> None:
    """Readers come first; whoever takes too much is killed, without a picture of its memory on the disk."""
    with contextlib.suppress(OSError):
        os.nice(10)
    with contextlib.suppress(OSError):  # the first to go where memory is short
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.deadline)
    most = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _MOST_ASIDE,
        resource.RLIMIT_CPU: int(time.process_time()) + 1 + limits.processor,
    }
    if held := _held():
        most[resource.RLIMIT_AS] = held + limits.memory
    for what, soft in most.items():  # at the soft limit of processor time the signal says which limit it was
        resource.setrlimit(what, (soft, soft + 5 * (what == resource.RLIMIT_CPU)))


def _held() -> int:
    """Bytes of address space in use; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0
