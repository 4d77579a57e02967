"""The server as it runs, asked by hand: what no browser would send, and what it answers with."""

import http.client
import platform
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
import websockets.sync.client
from streamlit import auth_util, net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import metrics_util
from streamlit.web.server import server_util
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from bench import servers
from dasbor.web import access, headers, uploads
from dasbor.words import paths, streamlit_inside
from tests import aio

WAIT = 30
FILE = b'--B\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nx\r\n--B--\r\n'


ACCESS = 'jam_sesi = 8\n[[alamat]]\nalamat = "operator@contoh.go.id"\nperan = "operator"\n'
SECRETS = {"cookie_secret": "uji-kuki-7d1f0c4be2a94c55b0aa91c2", "client_secret": "uji-klien-5b2c7e0199d84d5f"}


@pytest.fixture(scope="module")
def instance(record_folder, tmp_path_factory):
    """An instance with login, whose provider cannot be reached, and with secrets that may not come out."""
    place = tmp_path_factory.mktemp("server")
    (place / "akses.toml").write_text(ACCESS, encoding="utf-8")
    section = {**SECRETS, "redirect_uri": "http://127.0.0.1:{port}/oauth2callback", "client_id": "uji"}
    section["server_metadata_url"] = "http://127.0.0.1:9/.well-known/openid-configuration"
    lines = "".join(f'{name} = "{value}"\n' for name, value in section.items())
    (place / "rahasia.toml").write_text(f"[auth]\n{lines}", encoding="utf-8")
    environ = {"PEDULIHAM_DATA": str(record_folder), access.VARIABLE: str(place / "akses.toml")}
    environ["STREAMLIT_SECRETS_FILES"] = str(place / "rahasia.toml")
    with servers.running(paths.ROOT / "server.py", folder=paths.ROOT, environ=environ) as running:
        yield running


@pytest.fixture(scope="module")
def url(instance):
    return instance.url


def ask(url, path, method="GET", body=None, **fields):
    """Status, headers (names in small letters) and body of one request, sent exactly as given."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=WAIT)
    connection.putrequest(method, path, skip_host="Host" in fields)
    for name, value in fields.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def connect(url, **options):
    """A WebSocket to the server, as Streamlit's own script opens it."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    return websockets.sync.client.connect(address, subprotocols=["streamlit"], max_size=None, **options)


def session_of(socket):
    """Begin a session and say its name."""
    asked = BackMsg()
    asked.rerun_script.page_name = ""
    socket.send(asked.SerializeToString())
    while (answer := ForwardMsg.FromString(socket.recv(timeout=WAIT))).WhichOneof("type") != "new_session":
        pass
    return answer.new_session.initialize.session_id


KINDS = [
    ("GET", "/", 200, "text/html"),
    ("GET", "/tidak-ada", 404, "text/html"),
    ("GET", "/app/static/favicon.png", 200, "image/png"),
    ("GET", "/app/static/tidak-ada.png", 404, "text/plain"),
    ("GET", "/_stcore/health", 200, "text/plain"),
    ("GET", "/_stcore/host-config", 200, "application/json"),
    ("GET", "/media/0123456789abcdef.csv", 404, "text/plain"),
    ("GET", "/auth/login", 400, "text/html"),
    ("GET", "/oauth2callback?code=a&state=b", 400, "text/html"),
    ("GET", "/app/static/../server.py", 400, "text/plain"),
    ("PUT", "/_stcore/upload_file/a/b", 403, "text/plain"),
    ("POST", "/", 405, "text/plain"),
    ("TRACE", "/", 405, "text/plain"),
    ("GET", "/?kode=" + "9" * 60_000, 200, "text/html"),
]


