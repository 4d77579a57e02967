"""Nothing that an upload contains harms the server: hostile and mutated files through the page, while others read.

UNGGAHAN sets how many mutated files are sent (`make uji-unggahan`); then the hostile ones are as large as they may be, too.
"""

import asyncio
import os
import shutil
import signal
import statistics
import time
from pathlib import Path

import pytest

from tests import aio, hostile, visitors
from tests.browser import masuk
from tests.visitors import Visitor

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider, in its thread
MANY = int(os.environ.get("UNGGAHAN", "0"))
TRIES = MANY or 12
AT_ONCE = 10 if MANY else 4
READERS = 50 if MANY else 2
SMALL = {
    "texts.xlsx": 1_000_000,
    "formulas.xlsx": 4_000,
    "brackets.csv": 20_000,
    "separators.csv": 3_000_000,
    "lines.csv": 2_000_000,
}
PETA = ("peta", {"tahun": 2024})
ISIAN = ("isian", {"bagian": "berkas", "jenis": "yankomas", "tahun": 2026})
REFUSED = 'role="alert"'
PAGES = [("lampung", ISIAN), ("operator", ("kelola", {"tahun": 2024}))]
UNDERSTOOD = {"isian": "Akan berubah", "kelola": "Yang dipahami"}
MEMORY = 1_500
"""MB of the server and all it started."""


@pytest.fixture(scope="module")
def instance(inside_folder, tmp_path_factory):
    folder = shutil.copytree(inside_folder, tmp_path_factory.mktemp("unggah-data") / "data")
    with masuk.running(folder, tmp_path_factory.mktemp("unggah")) as running:
        yield running


class Watch:
    """What the server takes while something is done to it: its memory, and how long readers of Peta wait."""

    def __init__(self, instance, readers):
        self.instance, self.readers, self.most = instance, readers, 0

    async def __aenter__(self):
        self.alone = await self._read(5 if self.readers > 1 else 2)  # the same readers before anything is done
        self.done = asyncio.Event()
        self.tasks = [asyncio.create_task(self._read_on(self.done)), asyncio.create_task(self._memory())]
        return self

    async def __aexit__(self, *_):
        self.done.set()
        self.took, _ = await asyncio.gather(*self.tasks)

    async def _read(self, seconds):
        done = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, done.set)
        return await self._read_on(done)

    async def _read_on(self, done):
        pause = 3 if self.readers > 5 else 0.2
        readers = (visitors.reading(self.instance.url, *PETA, done, pause=pause) for _ in range(self.readers))
        return sorted(one for took in await asyncio.gather(*readers) for one in took)

    def fit(self, most):
        """Whether nobody waited longer than `most` seconds, or than four times the longest without uploads on this machine."""
        return self.took[-1] < max(most, 4 * self.alone[-1])

    async def _memory(self):
        while not self.done.is_set():
            self.most = max(self.most, visitors.memory(self.instance.pid))
            await asyncio.sleep(0.1)

    def said(self):
        """What was measured."""
        words = (
            f"{what}: {len(took)} jawaban, median {statistics.median(took):.2f} s, paling lama {took[-1]:.2f} s"
            for what, took in (("Peta sebelumnya", self.alone), ("Peta selama itu", self.took))
        )
        return f"{'; '.join(words)}; memori paling banyak {self.most:.0f} MB"


async def sent(instance, person, page, name, content):
    """What a page shows of a file that a person hands it."""
    async with Visitor(instance.url, masuk.cookie(instance, person)) as one:
        await one.run(*page)
        return (await one.run(*page, upload=await one.put(name, content)))[0]


def gone(instance):
    """Whether nothing that reads files is left."""
    until = time.monotonic() + 5
    while len(visitors.processes(instance.pid)) > 1 and time.monotonic() < until:
        time.sleep(0.1)
    return len(visitors.processes(instance.pid)) == 1


async def held(instance):
    """Stop the process that reads, as soon as there is one: it will not be done before something else happens."""
    while True:
        for one in visitors.processes(instance.pid)[1:]:
            if b"confined" in Path(f"/proc/{one}/cmdline").read_bytes():
                os.kill(one, signal.SIGSTOP)
                return
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("name", hostile.KINDS)
@pytest.mark.parametrize(("person", "page"), PAGES)
def test_hostile_files_end_in_words_while_others_read(instance, name, person, page):
    make = hostile.KINDS[name]
    content = make() if MANY or name not in SMALL else make(SMALL[name])

    async def attack():
        async with Watch(instance, 1) as watch:
            shown = await sent(instance, person, page, name, content)
        return watch, shown

    watch, shown = aio.run(attack())
    print(f"\n{page[0]} {name} ({len(content) / 1e6:.1f} MB): {watch.said()}")
    assert REFUSED in shown or UNDERSTOOD[page[0]] in shown, shown[-2000:]
    assert "Traceback" not in shown
    assert watch.fit(1), watch.said()
    assert watch.most < MEMORY
    assert gone(instance)


def test_mutated_files_many_at_once_while_others_read(instance):
    turns = iter(range(TRIES))

    async def send(outcomes):
        for seed in turns:
            name, content = hostile.mutated(seed)
            shown = await sent(instance, "lampung", ISIAN, name, content)
            assert "Traceback" not in shown, seed
            outcomes["refused" if REFUSED in shown else "read" if UNDERSTOOD["isian"] in shown else "?"] += 1

    async def attack():
        outcomes = {"refused": 0, "read": 0, "?": 0}
        async with Watch(instance, READERS) as watch:
            await asyncio.gather(*(send(outcomes) for _ in range(AT_ONCE)))
        return watch, outcomes

    began = time.monotonic()
    watch, outcomes = aio.run(attack())
    print(f"\n{TRIES} berkas, {AT_ONCE} sekaligus, {READERS} pembaca, {time.monotonic() - began:.0f} s: {outcomes}; {watch.said()}")
    assert not outcomes["?"]
    assert sum(outcomes.values()) == TRIES
    assert watch.fit(2), watch.said()
    assert watch.most < MEMORY
    assert gone(instance)


@pytest.mark.parametrize(("person", "page"), PAGES)
def test_reading_is_cancelled_from_the_page_and_begun_again(instance, person, page):
    async def attempt():
        async with Visitor(instance.url, masuk.cookie(instance, person)) as one:
            await one.run(*page)
            upload = await one.put("hasil.csv", hostile.plain())
            await one.ask(*page, upload=upload)
            await held(instance)
            await one.seen("Batalkan")
            shown, took = await one.run(*page, upload=upload, pressed="Batalkan")
            left = gone(instance)
            again, _ = await one.run(*page, upload=upload, pressed="Coba lagi")
        return shown, took, left, again

    shown, took, left, again = aio.run(attempt())
    assert "Dibatalkan" in shown
    assert took < 5
    assert left
    assert UNDERSTOOD[page[0]] in again


def test_whoever_leaves_takes_the_reading_along(instance):
    async def attempt():
        async with Visitor(instance.url, masuk.cookie(instance, "lampung")) as one:
            await one.run(*ISIAN)
            await one.ask(*ISIAN, upload=await one.put("hasil.csv", hostile.plain()))
            await held(instance)

    aio.run(attempt())
    assert gone(instance)
