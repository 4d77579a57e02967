"""Logging in and out, step by step: many groups, two tabs, two people, a failed login, a restart, a role taken away elsewhere."""

import asyncio
import json
import subprocess
import time

import httpx
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from deploy import loopback
from etl.base import chain
from tests import aio
from tests.browser import masuk, test_nginx
from tests.browser.masuk import USER, address, asked
from tests.keamanan.guest import TRUSTING, Guest

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider, in its thread
GROUPS = [f"kelompok-{number:03}-".ljust(40, "x") for number in range(400)] + ["kkp-pimpinan"]
PAGE = "/provinsi?tahun=2022&prov=16"
MINUTES = "menit_periksa = 0.1\n"


@pytest.fixture(scope="module")
def at():
    people = {"ramai": GROUPS, "pindah": ["kkp-pimpinan"], "tutup": ["kkp-pimpinan"]}
    with masuk.provider(**{name: {"groups": groups} for name, groups in people.items()}) as running:
        yield running


@pytest.fixture(scope="module")
def instance(record_folder, tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("pintu-data")
    (folder / "publik.duckdb").symlink_to(record_folder / "publik.duckdb")
    with masuk.serving(folder, tmp_path_factory.mktemp("pintu"), at, settings=MINUTES) as running:
        yield running


@pytest.fixture
def guest(instance):
    return Guest(instance.url)


def seen(instance, cookies, key="akses"):
    """What a session with these cookies is shown."""
    return asked(instance, cookies, key, query="")


def login_of(cookies):
    return {name: value for name, value in cookies.items() if name.startswith(USER)}


def logged(instance, what="keluar"):
    lines = chain.read(instance.folder / "jejak/akses.jsonl").lines
    return [(one["alamat"], one.get("sebab")) for one in lines if one["apa"] == what]


def test_a_login_ends_on_the_page_it_began_on(guest, instance):
    answer = guest.log_in("operator", PAGE)
    assert (answer.status_code, answer.headers["location"]) == (302, PAGE)
    assert f"<b>{address('operator')}</b>" in seen(instance, guest.cookies)


def test_a_person_in_400_groups_gets_in(guest, instance):
    """They made 30 KB of cookies, which neither a proxy nor a session takes."""
    answer = guest.log_in("ramai", PAGE)
    assert answer.headers["location"] == PAGE
    assert sum(len(line) for line in answer.headers.get_list("set-cookie")) < 2000
    assert f"<b>{address('ramai')}</b><br>pimpinan" in seen(instance, guest.cookies)


@pytest.mark.skipif(not test_nginx.NGINX, reason="nginx is missing")
def test_a_person_in_400_groups_gets_in_through_nginx_as_shipped(instance, tmp_path, at):
    (tmp_path / "nginx/ssl").mkdir(parents=True)
    test_nginx.certificate(tmp_path / "nginx/ssl")
    secure = loopback.free_port()
    outside = f"https://{test_nginx.INTERNAL}:{secure}"
    with masuk.serving(instance.folder, tmp_path, at, outside=outside) as behind:
        ports = loopback.Ports(loopback.free_port(), secure, [behind.port], behind.port)
        running = subprocess.Popen(loopback.install(tmp_path / "nginx", ports, site=tmp_path, workers="1"))
        try:
            guest = Guest(outside, f"https://127.0.0.1:{secure}")
            wait_for(lambda: guest.ask("/_stcore/health").status_code == 200)
            assert guest.log_in("ramai", PAGE).headers["location"] == PAGE
            assert f"<b>{address('ramai')}</b><br>pimpinan" in aio.run(through(guest, secure))
        finally:
            running.terminate()
            running.wait(10)


async def through(guest, port):
    """What a session is shown that comes through the proxy."""
    xsrf = guest.cookies["_streamlit_xsrf"]
    async with websockets.connect(
        f"wss://{guest.host}/_stcore/stream",
        host="127.0.0.1",
        port=port,
        ssl=TRUSTING,
        subprotocols=["streamlit", xsrf],
        origin=guest.url,
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in guest.cookies.items())},
        max_size=None,
    ) as socket:
        run = BackMsg()
        run.rerun_script.page_name = ""
        await socket.send(run.SerializeToString())
        found = []
        while not found or ForwardMsg.FromString(found[-1]).WhichOneof("type") != "script_finished":
            found.append(await asyncio.wait_for(socket.recv(), 60))
    return b"\n".join(found).decode("utf-8", "replace")