@pytest.mark.parametrize(("method", "path", "status", "kind"), KINDS)
def test_every_kind_of_answer_has_the_headers_and_its_content_type(url, method, path, status, kind):
    code, given, _ = ask(url, path, method)
    assert code == status
    assert headers.HEADERS.items() <= {name: given.get(name.lower()) for name in headers.HEADERS}.items()
    assert kind is None or given["content-type"].startswith(kind)
    assert not kind or not kind.startswith("text/") or "charset=utf-8" in given["content-type"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/.git/config",
            "/.streamlit/config.toml",
            "/.streamlit/secrets.toml",
            "/data/publik.duckdb",
            "/server.py",
            "//etc/passwd",
        ),
        *("/app/static/../pyproject.toml", "/app/static/..%2fpyproject.toml", "/app/static/%2e%2e/pyproject.toml"),
        *("/app/static/..%5cpyproject.toml", "/app/static/%00", "/media/../pyproject.toml", "/static/../../index.html"),
        *("/app/static/", "/app/static/batas/", "/app/static//etc/passwd", "//etc/passwd"),
    ],
)
def test_nothing_of_the_disk_is_served_but_the_files_meant_for_it(url, path):
    code, _, body = ask(url, path)
    own = (Path(streamlit.__file__).with_name("static") / "index.html").read_bytes()
    assert code in (400, 403, 404) or body == own
    assert b"[project]" not in body
    assert '<li><a href=".' in (text := body.decode(errors="replace")) or "<li>" not in text  # our page of addresses, no listing


def test_a_page_of_another_site_can_open_no_session_and_read_no_answer(url):
    for origin in ("http://jahat.invalid", "null", "http://127.0.0.1.jahat.invalid"):
        with pytest.raises(InvalidStatus), connect(url, origin=origin):
            pass
    with connect(url, origin=url) as socket:
        assert session_of(socket)
    for path in ("/", "/_stcore/health", "/_stcore/host-config"):
        given = ask(url, path, Origin="http://jahat.invalid")[1]
        assert given.get("access-control-allow-origin") in (None, "http://localhost")
    given = ask(url, "/_stcore/upload_file/a/b", "OPTIONS", Origin="http://jahat.invalid", Access_Control_Request_Method="PUT")[1]
    assert "jahat" not in str(given)


def test_a_name_of_the_server_given_by_the_visitor_goes_nowhere(url):
    named = {"Host": "jahat.invalid", "X_Forwarded_Host": "jahat.invalid", "Referer": "http://jahat.invalid/x"}
    code, given, body = ask(url, "/auth/login", **named)
    assert (code, given.get("location")) == (400, None)
    assert b"jahat" not in ask(url, "/", Host="jahat.invalid")[2] + body


def test_no_file_of_a_visitor_is_kept(url):
    """Streamlit would hold it in memory for every open session, whether or not a page has a field for files."""
    token = ask(url, "/_stcore/health")[1]["set-cookie"].partition("=")[2].partition(";")[0]
    fields = {"Content_Type": "multipart/form-data; boundary=B", "Cookie": f"_streamlit_xsrf={token}", "X_Xsrftoken": token}
    with connect(url, origin=url) as socket:
        place = f"/_stcore/upload_file/{session_of(socket)}/berkas"
        assert ask(url, place, "PUT", FILE, **fields)[0] == 403
        assert ask(url, place, "DELETE", **fields)[0] == 403


@pytest.mark.parametrize(("path", "taken"), [("/_stcore/upload_file/s/f", False), ("/_stcore/health", True)])
def test_a_public_instance_takes_no_file_at_all(monkeypatch, path, taken):
    monkeypatch.delenv(access.VARIABLE, raising=False)
    asked, answered = [], []

    async def behind(*_):
        asked.append(path)

    async def send(message):
        answered.append(message)

    scope = {"type": "http", "method": "PUT", "path": path, "headers": []}
    aio.run(uploads.UploadGate(behind)(scope, None, send))
    assert (bool(asked), [one.get("status") for one in answered[:1]]) == (taken, [] if taken else [403])


@pytest.mark.parametrize("frame", [b"\xff\xff\xffrusak", "teks"])
def test_frames_that_are_no_messages_end_the_session_without_a_word(url, frame):
    heard = []
    with connect(url, origin=url) as socket:
        session_of(socket)
        socket.send(frame)
        with pytest.raises(ConnectionClosedError):
            heard += [socket.recv(timeout=WAIT) for _ in range(1000)]
    assert not [one for one in heard if b"Traceback" in one or b"site-packages" in one]


def test_no_message_may_be_larger_than_choices_need(url):
    with connect(url, origin=url) as socket:
        session_of(socket)
        socket.send(bytes(3_000_000))
        with pytest.raises(ConnectionClosedError) as closed:
            [socket.recv(timeout=WAIT) for _ in range(1000)]
    assert closed.value.rcvd.code == 1009


