"""Which files of a folder are opened while something runs, whoever opens them and in whatever way: the kernel tells (inotify)."""

import ctypes
import os
import select
import struct
from pathlib import Path

_OPEN, _DIRECTORY = 0x20, 0x40000000
_HEAD = struct.Struct("iIII")


class Watch:
    """Watches a folder and all folders below it from now on; `close` ends it."""

    def __init__(self, folder):
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK)
        self._folders = {}
        for path in [folder, *(path for path in Path(folder).rglob("*") if path.is_dir())]:
            number = self._libc.inotify_add_watch(self._handle, os.fsencode(path), _OPEN)
            if number < 0:
                raise OSError(ctypes.get_errno(), f"cannot watch {path}")
            self._folders[number] = path
        self._root = folder

    def opened(self):
        """Paths, from the folder, of the files that were opened since the last call; also folders that were listed, with a `/`."""
        found = set()
        while select.select([self._handle], [], [], 0)[0]:
            events, at = os.read(self._handle, 1 << 20), 0
            while at < len(events):
                number, mask, _, length = _HEAD.unpack_from(events, at)
                name = events[at + _HEAD.size : at + _HEAD.size + length].rstrip(b"\0").decode()
                at += _HEAD.size + length
                if number < 0:
                    raise OSError("more was opened than the kernel could tell")
                place = (self._folders[number] / name).relative_to(self._root).as_posix()
                found.add(place + "/" if mask & _DIRECTORY else place)
        return found

    def close(self):
        os.close(self._handle)
