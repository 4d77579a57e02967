"""The middleware by itself, and the inner parts of Streamlit that it leans on: a new version that changes them fails here."""

import json
import threading
from itertools import count
from types import SimpleNamespace

import pytest
from starlette.datastructures import Headers
from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dasbor.web import MIDDLEWARE, access, force, headers, login, media
from dasbor.web.access import PUBLIC, Person, Role, Verdict
from tests import aio

NUMBER = count()
SECRET = "rahasia-untuk-uji-0123456789-abcdefghij"
ANI = {"is_logged_in": True, "provider": "default", "iss": "https://masuk.example", "sub": "1", "email": "ani@contoh.go.id"}
BUDI = {**ANI, "sub": "2", "email": "budi@contoh.go.id"}


async def answered(scope, receive, send):
    """An application that serves everything, as Streamlit serves media."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"ALLOWALL"), (b"x-own", b"1")]})
    await send({"type": "http.response.body", "body": b"isi"})


def ask(app, path, cookie="", method="GET", kind="http"):
    sent = []
    held = [(b"host", b"127.0.0.1")] + ([(b"cookie", cookie.encode())] if cookie else [])
    scope = {"type": kind, "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": held}

    async def keep(message):
        sent.append(message)

    aio.run(app(scope, None, keep))
    return SimpleNamespace(status=sent[0].get("status"), headers=Headers(raw=sent[0].get("headers", [])), messages=sent)


@pytest.fixture
def sessions(monkeypatch):
    """A running Streamlit with sessions of Ani, Budi and nobody, each of which holds a file; one that Ani logged out of."""
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    owners = {"sesi-ani": ANI, "sesi-budi": BUDI, "sesi-umum": {}, "sesi-keluar": {}}
    files = {}
    for session in owners:
        file = storage.load_and_get_id(session.encode(), "text/csv", "downloadable", f"{session}.csv")
        manager._files_by_session_and_coord[session]["0"] = file
        files[session] = storage.get_url(file)
    found = [
        SimpleNamespace(session=SimpleNamespace(id=name, _user_info=claims, is_resumable=lambda name=name: name != "sesi-keluar"))
        for name, claims in owners.items()
    ]
    one = SimpleNamespace(media_file_mgr=manager, _session_mgr=SimpleNamespace(list_sessions=lambda: found))
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: one)
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setenv(access.VARIABLE, "akses.toml")
    return SimpleNamespace(files=files, manager=manager)


def signed(claims, secret=SECRET):
    return f"{USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims)).decode()}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_file_is_given_to_the_identity_whose_session_holds_it(sessions, method):
    gate = media.MediaGate(answered)
    asking = {"sesi-ani": signed(ANI), "sesi-budi": signed(BUDI), "sesi-umum": ""}
    for owner, file in sessions.files.items():
        for who, cookie in asking.items():
            assert (ask(gate, file, cookie, method).status == 200) == (owner == who), (owner, who)


def test_a_new_login_of_the_same_person_keeps_what_an_older_tab_made(sessions):
    assert ask(media.MediaGate(answered), sessions.files["sesi-ani"], signed({**ANI, "iat": 2, "name": "Ani"})).status == 200


def made_by_a_button(sessions, session):
    entry = dict.fromkeys(("coordinates", "element_id"), "") | {"mimetype": "text/csv", "filename": "x.csv"}
    name = f"tunda-{next(NUMBER)}"
    content = f"isi {name}".encode()
    sessions.manager._deferred_callables[name] = {**entry, "callable": lambda: content, "session_id": session}
    return sessions.manager.execute_deferred(name)


@pytest.mark.parametrize("then", ["expired", "ended", "unknown", "unchecked", "unverified", "nobody"])
def test_a_file_made_for_a_person_is_given_only_while_their_login_holds(sessions, monkeypatch, then):
    """The same session, the same cookie: but the login was ended, has expired, or has no role any more."""
    ani = Person(ANI["email"], (Role.OPERATOR,))
    now = ["known"]
    monkeypatch.setattr(
        login, "_judged", lambda said: Verdict(ani if said and now[0] == "known" else PUBLIC, now[0] if said else "nobody")
    )
    gate = media.MediaGate(answered)
    ask(gate, "/")
    file = made_by_a_button(sessions, "sesi-ani")
    assert ask(gate, file, signed(ANI)).status == 200
    assert ask(gate, file, signed(BUDI)).status == ask(gate, file).status == 404
    now[0] = then
    assert ask(gate, file, signed(ANI)).status == 404
    assert ask(gate, made_by_a_button(sessions, "sesi-ani"), signed(ANI)).status == 200, "what anybody may have is still theirs"
    now[0] = "known"
    assert ask(gate, file, signed(ANI)).status == 200


@pytest.mark.parametrize(
    "cookie",
    [
        signed(ANI, secret="lain"),
        signed({**ANI, "is_logged_in": "true"}),
        signed([ANI]),
        f"{USER_COOKIE_NAME}=x",
        signed(ANI) + "x",
    ],
)
def test_a_forged_cookie_is_nobody(sessions, cookie):
    gate = media.MediaGate(answered)
    assert ask(gate, sessions.files["sesi-ani"], cookie).status == 404
    assert ask(gate, sessions.files["sesi-umum"], cookie).status == 200


def test_files_that_nobody_holds_are_not_there(sessions):
    gate = media.MediaGate(answered)
    for path in ("/media/", "/media/0.csv", "/media/..", "/media/" + "f" * 40 + ".csv", sessions.files["sesi-ani"] + "/x"):
        assert ask(gate, path, signed(ANI)).status == 404, path


def test_a_file_made_before_a_version_was_closed_is_served_no_more(sessions, monkeypatch):
    """Of a withdrawn result nothing is left in the server's memory that an address could fetch; on every instance."""
    closed = {"20241201-000000000000"}
    monkeypatch.setattr(media.versions, "closed", lambda: frozenset(closed))
    for variable in ("", "akses.toml"):
        monkeypatch.setenv(access.VARIABLE, variable)
        gate = media.MediaGate(answered)
        assert ask(gate, "/").status == 200
        file = sessions.manager.add(variable.encode() + b"isi", "text/csv", "1", file_name="a.csv")
        sessions.manager._files_by_session_and_coord["sesi-umum"]["1"] = media.file_name(file)
        assert ask(gate, file).status == 200
        closed.add(f"20241210-{len(closed):012}")
        assert ask(gate, file).status == 404
        file = sessions.manager.add(variable.encode() + b"lain", "text/csv", "2", file_name="b.csv")
        sessions.manager._files_by_session_and_coord["sesi-umum"]["2"] = media.file_name(file)
        assert ask(gate, file).status == 200, "what is made afterwards is"


