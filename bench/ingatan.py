"""`python -m bench.ingatan`: what a server remembers after every kind of file that it makes and thousands of random views.

Prints resident memory as it goes; exit code 1 beyond the ceiling. Views are as random as addresses can be: every public page, with
choices of every kind, whether or not they belong together, in both languages, by several readers who come and go.
"""

import argparse
import asyncio
import os
import random
import sys
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlencode, urlsplit

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import servers
from dasbor.mart import common, offices, regions
from dasbor.page import registry
from dasbor.words import paths

CEILING = 0.7e9 / 2**20
"""MiB; a service has 2 GB (MemoryMax in deploy/systemd), and several may share a machine."""
_WITH_FILES = [
    *(
        ("unduh", {"cakupan": kind, "kode": code, "tahun": "2022", "rentang": span, "berkas": lang, "lang": lang})
        for kind, code in (("nasional", ""), ("provinsi", "16"), ("daerah", "16.71"), ("kanwil", "kemenham-lampung"))
        for span, lang in (("satu", "id"), ("semua", "en"))
    ),
    *((page, {"tahun": "2022"}) for page in ("ringkasan", "peta", "predikat", "partisipasi", "sumber", "kanwil", "versi")),
    ("provinsi", {"prov": "16", "tahun": "2022"}),
    ("daerah", {"kode": "16.71"}),
]
_READERS = 6
_STAY = 40
"""Views after which a reader leaves and another comes."""


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.ingatan", description=__doc__)
    parser.add_argument("--tampilan", type=int, default=6000, help="banyaknya tampilan")
    parser.add_argument("--berkas", type=float, default=0.05, help="bagian berkas yang diambil dari setiap tampilan")
    parser.add_argument("--benih", type=int, default=1)
    asked = parser.parse_args()
    most, end, files = measured(views=asked.tampilan, files=asked.berkas, seed=asked.benih, say=print)
    views, limit = asked.tampilan, f"{CEILING:.0f}"
    print(f"{views} tampilan, {files} berkas: paling banyak {most:.0f} MiB, akhirnya {end:.0f} (batas {limit})")
    return int(most > CEILING)


def measured(
    *, views: int, files: float, seed: int, kinds: bool = True, say: Callable[[str], object] = lambda _: None
) -> tuple[float, float, int]:
    """The most that a server had resident at any view, what it had at the end (MiB), and how many files were made.

    `kinds`: make every kind of file first.
    """
    with servers.running(paths.ROOT / "server.py", folder=paths.ROOT, environ=os.environ) as server:
        try:
            return asyncio.run(_visited(server, views, files, random.Random(seed), say, kinds=kinds))
        except Exception:
            say(server.said()[-3000:])
            raise


