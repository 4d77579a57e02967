"""Logging in and out: /auth/login, /oauth2callback and /auth/logout, answered here in place of Streamlit's own.

Streamlit puts every claim and the tokens into cookies, which a person in many groups cannot send any more; keeps one unfinished
login per browser, so that the first of two tabs fails; and says nothing when one fails. Here each unfinished login has a cookie of
its own, with the page that it began on; the cookie of a login holds the claims that decide something; and whatever happens, the
person ends on that page or on one that says what happened. Whoever logs in last in a browser is who is logged in there: the login
of somebody else before is ended, and a failed one leaves nobody.

What comes of it is Streamlit's signed cookie, which its sessions read.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.web import access, address, force, login, logins, media, notice
from dasbor.words.streamlit_inside import TOKENS_COOKIE_NAME, USER_COOKIE_NAME, auth_util, get_cookie_secret, starlette_app_utils
from dasbor.words.texts import texts

LOG = logging.getLogger("dasbor")
LOGIN, CALLBACK, LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"
_BEGUN = "peduliham_masuk_"
_MINUTES = 15
"""How long an unfinished login is remembered; a person looks for a password meanwhile."""
_MOST_BEGUN = 5
"""Unfinished logins of a browser; cookies of more would come close to what a proxy takes."""
_DAYS = 1


class Entrance:
    """Answers the three addresses where one can log in, or could if nothing were wrong; elsewhere Streamlit does."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        force.ENTRANCE.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one WebSocket."""
        response = None
        if scope["type"] == "http" and scope["method"] == "GET" and os.environ.get(access.VARIABLE, "").strip():
            request = Request(scope)
            if answer := _ANSWERS.get(address.local(scope)):
                response = await answer(request)
            elif "text/html" in request.headers.get("accept", "") and TOKENS_COOKIE_NAME in request.headers.get("cookie", ""):
                # of an earlier release: they may be too large for a session to begin, and the page would stay empty
                response = RedirectResponse(
                    notice.own(request.url.path + (f"?{request.url.query}" if request.url.query else "")), 302
                )
                _clear(request, response)
        await (response or self.app)(scope, receive, send)


async def _login(request: Request) -> Response:
    """Send a person to the provider, and remember in a cookie of this login what its end needs."""
    page = _page_of(request)
    if login.door().policy is None:
        return _closed(page)
    try:
        client, redirect = _client()
        begun = await client.create_authorization_url(redirect)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person must be told
        LOG.warning("masuk: penyedia tidak dapat dihubungi: %s", type(error).__name__)
        return _failed(request, page, "masuk.failed_provider")
    response = RedirectResponse(begun["url"], 302)
    _forget_old(request, response)
    kept = {"nonce": begun.get("nonce"), "verifier": begun.get("code_verifier"), "halaman": page, "mulai": int(time.time())}
    _set(response, _name(begun["state"]), kept, _MINUTES * 60)
    return response


async def _callback(request: Request) -> Response:
    """The end of a login, or of a logout at the provider, which comes back without a word."""
    asked = request.query_params
    if not {"state", "code", "error"} & set(asked):
        return RedirectResponse(f"{address.base()}/", 302)
    name = _name(asked.get("state", ""))
    begun = _signed(request, name)
    page = str(begun.get("halaman", "")) or f"{address.base()}/"
    here = login.door()
    return await _finished(request, here.policy, name, begun, page) if here.policy else _closed(page)


async def _finished(request: Request, policy: access.Policy, name: str, begun: Mapping[str, Any], page: str) -> Response:
    """What becomes of a login with what was remembered of its beginning."""
    asked = request.query_params
    before = policy.login(media.claims(request))
    if begun.get("selesai") and begun["selesai"] == before[0]:  # the same person came back to it with the browser's button
        return RedirectResponse(page, 302)
    if "error" in asked:
        LOG.warning("masuk: penyedia menolak: %s", f"{asked['error']} {asked.get('error_description', '')}"[:300])
        return _failed(request, page, "masuk.failed_refused", name)
    if not begun.get("nonce"):
        return _failed(request, page, "masuk.failed_stale")
    token, said = await _exchanged(request, begun)
    if not said:
        return _failed(request, page, "masuk.failed_provider", name)
    kept = policy.kept(said)
    now = policy.login(kept)
    if before[0] and before != now:
        _end(request, "masuk lagi" if before[0] == now[0] else "orang lain masuk")
    logins.begin(now, kept, token)
    response = RedirectResponse(page, 302)
    _clear(request, response)
    about = {
        "origin": auth_util.get_origin_from_redirect_uri(),
        "is_logged_in": True,
        "provider": login.door().provider or "default",
    }
    _set(response, USER_COOKIE_NAME, {**kept, **about}, _DAYS * 86400)
    _set(response, name, {"selesai": now[0], "halaman": page, "mulai": begun["mulai"]}, _MINUTES * 60)
    return response


