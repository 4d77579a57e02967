"""Asks the identity provider again, every few minutes, what roles it gives to those who are logged in (`logins`).

By the refresh token of the login, where the provider gave one: the answer also tells whether the person's session there goes on.
Else at its userinfo endpoint, as long as the access token holds. Nothing of it happens where no role comes from a claim.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
from authlib.integrations.base_client import OAuthError

from dasbor.web import login, logins
from dasbor.web.access import Policy
from dasbor.words import streamlit_inside

LOG = logging.getLogger("dasbor")
_PAUSE = 2.0
"""Seconds between two looks at what is due; how often the provider is asked is `menit_periksa`."""
_REFUSED = (400, 401, 403)


def client_of(provider: str | None) -> tuple[Any, str]:
    """The provider as Authlib speaks to it, and the address that logins come back to, both as Streamlit's secrets say."""
    return streamlit_inside.oauth_client(provider or "default")


@contextlib.asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    del app
    asking = asyncio.create_task(_always())
    try:
        yield
    finally:
        asking.cancel()


async def _always() -> None:
    while True:
        await asyncio.sleep(_PAUSE)
        try:
            here = await asyncio.to_thread(login.door)
            if here.policy and here.policy.by_claim and (due := logins.due(here.policy)):
                await ask(client_of(here.provider)[0], here.policy, due)
        except Exception:
            LOG.exception("pemeriksaan ulang peran di penyedia gagal")


async def ask(client: Any, policy: Policy, due: list[logins.Held]) -> None:  # noqa: ANN401 - Authlib has no types
    """Ask about some logins, one after the other; what is not answered stays as it was and grows old."""
    for held in due:
        begun = time.monotonic()
        try:
            said = await _answer(client, held)
        except OAuthError:  # the session at the provider has ended, or the account is closed
            held.gone = True
        except httpx.HTTPStatusError as error:
            held.gone = error.response.status_code in _REFUSED
        except Exception as error:  # noqa: BLE001 - the next question may be answered
            LOG.warning("penyedia login tidak menjawab pemeriksaan ulang: %s", type(error).__name__)
        else:
            held.gone = said.get("sub") != held.claims.get("sub")
            held.claims, held.checked = policy.kept(said), begun


async def _answer(client: Any, held: logins.Held) -> Any:  # noqa: ANN401
    """The claims of now."""
    if held.refresh:
        token = await client.fetch_access_token(grant_type="refresh_token", refresh_token=held.refresh)
        held.refresh = str(token.get("refresh_token") or held.refresh)
        held.access = str(token.get("access_token") or held.access)
        if token.get("id_token"):
            held.proof = str(token["id_token"])
            return await client.parse_id_token(token, nonce=None)
    return await client.userinfo(token={"access_token": held.access, "token_type": "Bearer"})