def test_other_addresses_pass(sessions):
    gate = media.MediaGate(answered)
    assert [ask(gate, path).status for path in ("/", "/static/media/x.woff2", "/app/static/x", "/mediax")] == [200] * 4


def test_a_file_made_by_a_button_belongs_to_the_session_with_the_button(sessions):
    gate = media.MediaGate(answered)
    ask(gate, "/")  # from the first request on it is remembered
    file = made_by_a_button(sessions, "sesi-budi")
    assert ask(gate, file, signed(BUDI)).status == 200
    assert ask(gate, file, signed(ANI)).status == 404
    assert ask(gate, file).status == 404


def test_a_file_made_by_a_button_is_there_when_its_browser_comes(sessions):
    """However many other sessions end a run between the press and the fetch; and of many such files the last are kept."""
    gate = media.MediaGate(answered)
    ask(gate, "/")
    stored = sessions.manager._storage
    first = made_by_a_button(sessions, "sesi-budi")
    for _ in range(4):
        sessions.manager.remove_orphaned_files()
    assert stored.get_file(first.rpartition("/")[2])
    many = [made_by_a_button(sessions, "sesi-budi") for _ in range(media._MOST_SPARED)]
    for _ in range(4):
        sessions.manager.remove_orphaned_files()
    assert all(stored.get_file(one.rpartition("/")[2]) for one in many)
    with pytest.raises(MediaFileStorageError):
        stored.get_file(first.rpartition("/")[2])


