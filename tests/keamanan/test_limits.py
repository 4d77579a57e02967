"""What a stranger can hold open of a running server: descriptors, connections that say nothing, sessions; and who goes for whom."""

import asyncio
import contextlib
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
import websockets.sync.client
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from uvicorn.protocols.http.h11_impl import H11Protocol
from websockets.exceptions import ConnectionClosed

from bench import ingatan, servers
from dasbor.exports import dataset
from dasbor.exports.briefs import make
from dasbor.mart import cache, common, scopes
from dasbor.web import limits, sessions
from dasbor.words import paths
from etl.base.errors import UserError
from tests import aio
from tests.keamanan.test_server import WAIT, ask

MOST = 12
DESCRIPTORS = 300
SLOW = 1.0


@pytest.fixture(scope="module")
def server(record_folder):
    environ = {"PEDULIHAM_DATA": str(record_folder), limits.VARIABLE: str(MOST), "PEDULIHAM_LAMBAT": str(SLOW)}
    with servers.running(paths.ROOT / "server.py", folder=paths.ROOT, environ=environ, descriptors=DESCRIPTORS) as running:
        yield running


def descriptors(server):
    return len(os.listdir(f"/proc/{server.pid}/fd"))  # noqa: PTH208 - as many as there are, without their paths


def opened(url, number=0):
    """A silent session of a reader with an address of their own."""
    parts = urlsplit(url)
    sock = socket.create_connection((parts.hostname, parts.port), source_address=(f"127.2.0.{number % 250 + 1}", 0))
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    return websockets.sync.client.connect(address, sock=sock, subprotocols=["streamlit"], max_size=None)


def reads(session, address):
    """Let a session ask for a page, as a browser does that stands at this address."""
    run = BackMsg()
    run.rerun_script.page_name = urlsplit(address).path.strip("/")
    run.rerun_script.query_string = urlsplit(address).query
    run.rerun_script.context_info.url = address
    session.send(run.SerializeToString())
    while ForwardMsg.FromString(session.recv(timeout=WAIT)).WhichOneof("type") != "script_finished":
        pass


def told(session):
    """Where a session was sent before it was closed; None if it is open."""
    where = None
    try:
        while True:
            message = ForwardMsg.FromString(session.recv(timeout=1))
            if message.WhichOneof("type") == "auth_redirect":
                where = message.auth_redirect.url
    except TimeoutError:
        return where
    except ConnectionClosed:
        return where or ""


def test_a_silent_session_costs_one_descriptor(server):
    """It cost four: the connection, and three of an event loop that no page uses."""
    with contextlib.ExitStack() as stack:
        reads(stack.enter_context(opened(server.url)), server.url + "/")  # what all share is there now
        before = descriptors(server)
        held = [stack.enter_context(opened(server.url, number)) for number in range(MOST - 2)]
        assert descriptors(server) - before == MOST - 2
        for one in held:
            reads(one, server.url + "/")
        assert descriptors(server) - before == MOST - 2, "and no more when it was served"


def test_the_idlest_session_goes_and_is_told_in_its_language(server):
    with contextlib.ExitStack() as stack:
        english = stack.enter_context(opened(server.url))
        reads(english, f"{server.url}/peta?tahun=2022&lang=en")
        newer = stack.enter_context(opened(server.url, 1))
        reads(newer, f"{server.url}/peta?tahun=2022")
        others = [stack.enter_context(opened(server.url, 2 + number)) for number in range(MOST - 2)]
        for one in others:
            reads(one, server.url + "/")
        last = stack.enter_context(opened(server.url, MOST))
        where = told(english)
        assert parse_qs(urlsplit(where).query)["halaman"] == ["/peta?tahun=2022&lang=en"]
        status, given, body = ask(server.url, where)
        assert (status, given["cache-control"]) == (200, "no-store")
        text = body.decode()
        assert "There are many readers now" in text
        assert 'href="/peta?tahun=2022&amp;lang=en"' in text
        assert [told(one) for one in (newer, *others)] == [None] * (MOST - 1)
        reads(last, server.url + "/")
    assert "Pembaca sedang banyak" in ask(server.url, "/sesi-ditutup?halaman=%2Fpeta")[2].decode()
    assert 'href="/"' in ask(server.url, "/sesi-ditutup?halaman=%2F%2Fjahat.invalid")[2].decode()