def test_cookies_hold_no_token_and_no_name(guest):
    guest.log_in("ramai")
    assert not [name for name in guest.cookies if "token" in name]
    content = json.loads(decode_signed_value(masuk.SECRET, USER, guest.cookies[USER]))
    kept = {"iss", "sub", "iat", "email", "email_verified", "groups", "origin", "provider", "is_logged_in"}
    assert (set(content), content["groups"]) == (kept, ["kkp-pimpinan"])


def test_each_of_two_tabs_finishes_its_login(guest, instance):
    first, second = guest.begin(PAGE), guest.begin("/kanwil")
    for one, page in ((guest.allow(first, "operator"), PAGE), (guest.allow(second, "operator"), "/kanwil")):
        assert guest.ask(one).headers["location"] == page
        assert f"<b>{address('operator')}</b>" in seen(instance, guest.cookies)


@pytest.mark.parametrize("order", ["as begun", "the other way"])
def test_of_two_people_in_one_browser_the_last_to_finish_is_there_and_the_other_nowhere(guest, instance, order):
    time.sleep(1.1)  # a login is told apart by the second in which the provider made it, and the one of the test before was ended
    begun = [(who, guest.begin()) for who in ("operator", "admin")]
    (before, first), (after, second) = begun if order == "as begun" else reversed(begun)
    guest.ask(guest.allow(first, before))
    theirs = login_of(guest.cookies)
    guest.ask(guest.allow(second, after))
    assert f"<b>{address(after)}</b>" in seen(instance, guest.cookies)
    left = seen(instance, theirs)  # the tab that is still open with the login of before
    assert f"<b>{address(before)}</b>" not in left
    assert "sudah diakhiri" in left
    assert logged(instance)[-1] == (address(before), "orang lain masuk")


def is_failed(answer, words):
    assert answer.status_code == 400
    assert "Masuk tidak selesai, coba lagi" in answer.text
    assert words in answer.text
    assert "cache-control" in answer.headers
    assert answer.headers["content-security-policy"]


def test_a_login_that_was_not_begun_here_says_so_and_leaves_nobody(guest, instance):
    """As when somebody else's tab, or an old one, comes back after a person logged in: neither is taken for the other."""
    guest.log_in("operator")
    stale = Guest(instance.url)
    back = stale.allow(stale.begin(PAGE), "admin")
    answer = guest.ask(back)
    is_failed(answer, "tidak dimulai di peramban ini")
    assert not login_of(guest.cookies)
    assert "Tidak ada yang masuk" in answer.text
    assert "Masuk sebagai" not in seen(instance, guest.cookies)


def test_a_refused_login_says_so_and_offers_the_page_that_was_asked_for(guest):
    answer = guest.ask(guest.allow(guest.begin(f"{PAGE}&lang=id"), "operator", "deny"))
    is_failed(answer, "menolak atau membatalkan")
    again, on = (part.partition('"')[0].replace("&amp;", "&") for part in answer.text.split('<a href="')[1:])
    assert on == f"{PAGE}&lang=id"
    begun = guest.ask(again)
    assert begun.status_code == 302
    assert guest.ask(guest.allow(begun.headers["location"], "operator")).headers["location"] == f"{PAGE}&lang=id"


def test_it_is_said_in_the_language_of_the_page(guest):
    answer = guest.ask(guest.allow(guest.begin("/peta?lang=en"), "operator", "deny"))
    assert "Login not finished, try again" in answer.text
    assert '<html lang="en">' in answer.text


def test_a_code_that_the_provider_does_not_know_says_so(guest):
    back = guest.allow(guest.begin(), "operator")
    is_failed(guest.ask(back.replace("code=", "code=x")), "tidak menjawab dengan benar")


def test_going_back_to_a_finished_login_with_the_browser_leads_to_its_page(guest, instance):
    back = guest.allow(guest.begin(PAGE), "operator")
    guest.ask(back)
    assert guest.ask(back).headers["location"] == PAGE
    assert f"<b>{address('operator')}</b>" in seen(instance, guest.cookies)


