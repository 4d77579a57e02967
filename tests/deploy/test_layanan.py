"""The whole service on one machine: real nginx with the shipped files, two real replicas, and what readers see when one is lost.

No browser and no clock: sessions speak Streamlit's protocol through nginx (bench/light.py), each with the cookie of one reader.
"""

import asyncio
import datetime as dt
import http.client
import os
import re
import shutil
import signal
import threading
import time
import warnings

import duckdb
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import light, static_pages
from dasbor.site import store
from deploy import loopback, satu_mesin
from etl.base.paths import PUBLIC_NAME
from etl.build.run import build
from tests import aio

SILENCE = 10.0
PAGE, QUERY = "ringkasan", "tahun=2022"
CROWD = 12
if not loopback.program("nginx"):
    warnings.warn("NGINX IS MISSING: REPLICAS BEHIND IT ARE NOT TESTED", stacklevel=1)
pytestmark = pytest.mark.skipif(not loopback.program("nginx"), reason="nginx is missing")


def write_site(folder, version):
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.html").write_text(f"<!doctype html><p>versi {version}", encoding="utf-8")


@pytest.fixture(scope="module")
def service(record_folder, tmp_path_factory):
    """The service on a copy of the published record; every test leaves both replicas answering."""
    folder = tmp_path_factory.mktemp("layanan")
    shutil.copytree(record_folder, folder / "data")
    write_site(folder / "situs", 0)
    ports = [loopback.free_port() for _ in range(2)]
    environ = {"PEDULIHAM_DATA": str(folder / "data")}
    with satu_mesin.serving(folder / "situs", ports, port=loopback.free_port(), environ=environ, silence=SILENCE) as running:
        yield running


@pytest.fixture
def data(service):
    return service.site_folder.parent / "data"