def test_silent_sessions_push_out_each_other_and_no_reader(server):
    with contextlib.ExitStack() as stack:
        reader = stack.enter_context(opened(server.url))
        reads(reader, f"{server.url}/peta?tahun=2022")
        time.sleep(sessions._TIME_TO_ASK + 0.5)  # a reader who reads, longer than anybody takes to ask
        for number in range(5 * MOST):
            stack.enter_context(opened(server.url, number))
        reads(reader, f"{server.url}/peta?tahun=2021")


def test_connections_beyond_the_descriptors_end_nothing(server):
    """More than the process may have: before, it answered nobody any more, and ended."""
    held = []
    parts = urlsplit(server.url)
    for number in range(2 * DESCRIPTORS):
        with contextlib.suppress(OSError):
            held.append(socket.create_connection((parts.hostname, parts.port), source_address=(f"127.3.0.{number % 200 + 1}", 0)))
            held[-1].sendall(b"GET / HTTP/1.1\r\nHost: ")
        if number % 100 == 99:
            assert ask(server.url, "/_stcore/health")[0] == 200
            assert descriptors(server) < DESCRIPTORS
    for one in held:
        one.close()
    assert ask(server.url, "/")[0] == 200


HALF = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "headers without end": b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
    "a body that does not come": b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx",
}


@pytest.mark.parametrize("what", HALF)
def test_a_request_that_does_not_get_on_is_ended(server, what):
    """A letter now and then keeps nothing open: what counts is the whole head."""
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=WAIT) as one:
        one.sendall(HALF[what])
        if what == "headers without end":
            with pytest.raises((ConnectionResetError, BrokenPipeError)):
                drip(one)
        else:
            with contextlib.suppress(ConnectionResetError):
                while one.recv(4096):
                    pass


def drip(connection):
    for _ in range(300):
        connection.sendall(b"a")
        time.sleep(0.1)


def test_an_answer_that_is_not_read_is_ended(server):
    """Of a large file only the first bytes are taken."""
    before = descriptors(server)
    parts = urlsplit(server.url)
    with urlopen(server.url) as page:
        script = page.read().decode().split('src="./')[1].partition('"')[0]
    held = []
    for _ in range(5):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect((parts.hostname, parts.port))
        one.sendall(b"".join(f"GET /{script}?{number} HTTP/1.1\r\nHost: a\r\n\r\n".encode() for number in range(40)))
        held.append(one)
    until = time.monotonic() + WAIT
    while descriptors(server) > before and time.monotonic() < until:
        time.sleep(0.2)
    assert descriptors(server) <= before
    for one in held:
        one.close()


def test_random_views_and_their_files_stay_below_the_ceiling(record_folder, monkeypatch):
    """A sample; `make bench-ingatan` makes every kind of file and looks at 6,000 pages."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))
    with ThreadPoolExecutor(1) as thread:  # a browser test in this process keeps a loop of its own
        most, _, files = thread.submit(ingatan.measured, views=60, files=0.1, seed=7, kinds=False).result()
    assert files
    assert most < ingatan.CEILING


def test_what_is_large_is_remembered_for_few(record_folder, monkeypatch):
    """A dataset of the nation has megabytes; 512 of them were remembered, and nothing else of the exports was as large."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))
    for code in list(common.provinces())[: cache.FEW + 3]:
        dataset.dataset(scopes.scope("provinsi", code, 2022))
        make.brief(scopes.scope("provinsi", code, 2022), "id")
    for one in (dataset.dataset, make.brief):
        assert len(one.__closure__[list(one.__code__.co_freevars).index("kept")].cell_contents._entries) == cache.FEW