def addresses(chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """Public pages with choices, without end."""
    years, provinces = [str(year) for year in common.years()], list(common.provinces())
    places, slugs = list(regions.labels()), list(offices.charges())
    choices = {
        "tahun": years,
        "prov": provinces,
        "kode": [*places, *provinces],
        "kanwil": slugs,
        "lang": ["id", "en"],
        "susunan": ["kini", "waktu"],
        "tingkat": ["provinsi", "kabkota"],
        "bentuk": ["geografis", "ubin"],
        "ukuran": ["keadaan", "jumlah", "persen", "skor", "partisipasi"],
        "banding": years,
        "susun": ["satu", "dua"],
        "cakupan": ["nasional", "provinsi", "daerah", "kanwil"],
        "rentang": ["satu", "semua"],
        "dari": years,
        "ke": years,
        "bagian": ["mutu", "klaim", "berkas", "berjalan", "hasil"],
        "cari": ["padang", "kota", "2022", "lampung"],
    }
    pages = [spec.url_path for spec in registry.present()]
    while True:
        some = chance.sample(list(choices), chance.randint(1, 8))
        yield chance.choice(pages), {name: chance.choice(choices[name]) for name in some}


class _Reader:
    """A session that looks at pages and takes files of theirs away."""

    def __init__(self, load: "_Load") -> None:
        self.load, self.session = load, ""

    async def __aenter__(self) -> "_Reader":
        address = self.load.server.url.replace("http", "ws", 1) + "/_stcore/stream"
        self.socket = await websockets.connect(address, subprotocols=["streamlit"], max_size=None, ping_timeout=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def look(self, page: str, choices: dict[str, str], share: float) -> None:
        """One view, and so many of the files that it offers."""
        run = BackMsg()
        run.rerun_script.page_name, run.rerun_script.query_string = page, urlencode(choices)
        await self.socket.send(run.SerializeToString())
        offered = []
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        while (message := await self._next()).WhichOneof("type") != "script_finished" or message.script_finished == early:
            if message.WhichOneof("type") == "new_session":
                offered.clear()  # a first run that stopped to begin anew offers nothing that is still there
                self.session = message.new_session.initialize.session_id or self.session
            element = message.delta.new_element
            if element.WhichOneof("type") == "download_button":
                offered.append((element.download_button.deferred_file_id, element.download_button.url))
        for waiting, address in offered:
            if self.load.chance.random() < share:
                await self._take(waiting, address)
                self.load.look()
        self.load.look()

    async def _take(self, waiting: str, address: str) -> None:
        """Have a file made if it is not yet, and fetch it."""
        if waiting:
            asked = BackMsg()
            asked.backend_operation_request.request_id = str(uuid.uuid4())
            asked.backend_operation_request.session_id = self.session
            asked.backend_operation_request.deferred_file.file_id = waiting
            await self.socket.send(asked.SerializeToString())
            while (message := await self._next()).WhichOneof("type") != "backend_operation_response":
                pass
            address = message.backend_operation_response.deferred_file.url
        if address:
            answer = await self.load.client.get(self.load.server.url + urlsplit(address).path)
            self.load.files += answer.is_success
            self.load.lost += not answer.is_success

    async def _next(self) -> ForwardMsg:
        return ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 300))


class _Load:
    """All readers, and what they saw of the server."""

    def __init__(
        self, server: servers.Server, chance: random.Random, client: httpx.AsyncClient, say: Callable[[str], object]
    ) -> None:
        self.server, self.chance, self.client, self.say = server, chance, client, say
        self.most, self.views, self.files, self.lost = 0.0, 0, 0, 0

    def look(self) -> None:
        """How much memory it has now."""
        self.most = max(self.most, self.server.memory())

    async def all_kinds(self) -> None:
        """Every kind of file once."""
        async with _Reader(self) as reader:
            for page, choices in _WITH_FILES:
                await reader.look(page, choices, 1.0)
        self._told("setiap jenis berkas")

    async def visits(self, views: int, share: float) -> None:
        """One reader after the other, until all have seen so many views together."""
        places = addresses(self.chance)
        while self.views < views:
            async with _Reader(self) as reader:
                for _ in range(_STAY):
                    if self.views >= views:
                        break
                    self.views += 1
                    await reader.look(*next(places), share)
                    if self.views % 500 == 0:
                        self._told(f"{self.views} tampilan")

    def _told(self, what: str) -> None:
        self.say(f"{what}, {self.files} berkas ({self.lost} tidak sampai): {self.server.memory():.0f} MiB")
        sys.stdout.flush()


async def _visited(
    server: servers.Server, views: int, share: float, chance: random.Random, say: Callable[[str], object], *, kinds: bool
) -> tuple[float, float, int]:
    # a new connection each: one that is kept may be closed by the server in the moment in which it is used again
    async with httpx.AsyncClient(timeout=300, limits=httpx.Limits(max_keepalive_connections=0)) as client:
        load = _Load(server, chance, client, say)
        if kinds:
            await load.all_kinds()
        await asyncio.gather(*(load.visits(views, share) for _ in range(_READERS)))
    return load.most, server.memory(), load.files


if __name__ == "__main__":
    raise SystemExit(main())
