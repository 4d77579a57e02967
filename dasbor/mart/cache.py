"""Results shared by all sessions: the same object at every read, dropped when the warehouse changes.

Those of a few versions stand side by side, so that readers of an old one and of the newest do not take turns in computing.

`st.cache_data` copies at every read and `st.cache_resource` hashes its arguments and records
Streamlit calls; both cost more than most of our queries. What `shared` returns belongs to everybody:
never change it in place.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from dasbor.mart import memory, warehouse

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[str, Hashable]

MAX_ENTRIES = 128
"""Of one function, all versions together."""
FEW = 4
"""Of a function whose results are megabytes each: so that several people who ask for the same file at once share one."""
CEILING = 450 * 2**20
"""Bytes that the process may hold; beyond them all large results are forgotten, of the others the half not asked for the longest.

Above it come files while they are made: the largest takes 150 MiB (`make bench-ingatan`)."""
_LOOK, _REST = 64, 256
"""Results after which the memory is looked at (20 µs), and after which again once something was forgotten: what is held by others
than by us would else have us forget everything again and again."""
MAX_VERSIONS = 4
"""Versions of the data whose results are remembered at a time; that in force is asked for most, and so is never the first to go."""


def shared(function: Callable[P, R], *, most: int = MAX_ENTRIES) -> Callable[P, R]:
    """Remember results per hashable arguments and warehouse version, `most` at a time (least recently used go first).

    Only for functions of modules (dasbor.views, dasbor.mart): in a page script it raises TypeError.
    Arguments must be hashable: a language, a year, a tuple of codes.
    Sessions that ask for the same thing at once wait for one computation.
    """
    if function.__module__ not in sys.modules or function.__module__ == "__main__":
        # a page script is executed anew at every rerun, so its functions would forget everything
        raise TypeError(f"{function.__qualname__}: shared functions belong in a module, not in a page script")
    kept: _Results[R] = _Results(most)
    computing = threading.RLock()

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (warehouse.current().version(), (args, tuple(sorted(kwargs.items()))))
        found, result = kept.look(key)
        if not found:
            with computing:
                found, result = kept.look(key)
                if not found:
                    result = function(*args, **kwargs)
                    kept.put(key, result)
        return result  # type: ignore[return-value]

    return wrapper


def few(function: Callable[P, R]) -> Callable[P, R]:
    """As `shared`, for results that are large: only those asked for last are remembered."""
    return shared(function, most=FEW)


def of_newest(function: Callable[P, R]) -> Callable[P, R]:
    """As `shared`, of what is published now, also while an older version is read."""
    kept = shared(function)

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with warehouse.holding():
            return kept(*args, **kwargs)

    return wrapper


class _Ceiling:
    """Looks after every so many results whether the process holds too much, and then has all functions forget."""

    def __init__(self) -> None:
        self.everything: list[_Results[Any]] = []
        self._left = _LOOK

    def kept(self) -> None:
        """One more result is remembered."""
        self._left -= 1
        if self._left > 0:
            return
        self._left = _LOOK
        if memory.resident() > CEILING:
            self._left = _REST
            for one in self.everything:
                one.halve()
            memory.give_back()


_CEILING = _Ceiling()


class _Results(Generic[R]):
    """The results of one function, by version of the data and arguments; no more than `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        _CEILING.everything.append(self)
        self._entries: OrderedDict[Key, R] = OrderedDict()
        self._versions: OrderedDict[str, None] = OrderedDict()
        self._guard = threading.Lock()

    def look(self, key: Key) -> tuple[bool, R | None]:
        """Whether there is a result, and it."""
        version = key[0]
        with self._guard:
            if version not in self._versions:
                self._make_room(version)
            self._versions[version] = None
            self._versions.move_to_end(version)
            if key in self._entries:
                self._entries.move_to_end(key)
                return True, self._entries[key]
        return False, None

    def put(self, key: Key, result: R) -> None:
        """Remember a result, unless its version had to make room meanwhile."""
        with self._guard:
            if key[0] in self._versions:
                self._entries[key] = result
            if len(self._entries) > self._most:
                self._entries.popitem(last=False)
        _CEILING.kept()

    def halve(self) -> None:
        """Forget the half that was asked for least recently; of large results all."""
        with self._guard:
            for _ in range(len(self._entries) if self._most <= FEW else (len(self._entries) + 1) // 2):
                self._entries.popitem(last=False)

    def _make_room(self, version: str) -> None:
        for gone in _outlived(self._versions, version):
            del self._versions[gone]
            for old in [one for one in self._entries if one[0] == gone]:
                del self._entries[old]


def _outlived(versions: Collection[str], new: str) -> list[str]:
    """Which versions make room for a new one: those that it replaced on the disk, then those not asked for the longest.

    A reader who still holds the replaced file has it computed once more.
    """
    path = new.rpartition("|")[0]
    replaced = [one for one in versions if one.rpartition("|")[0] == path and new == warehouse.newest().version()]
    others = [one for one in versions if one not in replaced]
    return replaced + others[: max(0, len(others) + 1 - MAX_VERSIONS)]