def ask(port, path, host, cookie=""):
    """Status and body of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"{host}:{port}", "Cookie": cookie})
    answer = connection.getresponse()
    told = answer.status, answer.read()
    connection.close()
    return told


def sessions(replica):
    """How many sessions a replica holds now."""
    told = ask(replica.port, "/_stcore/metrics?families=active_sessions", "localhost")[1].decode()
    return int(float(re.search(r"^active_sessions(?:\{[^}]*\})? ([\d.]+)", told, re.MULTILINE)[1]))


def counts(service):
    return [sessions(replica) for replica in service.watched.replicas]


def wait_until(true):
    """Wait for what must happen; the limit is only there to end a failing test."""
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


async def view(socket):
    """The texts of a page as a session shows it now, in order."""
    run = await socket.rerun(PAGE, QUERY, whole=True)
    assert run.faults == []
    elements = [message.delta.new_element for message in map(ForwardMsg.FromString, run.texts)]
    return [one.html.body for one in elements if one.WhichOneof("type") == "html"]


def test_a_reader_stays_with_one_replica_and_both_are_used(service):
    async def told():
        before = counts(service)
        same = [await light.opened(service.port, f"{satu_mesin.DASHBOARD}:{service.port}", 7) for _ in range(3)]
        one = counts(service)
        crowd = [await light.opened(service.port, f"{satu_mesin.DASHBOARD}:{service.port}", number) for number in range(CROWD)]
        many = counts(service)
        for socket in (*same, *crowd):
            socket.close()
        return before, one, many

    before, one, many = aio.run(told())
    assert sorted(after - then for after, then in zip(one, before, strict=True)) == [0, 3]
    assert sum(many) == sum(before) + 3 + CROWD
    assert min(after - then for after, then in zip(many, one, strict=True)) > 0
    wait_until(lambda: sum(counts(service)) == sum(before))


def file_of(messages):
    """What to ask for the first file that a page offers to make."""
    for message in messages:
        button = message.delta.new_element.download_button
        if button.deferred_file_id:
            return button.deferred_file_id
    raise AssertionError("the page offers no file")


def test_a_file_made_by_one_replica_is_found_whoever_asks(service):
    async def made():
        address, cookie = f"ws://{satu_mesin.DASHBOARD}:{service.port}/_stcore/stream", {"Cookie": "peduliham_pembaca=7"}
        async with websockets.connect(
            address, subprotocols=["streamlit"], additional_headers=cookie, max_size=None, host="127.0.0.1", port=service.port
        ) as socket:
            asked = BackMsg()
            asked.rerun_script.page_name, asked.rerun_script.query_string = PAGE, QUERY
            await socket.send(asked.SerializeToString())
            messages = []
            while not any(message.delta.new_element.download_button.deferred_file_id for message in messages):
                messages.append(ForwardMsg.FromString(await socket.recv()))
            wanted = BackMsg()
            wanted.backend_operation_request.request_id = "1"
            wanted.backend_operation_request.session_id = messages[0].new_session.initialize.session_id
            wanted.backend_operation_request.deferred_file.file_id = file_of(messages)
            await socket.send(wanted.SerializeToString())
            while (answer := ForwardMsg.FromString(await socket.recv())).WhichOneof("type") != "backend_operation_response":
                pass
            path = answer.backend_operation_response.deferred_file.url
            # whatever the cookie: one of these leads to the replica that does not have it
            return path, [ask(service.port, path, satu_mesin.DASHBOARD, f"peduliham_pembaca={key}") for key in range(6)]

    path, answers = aio.run(made())
    assert path.startswith("/media/")
    assert {status for status, _ in answers} == {200}
    assert len({body for _, body in answers}) == 1
    assert ask(service.port, "/media/0123456789abcdef.csv", satu_mesin.DASHBOARD)[0] == 404


def test_readers_of_a_killed_replica_go_on_with_another_where_they_were(service):
    killed = service.watched.replicas[0]
    starts = killed.starts

    async def told():
        host = f"{satu_mesin.DASHBOARD}:{service.port}"
        crowd = [await light.opened(service.port, host, number) for number in range(CROWD)]
        views = [await view(socket) for socket in crowd]
        os.kill(killed.pid, signal.SIGKILL)
        while not any(socket.gone for socket in crowd):
            await asyncio.sleep(0.01)
        again, kept = [], []
        for number, socket in enumerate(crowd):
            try:
                kept.append(await view(socket))
            except light.CutError:
                crowd[number] = await light.opened(service.port, host, number)
                again.append(await view(crowd[number]))
        for socket in crowd:
            socket.close()
        return views, again, kept

    views, again, kept = aio.run(told())
    assert again
    assert kept, "whoever was with the other replica noticed nothing"
    assert all(one == views[0] and any("2022" in text for text in one) for one in (*views, *again, *kept))
    wait_until(lambda: killed.starts > starts and killed.ready.is_set())


def visiting(service, paths):
    """Read static pages in a thread until the function that comes back is called; it gives what was seen."""
    ended, visits = threading.Event(), static_pages.Visits()

    async def visit():
        stop = asyncio.Event()
        reading = asyncio.create_task(static_pages.visit(service.port, paths, stop, visits, pause=0))
        await asyncio.to_thread(ended.wait)
        stop.set()
        await reading

    thread = threading.Thread(target=asyncio.run, args=(visit(),))
    thread.start()

    def finish():
        ended.set()
        thread.join()
        return visits

    return finish


def test_no_static_page_fails_while_the_folder_is_exchanged(service):
    site = service.site_folder
    finish = visiting(service, [f"{number}.html" for number in range(20)])
    for version in range(1, 30):
        write_site(store.aside(site), version)
        store.publish(store.aside(site), site)
        assert ask(service.port, "/3.html", satu_mesin.SITE) == (200, f"<!doctype html><p>versi {version}".encode()), version
    visits = finish()
    assert visits.asked > 30
    assert visits.failed == []


def digest(folder):
    with duckdb.connect(str(folder / PUBLIC_NAME), read_only=True) as connection:
        return connection.execute("SELECT sidik FROM mart.versi").fetchone()[0]


def test_every_replica_shows_what_was_published_without_being_told(service, data):
    before = digest(data)
    path = data / "klaim.csv"

    async def shown():
        sockets = [await light.opened(replica.port, f"localhost:{replica.port}", 1) for replica in service.watched.replicas]
        first = ["".join(await view(socket)) for socket in sockets]
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
        await asyncio.to_thread(build, data, now=dt.datetime(2025, 1, 3, tzinfo=dt.UTC))
        then = ["".join(await view(socket)) for socket in sockets]
        for socket in sockets:
            socket.close()
        return first, then

    first, then = aio.run(shown())
    after = digest(data)
    assert after != before
    assert [before in text for text in first] == [True, True]
    assert [(before in text, after in text) for text in then] == [(False, True), (False, True)]


def test_replicas_are_renewed_in_turn_and_one_that_hangs_is_started_again(service):
    finish, failed = threading.Event(), []

    def open_pages():
        while not finish.is_set():
            for key in range(4):
                status = ask(service.port, "/", satu_mesin.DASHBOARD, f"peduliham_pembaca={key}")[0]
                if status != 200:
                    failed.append(status)

    pids = [replica.pid for replica in service.watched.replicas]
    thread = threading.Thread(target=open_pages)
    thread.start()
    service.watched.roll()
    finish.set()
    thread.join()
    assert failed == []
    assert set(pids).isdisjoint(replica.pid for replica in service.watched.replicas)
    hanging = service.watched.replicas[1]
    starts = hanging.starts
    os.kill(hanging.pid, signal.SIGSTOP)
    wait_until(lambda: hanging.starts > starts and hanging.ready.is_set())
    assert ask(hanging.port, "/_stcore/health", "localhost") == (200, b"ok")