async def _exchanged(request: Request, begun: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, object]]:
    """The tokens for the code that the provider sent, and the claims in them; no claims if something is wrong with either."""
    asked = request.query_params
    verifier = {"code_verifier": begun["verifier"]} if begun.get("verifier") else {}
    try:
        client, redirect = _client()
        token = await client.fetch_access_token(redirect, code=asked.get("code"), state=asked.get("state"), **verifier)
        return token, await client.parse_id_token(token, nonce=begun["nonce"]) or {}
    except Exception as error:  # noqa: BLE001 - whatever it is, the person must be told
        LOG.warning("masuk: penyedia tidak menukar kode: %s", type(error).__name__)
        return {}, {}


async def _logout(request: Request) -> Response:
    """End the login here and, if the provider offers it, there."""
    here = login.door()
    to = f"{address.base()}/"
    if request.headers.get("sec-fetch-site") == "cross-site":  # a link somewhere else ends nobody's login
        return RedirectResponse(to, 302)
    if here.policy is not None:
        this = here.policy.login(media.claims(request))
        hint = logins.proof(this)
        _end(request, "tombol")
        try:
            client, redirect = _client()
            there = (await client.load_server_metadata()).get("end_session_endpoint")
            if there and this[0]:
                to = auth_util.build_logout_url(there, client.client_id, redirect, hint or None)
        except Exception as error:  # noqa: BLE001 - here it is ended already
            LOG.warning("keluar: penyedia tidak dapat dihubungi: %s", type(error).__name__)
    response = RedirectResponse(to, 302)
    _clear(request, response)
    return response


_ANSWERS = {LOGIN: _login, CALLBACK: _callback, LOGOUT: _logout}


def _client() -> tuple[Any, str]:
    from dasbor.web import renewal

    return renewal.client_of(login.door().provider)


def _end(request: Request, why: str) -> None:
    """End the login of the cookie that a request has, if it is one that still holds."""
    who = login.of_claims(media.claims(request))
    if who.roles:
        logins.end(who, why)


def _page_of(request: Request) -> str:
    """The page that somebody wants to log in from or was on: our own path and choices, never an address elsewhere."""
    asked = request.query_params.get("halaman", "")
    if not asked:
        came = urlsplit(request.headers.get("referer", ""))
        if came.netloc and came.netloc == request.headers.get("host"):
            asked = came.path + (f"?{came.query}" if came.query else "")
    page = notice.own(asked)
    return f"{address.base()}/" if page.partition("?")[0].removeprefix(address.base()) in _ANSWERS else page


def _failed(request: Request, page: str, words: str, *over: str) -> Response:
    """What became of a login that failed: nobody is logged in in this browser. `over`: cookies that are of no more use."""
    lang = notice.language_of(page)
    t = texts(lang)
    again = f"{address.base()}{LOGIN}?{urlencode({'halaman': page})}"
    links = [(again, t("masuk.try_again")), (page, t("masuk.go_on"))]
    response = notice.page(lang, t("masuk.failed_title"), t(words), links, 400)
    _clear(request, response)
    for name in over:
        response.delete_cookie(name, path=address.base() or "/")
    return response


def _closed(page: str) -> Response:
    lang = notice.language_of(page)
    t = texts(lang)
    return notice.page(lang, t("masuk.closed_title"), t("masuk.unavailable"), [(page, t("masuk.go_on"))], 403)


def _name(state: str) -> str:
    """The cookie of one unfinished login."""
    return _BEGUN + hashlib.sha256(state.encode()).hexdigest()[:16]


def _signed(request: Request, name: str) -> Mapping[str, Any]:
    """What a cookie of ours says; nothing if it is not ours or too old."""
    content = starlette_app_utils.decode_signed_value(
        get_cookie_secret(), name, request.cookies.get(name, ""), max_age_days=_MINUTES / 1440
    )
    try:
        found = json.loads(content) if content else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _set(response: Response, name: str, content: Mapping[str, Any], seconds: int) -> None:
    value = starlette_app_utils.create_signed_value(get_cookie_secret(), name, json.dumps(content, separators=(",", ":")))
    secure = str(auth_util.get_validated_redirect_uri() or "").startswith("https://")
    response.set_cookie(
        name, value.decode(), max_age=seconds, path=address.base() or "/", secure=secure, httponly=True, samesite="lax"
    )


def _clear(request: Request, response: Response) -> None:
    """Take away every cookie of a login, also the many that earlier releases set."""
    for name in request.cookies:
        if name.startswith(USER_COOKIE_NAME):
            response.delete_cookie(name, path=address.base() or "/")


def _forget_old(request: Request, response: Response) -> None:
    """Take away the oldest unfinished logins where there are many."""
    begun = [name for name in request.cookies if name.startswith(_BEGUN)]
    begun.sort(key=lambda name: _signed(request, name).get("mulai", 0), reverse=True)
    for name in begun[_MOST_BEGUN - 1 :]:
        response.delete_cookie(name, path=address.base() or "/")
