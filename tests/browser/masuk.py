"""A real OpenID Connect provider on loopback and an instance of the dashboard that trusts it, for the tests of access."""

import asyncio
import json
import os
import textwrap
import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.request import urlopen

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from bench import servers
from dasbor.words import paths
from tests import aio
from tests.browser.tab import Tab

with warnings.catch_warnings():  # the provider's own dependencies announce their next versions
    import authlib.deprecate  # noqa: F401 - puts its warnings before every filter; ours comes after it

    warnings.simplefilter("ignore")
    from oidc_provider_mock import User, run_server_in_thread

SECRET = "rahasia-kue-untuk-uji-saja-0123456789abcdef"
USER = "_streamlit_user"
NTT, LAMPUNG = "kemenham-nusa-tenggara-timur", "kemenham-lampung"
QUERY = f"tahun=2026&kanwil={NTT}&bagian=berjalan"
PEOPLE = {
    "ntt": {"groups": ["kkp-ntt"]},
    "lampung": {},
    "pimpinan": {"groups": ["kkp-pimpinan"]},
    "operator": {},
    "admin": {},
    "tamu": {},
    "curiga": {"email_verified": False},
}
ACCESS = f"""
    [klaim]
    nama = "groups"
    [[klaim.peran]]
    nilai = "kkp-ntt"
    peran = "kanwil"
    kanwil = "{NTT}"
    [[klaim.peran]]
    nilai = "kkp-pimpinan"
    peran = "pimpinan"
    [[alamat]]
    alamat = "lampung@contoh.go.id"
    peran = "kanwil"
    kanwil = "{LAMPUNG}"
    [[alamat]]
    alamat = "operator@contoh.go.id"
    peran = "operator"
    [[alamat]]
    alamat = "curiga@contoh.go.id"
    peran = "operator"
    [[alamat]]
    alamat = "admin@contoh.go.id"
    peran = "admin"
"""


def address(name):
    return f"{name}@contoh.go.id"


def claims(name):
    return {"email": address(name), "email_verified": True, **PEOPLE[name]}


@dataclass(frozen=True)
class Instance:
    """A running instance: its address, data folder, access configuration and provider."""

    url: str
    folder: Path
    access: Path
    provider: str
    pid: int

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])


@contextmanager
def provider(**more):
    """The provider, with the people of `PEOPLE` and `more` (name=claims); its address."""
    users = [User(sub=name, claims=claims(name)) for name in PEOPLE]
    users += [User(sub=name, claims={"email": address(name), "email_verified": True, **one}) for name, one in more.items()]
    with run_server_in_thread(user_claims=users) as running:
        yield f"http://localhost:{running.server_port}"


@contextmanager
def serving(folder, place, at, *, settings="", outside="http://127.0.0.1:{port}", **environ):
    """An instance with login at the provider `at`; its configuration is written into `place`. `outside`: where browsers find it."""
    access, secrets = place / "akses.toml", place / "rahasia.toml"
    access.write_text(settings + textwrap.dedent(ACCESS), encoding="utf-8")
    secrets.write_text(
        f'[auth]\nredirect_uri = "{outside}/oauth2callback"\ncookie_secret = "{SECRET}"\n'
        f'client_id = "dasbor"\nclient_secret = "rahasia"\nserver_metadata_url = "{at}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    environ |= {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_AKSES": str(access), "STREAMLIT_SECRETS_FILES": str(secrets)}
    with servers.running(paths.ROOT / "server.py", folder=paths.ROOT, environ={**os.environ, **environ}) as server:
        yield Instance(server.url, folder, access, at, server.pid)


@contextmanager
def running(folder, place):
    """An instance with login on the data folder `folder`, and its provider."""
    with provider() as at, serving(folder, place, at) as instance:
        yield instance


def log_in(tab, name):
    """Through the button, the provider's own form, and back."""
    tab.page.get_by_role("button", name="Masuk", exact=True).click()
    tab.page.get_by_placeholder("sub").fill(name)
    tab.page.get_by_role("button", name="Authorize").click()
    tab.page.wait_for_url(f"{tab.url}/**")
    tab.settle()


def opened(chromium, instance, cookies=()):
    """A tab in a fresh profile with cookies of ours."""
    context = chromium.new_context(accept_downloads=True)
    context.route(lambda url: "cdn." in url, lambda route: route.abort())  # the provider's own page wants a stylesheet
    context.add_cookies([{"name": name, "value": value, "url": instance.url} for name, value in dict(cookies).items()])
    return Tab(context.new_page(), instance.url)


@contextmanager
def visiting(chromium, instance, cookies=()):
    tab = opened(chromium, instance, cookies)
    try:
        yield tab
    finally:
        tab.page.context.close()


def cookie(instance, name, *, hours=0.0, secret=SECRET):
    """The cookie that Streamlit would have set for a login `hours` ago."""
    now = time.time()
    who = claims(name)
    content = {
        **who,
        "sub": name,
        "iss": instance.provider,
        "iat": int(now - hours * 3600),
        "exp": int(now + 3600),
        "provider": "default",
    }
    content |= {"origin": instance.url, "is_logged_in": True}
    return {USER: create_signed_value(secret, USER, json.dumps(content)).decode()}


def swapped(signed, other):
    """The payload of `other` under the signature of `signed`."""
    return other.split(".")[0] + "." + signed.split(".", 1)[1]


def asked(*arguments, **options):
    """What `_asked` heard."""
    return aio.run(_asked(*arguments, **options))


async def _asked(instance, cookies, key, *, query=QUERY, widgets=(), origin=True):
    """What a WebSocket answers to two reruns of the page `key`, in which all `widgets` are said to be pressed; as text."""
    with urlopen(f"{instance.url}/_stcore/health") as response:
        xsrf = SimpleCookie(response.headers["Set-Cookie"])["_streamlit_xsrf"].value
    held = "; ".join(f"{name}={value}" for name, value in {**cookies, "_streamlit_xsrf": xsrf}.items())
    headers = {"Cookie": held, **({"Origin": instance.url} if origin else {})}
    found = []
    async with websockets.connect(
        instance.url.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit", xsrf],
        additional_headers=headers,
        max_size=None,
    ) as socket:
        for _ in range(2):
            message = BackMsg()
            message.rerun_script.page_script_hash = calc_hash(key)
            message.rerun_script.query_string = query
            for name in widgets:
                state = message.rerun_script.widget_states.widgets.add()
                state.id, state.trigger_value = name, True
            await socket.send(message.SerializeToString())
            while True:
                raw = await asyncio.wait_for(socket.recv(), 60)
                found.append(raw)
                answer = ForwardMsg()
                answer.ParseFromString(raw)
                if answer.WhichOneof("type") == "script_finished":
                    break
    return b"\n".join(found).decode("utf-8", "replace")
