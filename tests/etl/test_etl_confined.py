"""Work in a process of its own: whatever becomes of it is an answer or a refusal in words, and nothing of it stays."""

import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from etl.base import paths
from etl.base.errors import UserError
from etl.forms import confined
from etl.forms.confined import Stopped, WorkLimits
from tests import confined_work as work

SMALL = WorkLimits(memory=80_000_000, processor=1, deadline=3, answer=200_000)


def run(kind, *args, **options):
    options.setdefault("limits", SMALL)
    return confined.run(kind, *args, about="berkas.xlsx", **options)


def children():
    own = str(os.getpid())
    found = subprocess.run(["ps", "-ww", "--ppid", own, "-o", "pid=,args="], capture_output=True, text=True, check=False).stdout
    return [line for line in found.splitlines() if "confined" in line]


def test_answers_and_steps_come_back():
    steps = []
    assert run(work.echo, 1, "dua", [3.0], progress=steps.append) == (1, "dua", [3.0])
    assert "mengulang" in steps
    assert not children()


def test_a_refusal_comes_back_whole():
    with pytest.raises(UserError) as caught:
        run(work.refuse)
    assert not isinstance(caught.value, Stopped)
    assert (caught.value.sentence, caught.value.remedy, caught.value.details) == ("Tidak.", "ubah.", ("satu", "dua"))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (work.abort, "rusak"),
        (work.fault, "rusak"),
        (work.panic, "rusak"),
        (work.endless, "rusak"),
        (work.killed, "memori"),
        (work.greedy, "memori"),
        (work.spinning, "waktu"),
        (work.sleeping, "waktu"),
        (work.chatty, "jawaban"),
    ],
)
def test_whatever_ends_it_is_said_in_words(kind, code):
    began = time.monotonic()
    with pytest.raises(Stopped) as caught:
        run(kind)
    error = caught.value
    assert error.code == code
    assert "berkas.xlsx" in error.sentence
    assert "berkas.xlsx" in error.english[0]
    assert "{" not in str(error) + "".join(error.english)
    assert "rahasia" not in str(error) + error.trace
    assert time.monotonic() - began < 15
    assert not children()


def test_it_has_nothing_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("PEDULIHAM_GUDANG", "postgresql://rahasia")
    with (tmp_path / "basis").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        found = run(work.seen)
    assert not [name for name in found["env"] if name.startswith(("PEDULIHAM", "STREAMLIT"))]
    assert not [where for where in found["fd"].values() if "basis" in where]
    assert sum(where.startswith(("socket:", "pipe:")) for where in found["fd"].values()) == 1
    assert found["umask"] == 0o077
    assert found["nice"] == min(19, os.nice(0) + 10)
    assert found["core"] == (0, 0)


def test_it_prints_nothing(capfd):
    assert run(work.noisy)
    assert capfd.readouterr() == ("", "")


def test_what_it_leaves_aside_is_nobody_elses_and_goes_with_it():
    name, mode = run(work.littering)
    assert mode == 0o600
    assert not Path(name).exists()
    assert not Path(name).parent.exists()


class Cancelled(BaseException):
    """As Streamlit ends a run."""


def test_whoever_waits_can_end_it():
    def cancel(step):
        if step == "tidur":
            raise Cancelled

    with pytest.raises(Cancelled):
        run(work.sleeping, progress=cancel, limits=WorkLimits())
    assert not children()
    assert run(work.echo) == ()  # its turn was given back


def test_progress_is_heard_while_nothing_happens():
    heard = []
    with pytest.raises(Stopped):
        run(work.sleeping, progress=heard.append, limits=WorkLimits(deadline=1))
    assert heard.count("tidur") >= 3


def test_only_some_at_once():
    heard = []

    def wait():
        with pytest.raises(Stopped):
            run(work.sleeping, progress=heard.append)

    threads = [threading.Thread(target=wait) for _ in range(4)]
    for one in threads:
        one.start()
    most = 0
    while any(one.is_alive() for one in threads):
        most = max(most, len(children()))
        time.sleep(0.05)
    assert most == 2
    assert any("giliran" in one for one in heard)


def test_it_ends_with_whoever_started_it():
    code = (
        f"import sys; sys.path.insert(0, {str(paths.SHIPPED_DATA.parent)!r})\n"
        "from etl.forms import confined\nfrom tests import confined_work as work\n"
        "confined.run(work.sleeping, about='x', progress=lambda step: print(step, flush=True))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    while parent.stdout.readline().strip() != "tidur":
        assert parent.poll() is None
    found = subprocess.run(["ps", "--ppid", str(parent.pid), "-o", "pid="], capture_output=True, text=True, check=False).stdout
    (child,) = map(int, found.split())
    parent.kill()
    parent.wait()
    until = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split()[2]:
        assert time.monotonic() < until
        time.sleep(0.05)


CALLS = [("os", "system"), ("builtins", "eval"), ("etl.forms.confined", "subprocess.Popen"), ("etl.forms.confined", "run")]


@pytest.mark.parametrize(("module", "name"), CALLS)
def test_an_answer_cannot_call_anything(module, name):
    words = b"".join(b"\x8c" + bytes([len(one)]) + one.encode() for one in (module, name))
    with pytest.raises(confined.pickle.UnpicklingError):
        confined._Plain(io.BytesIO(b"\x80\x04" + words + b"\x93.")).load()


def test_where_no_process_can_be_started_that_is_said(monkeypatch):
    def full(*args, **options):
        raise BlockingIOError

    monkeypatch.setattr(confined.subprocess, "Popen", full)
    with pytest.raises(Stopped) as caught:
        run(work.echo)
    assert caught.value.code == "sibuk"
