"""deploy/nginx in front of the real dashboard: a real nginx with TLS on loopback, a real browser through it.

The files are those that are installed (deploy/loopback.py changes ports and places). The name of the public dashboard leads to the
app, that of the internal one to a port where nobody answers, as while it is restarted; the site is a folder of three files.
"""

import datetime as dt
import gzip
import http.client
import re
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

from dasbor.words import paths
from deploy import loopback
from tests.browser.tab import CHROMIUM, FLAGS, Tab

NGINX = loopback.program("nginx")
SITE, PUBLIC, INTERNAL = "ham.contoh.go.id", "dasbor.ham.contoh.go.id", "internal.ham.contoh.go.id"
PAGE = "<!doctype html><title>Situs</title>" + "<p>Kabupaten/Kota Peduli HAM" * 100

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
    """A self-signed certificate for all names, where the configuration looks for them."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, PUBLIC)])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - dt.timedelta(1), now + dt.timedelta(1))
    names = [x509.DNSName(one) for one in (SITE, PUBLIC, INTERNAL)]
    made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for stem in ("ham", "dasbor", "internal"):
        (folder / f"{stem}.crt").write_bytes(pem)
        (folder / f"{stem}.key").write_bytes(secret)


def small_site(folder):
    """A page with its compressed form beside it, a file without, and one that says which version this is."""
    (folder / "id").mkdir(parents=True)
    (folder / "id/index.html").write_text(PAGE, encoding="utf-8")
    (folder / "id/index.html.gz").write_bytes(gzip.compress(PAGE.encode(), mtime=0))
    (folder / "berkas").mkdir()
    (folder / "berkas/wilayah.csv").write_text("kode,nama\n" + "13.71,Kota Padang\n" * 100, encoding="utf-8")
    (folder / "SHA256SUMS").write_text("0  id/index.html\n", encoding="utf-8")


@pytest.fixture(scope="module")
def front(app_url, tmp_path_factory):
    folder, site = tmp_path_factory.mktemp("nginx"), tmp_path_factory.mktemp("situs")
    (folder / "ssl").mkdir()
    certificate(folder / "ssl")
    small_site(site)
    plain, secure = loopback.free_port(), loopback.free_port()
    ports = loopback.Ports(plain, secure, [int(app_url.rpartition(":")[2])], loopback.free_port())
    command = loopback.install(folder, ports, site=site, workers="1")
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
    own = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, f"--host-resolver-rules=MAP {PUBLIC} 127.0.0.1"])
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


def test_the_site_is_served_compressed_with_its_own_policy(front):
    status, headers, body = front.ask("/id/", host=SITE, accept_encoding="gzip")
    assert (status, headers["content-encoding"], headers["content-type"]) == (200, ["gzip"], ["text/html; charset=utf-8"])
    assert gzip.decompress(body).decode() == PAGE
    assert int(headers["content-length"][0]) == len(body), "the file beside the page, not one compressed on the way"
    assert headers["content-security-policy"][0].startswith("default-src 'none';")
    assert headers["strict-transport-security"] == ["max-age=31536000"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == (["nosniff"], ["public, max-age=300"])
    assert "set-cookie" not in headers
    assert front.ask("/id/", host=SITE)[2].decode() == PAGE
    assert front.ask("/id/", host=SITE, if_none_match=headers["etag"][0], accept_encoding="gzip")[0] == 304
    status, headers, body = front.ask("/berkas/wilayah.csv", host=SITE, accept_encoding="gzip")
    assert (headers["content-encoding"], headers["content-type"]) == (["gzip"], ["text/csv; charset=utf-8"])
    assert front.ask("/SHA256SUMS", host=SITE)[1]["cache-control"] == ["no-cache"]
    status, headers, _ = front.ask("/_stcore/health", host=SITE)
    assert status == 404, "the dashboard has its own name"
    assert "content-security-policy" in headers


def test_a_reader_is_given_one_cookie_with_the_first_page(front):
    (given,) = [one for one in front.ask("/")[1]["set-cookie"] if one.startswith("peduliham_pembaca=")]
    assert re.fullmatch(r"peduliham_pembaca=[0-9a-f]{32}; Path=/; Secure; HttpOnly; SameSite=Lax", given)
    again = front.ask("/", cookie=given.partition(";")[0])[1].get("set-cookie", [])
    assert [one for one in again if "peduliham_pembaca" in one] == []
    assert "peduliham_pembaca" not in str(front.ask("/app/static/favicon.png")[1]), "what caches keep belongs to nobody"
    assert "peduliham_pembaca" not in str(front.ask("/", host=INTERNAL)[1])


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