def test_the_interface_for_programs_is_off(url):
    assert ask(url, "/_stcore/agent/interact", "POST", b"{}", Content_Type="application/json")[0] == 403


def test_a_run_with_secrets_never_prints_them(instance, monkeypatch):
    """Pages, a login that fails on the way, forged cookies and a broken message: neither the answers nor the log hold a secret."""
    url = instance.url
    monkeypatch.setattr(auth_util, "get_signing_secret", lambda: SECRETS["cookie_secret"])
    answers = [ask(url, "/auth/login?provider=" + auth_util.encode_provider_token("default"))]
    assert answers[0][0] == 400
    answers += [ask(url, path, Cookie="_streamlit_user=eyJ4IjoxfQ.x.y; _streamlit_session=z") for path in ("/", "/auth/logout")]
    answers += [ask(url, f"/oauth2callback?code={'c' * 40}&state={'s' * 40}&error=x")]
    with connect(url, origin=url, additional_headers={"Cookie": "_streamlit_user=rusak"}) as socket:
        session_of(socket)
        socket.send(b"\xff\xffrusak")
    said = instance.said()
    assert "masuk: penyedia" in said  # the failed login is in the log
    for secret in (*SECRETS.values(), "c" * 40):
        assert secret not in said
        assert not [one for one in answers if secret in str(one)]


def test_nobody_outside_is_asked_for_our_address(monkeypatch):
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_internal_ip", None)

    def asked(*_, **__):
        raise AssertionError("the server asked a host outside")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", asked)
    with pytest.raises(AssertionError):
        server_util.is_url_from_allowed_origins("http://jahat.invalid")
    streamlit_inside.stay_inside()
    assert not server_util.is_url_from_allowed_origins("http://jahat.invalid")


def session_said(url, *questions):
    """Everything that a new session is told, by the end of its first run and of what was asked after it."""
    told = []
    with connect(url) as socket:
        for number, asked in enumerate(questions):
            socket.send(asked.SerializeToString())
            if number:
                break
            while (answer := ForwardMsg.FromString(socket.recv(timeout=WAIT))).WhichOneof("type") != "script_finished":
                told.append(answer)
        try:
            while True:
                told.append(ForwardMsg.FromString(socket.recv(timeout=2)))
        except TimeoutError:
            pass
    return told


def test_a_visitor_learns_nothing_of_the_machine(url):
    """No path, no version of Python or Streamlit, no identity of the installation, nothing of the repository: in no answer."""
    run, git = BackMsg(), BackMsg()
    run.rerun_script.page_name = ""
    git.load_git_info = True
    told = session_said(url, run, git)
    begun = [one.new_session for one in told if one.WhichOneof("type") == "new_session"]
    assert begun
    who = metrics_util.Installation.instance()
    hidden = [str(paths.ROOT), str(Path.home()), platform.python_version(), streamlit.__version__, sys.prefix]
    hidden += [who.installation_id, who.installation_id_v3, who.installation_id_v4]
    hidden = [one for one in hidden if one and one != "/"]
    texts = [one.SerializeToString().decode("latin-1") for one in told]
    texts += [f"{given} {body}" for _, given, body in (ask(url, path, method) for method, path, *_ in KINDS)]
    for one in hidden:
        assert not [text[:200] for text in texts if one in text], one
    assert {one.initialize.environment_info.python_version for one in begun} == {""}
    assert {one.main_script_path for one in begun} == {"app.py"}
    assert not [one for one in told if one.WhichOneof("type") == "git_info_changed"]
    assert begun[0].initialize.environment_info.streamlit_version, "a browser notices another version by it"


def test_what_the_provider_sends_back_never_reaches_the_log_raw(instance):
    forged = "%0d%0a2026-12-01%20palsu%1b%5b2J%07%9b%e2%80%a8palsu%c2%9b31m"
    for path in (f"error={forged}&error_description={forged}&state=a", f"code=a&state={forged}", f"provider={forged}"):
        ask(instance.url, f"/oauth2callback?{path}")
        ask(instance.url, f"/auth/login?{path}")
    said = instance.said()
    assert "palsu" in said, "the failed login is in the log"
    assert not [line for line in said.split("\n") if line.startswith("2026-12-01 palsu")]
    assert not set(said) & {"\x1b", "\x07", "\x9b", "\u2028", "\r"}
