"""deploy/nginx in front of the real dashboard: a real nginx with TLS on loopback, a real browser through it.

The files are those that are installed; only ports, places of logs and certificates, and IPv6 are changed. The name of the public
dashboard leads to the app, that of the internal one to a port where nobody answers, as while it is restarted.
"""

import datetime as dt
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import warnings
from dataclasses import dataclass

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.servers import free_port
from dasbor import paths
from tests.browser.tab import FLAGS, Tab

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PUBLIC, INTERNAL = "ham.contoh.go.id", "internal.ham.contoh.go.id"
MAIN = """
{user} daemon off; worker_processes 1; pid {tmp}/pid; error_log {tmp}/log/galat.log;
events {{ worker_connections 256; }}
http {{
    # as in Debian's nginx.conf: what is set here too must not be set a second time at this level
    types_hash_max_size 2048; include /etc/nginx/mime.types; default_type application/octet-stream;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; gzip on;
    client_body_temp_path {tmp}/a; proxy_temp_path {tmp}/b; fastcgi_temp_path {tmp}/c;
    uwsgi_temp_path {tmp}/d; scgi_temp_path {tmp}/e;
    include conf.d/*.conf;
}}
"""

if not NGINX:
    warnings.warn("NGINX IS MISSING: DEPLOY/NGINX IS NOT TESTED", stacklevel=1)
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is missing")


@dataclass(frozen=True)
class Front:
    """The running nginx: its ports and its folder of logs."""

    plain: int
    secure: int
    folder: object

    def ask(self, path, *, host=PUBLIC, method="GET", secure=True, **headers):
        """Status and headers (lower case, several of one name as a list) of one answer, and its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.secure if secure else self.plain, timeout=10)
        if secure:
            connection.connect()
            connection.sock = context().wrap_socket(connection.sock, server_hostname=host)
        connection.request(method, path, headers={"Host": host, **{name.replace("_", "-"): text for name, text in headers.items()}})
        answer = connection.getresponse()
        found = {}
        for name, text in answer.getheaders():
            found.setdefault(name.lower(), []).append(text)
        body = answer.read()
        connection.close()
        return answer.status, found, body

    def logs(self):
        return {path.name: path.read_text(encoding="utf-8") for path in (self.folder / "log").iterdir()}


def context():
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting


def certificate(folder):
    """A self-signed certificate for both names, where the configuration looks for them."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, PUBLIC)])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - dt.timedelta(1), now + dt.timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(PUBLIC), x509.DNSName(INTERNAL)]), critical=False)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for stem in ("ham", "internal"):
        (folder / f"{stem}.crt").write_bytes(pem)
        (folder / f"{stem}.key").write_bytes(secret)


def installed(folder, app_url, plain, secure, nobody):
    """Install deploy/nginx below `folder`; every replacement must find what it replaces."""
    for name in ("conf.d", "snippets", "ssl", "log"):
        (folder / name).mkdir()
    certificate(folder / "ssl")
    changes = {
        r"^ *listen \[::\]:.*\n": "",
        r"listen 80\b": f"listen 127.0.0.1:{plain}",
        r"listen 443 ": f"listen 127.0.0.1:{secure} ",
        r"127\.0\.0\.1:8501\b": app_url.removeprefix("http://"),
        r"127\.0\.0\.1:8502\b": f"127.0.0.1:{nobody}",
        "/etc/ssl/peduliham": f"{folder}/ssl",
        "/var/log/nginx": f"{folder}/log",
        "/opt/peduliham/app": str(paths.ROOT),
    }
    found = set()
    for name, place in (("peduliham.conf", "conf.d"), ("peduliham-umum.conf", "snippets")):
        text = (paths.ROOT / "deploy/nginx" / name).read_text(encoding="utf-8")
        for pattern, new in changes.items():
            text, count = re.subn(pattern, new, text, flags=re.MULTILINE)
            found |= {pattern} if count else set()
        (folder / place / name).write_text(text, encoding="utf-8")
    assert found == set(changes)
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(tmp=folder, user="user root;" if os.geteuid() == 0 else ""), encoding="utf-8")
    return [NGINX, "-p", str(folder), "-e", str(folder / "log/galat.log"), "-c", str(main)]


@pytest.fixture(scope="module")
def front(app_url, tmp_path_factory):
    folder, plain, secure = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    command = installed(folder, app_url, plain, secure, free_port())
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    running = subprocess.Popen(command)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until and socket.socket().connect_ex(("127.0.0.1", secure)):
            time.sleep(0.05)
        yield Front(plain, secure, folder)
    finally:
        running.terminate()
        running.wait(10)


def test_a_page_opens_through_tls_with_its_websocket(front, chromium):
    own = chromium.browser_type.launch(
        executable_path=shutil.which("chromium"), args=[*FLAGS, f"--host-resolver-rules=MAP {PUBLIC} 127.0.0.1"]
    )
    try:
        context = own.new_context(ignore_https_errors=True)
        page = context.new_page()
        tab = Tab(page, f"https://{PUBLIC}:{front.secure}")
        tab.open("ringkasan?tahun=2020")
        assert page.get_by_role("heading", name="Ringkasan").count()
        assert tab.received, "nothing came over the WebSocket"
        assert tab.console == []
        assert [cookie["name"] for cookie in context.cookies() if not cookie["secure"]] == []
        assert context.cookies(), "no cookie to judge"
        assert {place.partition(":")[0] for place in hosts(tab.outside)} == {PUBLIC}
    finally:
        own.close()


