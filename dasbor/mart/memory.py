"""How much memory this process holds, and handing back what nobody uses any more."""

import ctypes
import gc
import os
from pathlib import Path

_C = ctypes.CDLL(None)
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def resident() -> int:
    """Bytes that the process holds in memory now; 0 on a system that does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def give_back() -> None:
    """Hand memory that nobody uses any more back to the system, after something large was made or forgotten.

    What refers to itself in circles, as figures and documents of the libraries do, Python would collect much later
    (`postScriptGC` is off), and what is free the C library would keep.
    """
    gc.collect()
    if trim := getattr(_C, "malloc_trim", None):
        trim(0)