def test_beyond_the_ceiling_half_of_what_is_remembered_is_forgotten_the_oldest_first(monkeypatch):
    monkeypatch.setattr(cache, "_CEILING", ceiling := cache._Ceiling())
    monkeypatch.setattr(cache, "_LOOK", 1)
    results, others = cache._Results(100), cache._Results(100)
    held = {"resident": 0}
    monkeypatch.setattr(cache.memory, "resident", lambda: held["resident"])
    monkeypatch.setattr(cache.memory, "give_back", lambda: held.update(resident=0))
    for one in results, others:
        one.look(("versi|1", None))
        for place in range(10):
            one.put(("versi|1", place), place)
    held["resident"] = cache.CEILING + 1
    ceiling._left = 1
    results.put(("versi|1", 10), 10)
    assert list(results._entries.values()) == [6, 7, 8, 9, 10]
    assert len(others._entries) == 5
    held["resident"] = cache.CEILING + 1  # held by somebody else: not everything is forgotten for it
    for place in range(11, 20):
        results.put(("versi|1", place), place)
    assert len(results._entries) == 14


def test_one_address_holds_only_its_share(monkeypatch):
    """Not of this machine, from which a proxy comes with everybody."""
    assert [limits.ours(host) for host in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "")] == [True] * 4
    assert [limits.ours(host) for host in ("10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1")] == [False] * 3
    gate, ended = sessions.SessionGate(None), []
    monkeypatch.setattr(sessions, "_end", lambda one: ended.append(one) or asyncio.sleep(0))

    async def many():
        for number in range(limits.EACH + 3):
            gate._make_room("10.1.2.3")
            gate.open.add(sessions._Session("10.1.2.3", person=False, send=None, last=float(number)))
        gate._make_room("10.9.9.9")

    aio.run(many())
    assert [one.last for one in ended] == [0.0, 1.0, 2.0]


def test_people_who_are_logged_in_go_last():
    async def ranks():
        def of(person, asked, last, *, crowd=False):
            return sessions._Session("", person, None, last=last, asked=asked).rank(100.0, crowd=crowd)

        order = [of(False, b"", 90.0), of(False, b"x", 10.0), of(False, b"x", 80.0), of(True, b"x", 5.0)]
        assert order == sorted(order)
        assert of(False, b"", 99.0) > of(False, b"x", 10.0), "who has just come is no silent one"
        assert of(False, b"", 99.0, crowd=True) < of(False, b"x", 10.0), "but one of many that have is"

    aio.run(ranks())


@pytest.mark.parametrize(
    ("soft", "setting", "expected"),
    [(1024, "", 412), (8192, "", 1000), (8192, "50", 50), (8192, "100000", 3996), (256, "", 28)],
)
def test_the_numbers_follow_the_limit_of_the_process_and_the_setting(monkeypatch, soft, setting, expected):
    monkeypatch.setattr(limits.resource, "getrlimit", lambda _: (soft, soft))
    monkeypatch.setenv(limits.VARIABLE, setting)
    for one in (limits.sockets, limits.sessions):
        one.cache_clear()
    try:
        assert limits.sessions() == expected
        assert limits.sockets() + limits._OWN <= soft or soft < 2 * limits._OWN
    finally:
        for one in (limits.sockets, limits.sessions):
            one.cache_clear()


@pytest.mark.parametrize("setting", ["0", "-1", "banyak", "٣"])
def test_a_setting_that_is_no_number_is_told_at_the_start(monkeypatch, setting):
    monkeypatch.setenv(limits.VARIABLE, setting)
    limits.sessions.cache_clear()
    with pytest.raises(UserError, match="PEDULIHAM_SESI"):
        limits.sessions()
    limits.sessions.cache_clear()


def test_uvicorn_and_streamlit_still_have_the_parts_that_the_limits_lean_on():
    for name in ("connection_made", "connection_lost", "data_received", "on_response_complete", "handle_websocket_upgrade"):
        assert callable(getattr(H11Protocol, name))
    assert callable(app_session._close_script_event_loop)
    assert "_script_event_loop" in app_session.AppSession.__init__.__code__.co_names or hasattr(H11Protocol, "guarded")
