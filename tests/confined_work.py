"""What a process that reads uploads may come to, for `tests/etl/test_etl_confined.py`: that process imports it from here."""

import ctypes
import os
import resource
import signal
import tempfile
import time
from pathlib import Path

from etl.base.errors import UserError


def echo(*args, progress):
    progress("mengulang")
    return args


def seen(*, progress):
    links = {}
    for one in Path("/proc/self/fd").iterdir():
        try:
            links[int(one.name)] = str(one.readlink())
        except OSError:
            continue
    return {
        "fd": links,
        "env": sorted(os.environ),
        "umask": os.umask(0),
        "nice": os.nice(0),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
    }


def refuse(*, progress):
    raise UserError("Tidak.", remedy="ubah.", details=["satu", "dua"])


def abort(*, progress):
    os.abort()


def killed(*, progress):
    os.kill(os.getpid(), signal.SIGKILL)


def fault(*, progress):
    ctypes.string_at(0)


class PanicError(BaseException):
    """As a panic of Rust: no Exception."""


def panic(*, progress):
    said = "rahasia"
    raise PanicError(said)


def greedy(*, progress):
    return len(b"x" * 10**9)


def spinning(*, progress):
    progress("berputar")
    while True:
        pass


def sleeping(*, progress):
    progress("tidur")
    time.sleep(60)


def chatty(*, progress):
    return "x" * 10**6


def noisy(*, progress):
    print("kata")
    os.write(1, b"kata")
    os.write(2, b"kata")
    return True


def littering(*, progress):
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"rahasia")
    Path(file.name + ".lagi").write_text("rahasia", encoding="utf-8")
    return file.name, Path(file.name + ".lagi").stat().st_mode & 0o777


def endless(*, progress):
    return endless(progress=progress)