def hosts(addresses):
    return {address.split("/")[2] for address in addresses}


def test_answers_carry_the_headers_of_app_and_proxy(front):
    status, headers, body = front.ask("/")
    assert status == 200
    assert b"<html" in body
    assert headers["strict-transport-security"] == ["max-age=31536000"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"][0]
    assert headers["x-content-type-options"] == ["nosniff"]
    assert headers["server"] == ["nginx"]
    assert front.ask("/_stcore/health")[::2] == (200, b"ok")
    status, headers, _ = front.ask("/media/0123456789abcdef.csv")
    assert status == 404
    assert "content-security-policy" in headers, "a file that a page made is a matter of the app"


def test_a_websocket_from_a_page_of_somebody_else_is_refused(front):
    upgrade = {
        "upgrade": "websocket",
        "connection": "Upgrade",
        "sec_websocket_key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        "sec_websocket_version": "13",
    }
    for origin, host, expected in (
        ("https://jahat.contoh", PUBLIC, 403),
        (f"http://{PUBLIC}", PUBLIC, 403),
        (f"https://{PUBLIC}.jahat.contoh", PUBLIC, 403),
        (f"https://{INTERNAL}", INTERNAL, 502),  # let through to the app, which is not there
    ):
        assert front.ask("/_stcore/stream", host=host, origin=origin, **upgrade)[0] == expected, origin


def test_what_never_changes_is_kept_and_only_that(front):
    style = next((paths.ROOT / "static").glob("gaya-*.css"))
    status, headers, _ = front.ask(f"/app/static/{style.name}", accept_encoding="gzip")
    assert status == 200
    assert headers["cache-control"] == ["public, max-age=31536000, immutable"]
    assert headers["content-encoding"] == ["gzip"]
    assert "cache-control" not in front.ask("/app/static/favicon.png")[1]
    assert front.ask("/")[1]["cache-control"] == ["no-cache"]
    (bundle,) = re.findall(rb'src="\./(static/js/[^"]+)"', front.ask("/")[2])[:1]
    assert "immutable" in front.ask("/" + bundle.decode())[1]["cache-control"][0]


def test_plain_http_leads_to_tls_and_strangers_nowhere(front):
    status, headers, _ = front.ask("/peta?tahun=2023", secure=False)
    assert (status, headers["location"]) == (301, [f"https://{PUBLIC}/peta?tahun=2023"])
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        front.ask("/", host="lain.contoh.go.id")
    with pytest.raises(http.client.RemoteDisconnected):
        front.ask("/", host="lain.contoh.go.id", secure=False)
    old = context()
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", front.secure)) as plain, pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION"):
        old.wrap_socket(plain, server_hostname=PUBLIC)


def test_the_public_name_has_no_login_and_no_upload(front):
    for path in ("/auth/login", "/auth/logout", "/oauth2callback?code=x", "/_stcore/upload_file/a/b"):
        assert front.ask(path)[0] == 404, path
    assert front.ask("/", method="POST", content_length="20000")[0] == 413


def test_while_the_app_is_restarted_a_page_says_so(front):
    status, headers, body = front.ask("/", host=INTERNAL)
    assert status == 502
    assert "Dasbor sedang dimulai" in body.decode()
    assert headers["retry-after"] == ["10"]
    assert headers["strict-transport-security"] == ["max-age=31536000"]
    assert front.ask("/sedang-dimulai.html")[0] == 404, "the page has no address of its own"


def test_uploads_are_as_large_as_the_loader_takes(front):
    upload = "/_stcore/upload_file/a/b"
    assert front.ask(upload, host=INTERNAL, method="PUT", content_length="51000000")[0] == 502  # let through to the app
    assert front.ask(upload, host=INTERNAL, method="PUT", content_length="60000000")[0] == 413
    assert front.ask("/", host=INTERNAL, method="POST", content_length="100000")[0] == 413


def test_logins_are_slowed_down_and_their_codes_logged_nowhere(front):
    answers = [front.ask("/oauth2callback?code=RAHASIA&state=RAHASIA", host=INTERNAL)[0] for _ in range(60)]
    assert answers[:30] == [502] * 30
    assert answers[-1] == 429
    front.ask("/peta?pilihan=RAHASIA", referer=f"https://{PUBLIC}/?code=RAHASIA")
    front.ask("/peta?pilihan=RAHASIA", secure=False)
    logs = front.logs()
    assert "127.0.0.0 " in logs["peduliham.log"]
    assert '"GET /oauth2callback HTTP/1.1" 429' in logs["peduliham-internal.log"]
    assert [name for name, text in logs.items() if "RAHASIA" in text] == []
