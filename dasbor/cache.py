"""Results shared by all sessions: the same object at every read, dropped when the warehouse changes.

`st.cache_data` copies at every read and `st.cache_resource` hashes its arguments and records
Streamlit calls; both cost more than most of our queries. What `shared` returns belongs to everybody:
never change it in place.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from dasbor import warehouse

P = ParamSpec("P")
R = TypeVar("R")

MAX_ENTRIES = 512


def shared(function: Callable[P, R]) -> Callable[P, R]:
    """Remember results per hashable arguments and warehouse version (least recently used go first).

    Only for functions of modules (dasbor.views, dasbor.queries): in a page script it raises TypeError.
    Arguments must be hashable: a language, a year, a tuple of codes.
    Sessions that ask for the same thing at once wait for one computation.
    """
    if function.__module__ not in sys.modules or function.__module__ == "__main__":
        # a page script is executed anew at every rerun, so its functions would forget everything
        raise TypeError(f"{function.__qualname__}: shared functions belong in a module, not in a page script")
    entries: OrderedDict[Hashable, R] = OrderedDict()
    versions: set[str] = set()
    guard = threading.Lock()
    computing = threading.RLock()

    def look(key: Hashable, version: str) -> tuple[bool, R | None]:
        with guard:
            if version not in versions:
                entries.clear()
                versions.clear()
                versions.add(version)
            if key in entries:
                entries.move_to_end(key)
                return True, entries[key]
        return False, None

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        version = warehouse.current().version()
        key: Hashable = (args, tuple(sorted(kwargs.items())))
        found, result = look(key, version)
        if not found:
            with computing:
                found, result = look(key, version)
                if not found:
                    result = function(*args, **kwargs)
                    with guard:
                        if version in versions:
                            entries[key] = result
                        if len(entries) > MAX_ENTRIES:
                            entries.popitem(last=False)
        return result  # type: ignore[return-value]

    return wrapper