def test_a_session_may_be_collected_while_files_are_looked_at(sessions):
    """Its end takes the lock that the thread in which it is collected may hold: with Streamlit's own that thread stands still."""
    ask(media.MediaGate(answered), "/")
    with sessions.manager._lock:
        assert sessions.manager._lock.acquire(blocking=False)
        sessions.manager._lock.release()


def test_without_login_nothing_is_asked(sessions, monkeypatch):
    monkeypatch.delenv(access.VARIABLE)
    assert ask(media.MediaGate(answered), sessions.files["sesi-ani"]).status == 200


def test_the_headers_stand_on_every_answer_and_replace_others(sessions):
    guard = headers.SecurityHeaders(media.MediaGate(answered))
    for path in ("/", "/app/static/x", sessions.files["sesi-umum"], sessions.files["sesi-ani"]):
        found = ask(guard, path)
        assert {name: found.headers.getlist(name) for name in headers.HEADERS} == {k: [v] for k, v in headers.HEADERS.items()}
    assert ask(guard, "/").headers["x-own"] == "1"
    assert ask(guard, sessions.files["sesi-umum"]).headers["cache-control"] == "no-store"
    assert "cache-control" not in ask(guard, "/").headers


def test_an_application_that_fails_answers_with_the_headers_and_without_the_reason():
    async def failing(scope, receive, send):
        raise ValueError("rahasia")

    sent = []

    async def keep(message):
        sent.append(message)

    with pytest.raises(ValueError, match="rahasia"):
        aio.run(headers.SecurityHeaders(failing)({"type": "http", "path": "/", "headers": []}, None, keep))
    assert sent[0]["status"] == 500
    assert Headers(raw=sent[0]["headers"])["content-security-policy"] == headers.HEADERS["Content-Security-Policy"]
    assert b"rahasia" not in sent[1]["body"]


def test_a_websocket_passes_untouched():
    async def accepted(scope, receive, send):
        await send({"type": "websocket.accept"})

    assert ask(headers.SecurityHeaders(accepted), "/_stcore/stream", kind="websocket").messages == [{"type": "websocket.accept"}]


def test_the_policy_allows_no_script_but_files_and_the_one_of_streamlit():
    script = headers.POLICY["script-src"].split()
    assert script[0] == "'self'"
    assert [one[:8] for one in script[1:]] == ["'sha256-"]
    assert all("unsafe-eval" not in value and "http" not in value and "*" not in value for value in headers.POLICY.values())


def test_every_part_must_be_in_force(monkeypatch):
    for part in ("HEADERS", "SESSIONS", "ENTRANCE", "MEDIA", "UPLOADS"):
        monkeypatch.setattr(force, part, threading.Event())
    for part in MIDDLEWARE:
        assert not force.in_force()
        part(answered)
    assert force.in_force()


def test_the_headers_stand_outside_of_everything():
    assert MIDDLEWARE[0] is headers.SecurityHeaders


def test_streamlit_still_has_the_parts_that_the_gate_leans_on():
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    for name in ("_lock", "_files_by_session_and_coord", "_deferred_callables", "execute_deferred"):
        assert hasattr(manager, name), name
    assert callable(starlette_websocket._get_signed_cookie_with_chunks)
    assert callable(AppSession.is_resumable)
    assert callable(WebsocketSessionManager.list_sessions)
    assert "_user_info" in AppSession.__init__.__code__.co_names
    assert "_session_mgr" in runtime.Runtime.__init__.__code__.co_names