@pytest.mark.parametrize(
    "page", ["//jahat.invalid/", "https://jahat.invalid/", "/\\jahat.invalid", "/auth/logout", "/x" + "y" * 9000]
)
def test_a_login_leads_to_no_address_elsewhere(guest, page):
    begun = guest.ask("/auth/login?halaman=" + page.replace("\\", "%5C"))
    answer = guest.ask(guest.allow(begun.headers["location"], "operator"))
    assert answer.headers["location"] == "/"


def test_many_unfinished_logins_leave_few_cookies(guest):
    for _ in range(12):
        guest.begin(PAGE)
    assert len([name for name in guest.cookies if name.startswith("peduliham_masuk_")]) <= 5
    assert guest.log_in("operator", PAGE).headers["location"] == PAGE


def test_cookies_of_an_earlier_release_are_taken_away(guest):
    guest.cookies |= {f"{USER}_{number}": "x" * 3000 for number in range(1, 4)} | {f"{USER}_tokens": "x" * 3000}
    answer = guest.ask("/peta?tahun=2022", Accept="text/html")
    assert (answer.status_code, answer.headers["location"]) == (302, "/peta?tahun=2022")
    assert not login_of(guest.cookies)
    assert guest.ask("/peta?tahun=2022", Accept="text/html").status_code == 200


def test_an_ended_login_stays_ended_after_a_restart(instance, at, tmp_path):
    with masuk.serving(instance.folder, tmp_path, at) as one:
        guest = Guest(one.url)
        guest.log_in("operator")
        kept = login_of(guest.cookies)
        assert f"<b>{address('operator')}</b>" in seen(one, kept)
        gone = guest.ask("/auth/logout")
        assert gone.status_code == 302
        assert "id_token_hint" in gone.headers["location"]
        assert guest.ask("/oauth2callback").headers["location"] == "/"
        assert "sudah diakhiri" in seen(one, kept)
    with masuk.serving(instance.folder, tmp_path, at) as again:
        moved = {USER: relocated(kept[USER], one, again)}
        assert "sudah diakhiri" in seen(again, moved)


def relocated(cookie, one, other):
    """The same login as if it had been made at the other port: a server that is restarted keeps its own."""
    content = json.loads(decode_signed_value(masuk.SECRET, USER, cookie))
    content["origin"] = content["origin"].replace(str(one.port), str(other.port))
    return create_signed_value(masuk.SECRET, USER, json.dumps(content)).decode()


def test_a_link_on_another_site_logs_nobody_out(guest, instance):
    guest.log_in("operator")
    kept = login_of(guest.cookies)
    assert guest.ask("/auth/logout", **{"Sec-Fetch-Site": "cross-site"}).headers["location"] == "/"
    assert login_of(guest.cookies) == kept
    assert f"<b>{address('operator')}</b>" in seen(instance, kept)


def wait_for(true, seconds=30):
    until = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.3)


def test_a_role_taken_away_at_the_provider_is_gone_after_the_next_question(guest, instance, at):
    guest.log_in("pindah")
    assert f"<b>{address('pindah')}</b><br>pimpinan" in seen(instance, guest.cookies)
    taken = {"email": address("pindah"), "email_verified": True, "groups": []}
    httpx.put(f"{at}/users/pindah", json=taken).raise_for_status()
    wait_for(lambda: "belum diberi peran" in seen(instance, guest.cookies))


def test_a_session_that_ended_at_the_provider_ends_here(guest, instance, at):
    guest.log_in("tutup")
    assert f"<b>{address('tutup')}</b><br>pimpinan" in seen(instance, guest.cookies)
    httpx.post(f"{at}/users/tutup/revoke-tokens").raise_for_status()
    wait_for(lambda: "harus diperiksa lagi pada penyedia" in seen(instance, guest.cookies))


def test_roles_by_the_provider_that_nobody_can_ask_about_are_not_believed_for_long(instance):
    """A cookie of before a restart, whose tokens are gone."""
    old = masuk.cookie(instance, "pimpinan", hours=1)
    wait_for(lambda: "harus diperiksa lagi pada penyedia" in seen(instance, old))
    assert f"<b>{address('operator')}</b>" in seen(instance, masuk.cookie(instance, "operator")), "this one is not by a claim"
