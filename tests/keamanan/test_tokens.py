"""The token of the identity provider, as the library that Streamlit logs in with reads it: what must not pass does not."""

import base64
import hmac
import json
import time
import warnings

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey

from tests import aio

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from authlib.integrations import starlette_client

ISSUER, CLIENT, NONCE = "https://masuk.contoh.go.id", "peduliham", "sekali-pakai"
KEY, OTHER = (RSAKey.generate_key(2048, auto_kid=True) for _ in range(2))


def read(token):
    """The claims of a token for our client, from a provider that names its key and no algorithms."""
    app = starlette_client.OAuth().register("penyedia", client_id=CLIENT, client_secret="x", issuer=ISSUER)
    app.server_metadata["jwks"] = {"keys": [KEY.as_dict(private=False)]}

    async def same(**_):
        return app.server_metadata["jwks"]

    app.fetch_jwk_set = same
    return aio.run(app.parse_id_token({"id_token": token}, nonce=NONCE))


def claims(**changed):
    now = int(time.time())
    return {"iss": ISSUER, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300, "nonce": NONCE, "email": "a@b.id", **changed}


def signed(key=KEY, algorithm="RS256", head=None, **changed):
    header = {"alg": algorithm, "kid": KEY.kid, **(head or {})}
    return jwt.encode(header, claims(**changed), key, algorithms=[algorithm])


def by_hand(secret):
    """A token under HS256, made without a library that would refuse to."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in ({"alg": "HS256", "kid": KEY.kid}, claims())
    ]
    seal = hmac.digest(secret, b".".join(parts), "sha256")
    return b".".join([*parts, base64.urlsafe_b64encode(seal).rstrip(b"=")]).decode()


def test_a_token_that_is_right_is_read():
    assert read(signed())["email"] == "a@b.id"


HOUR = 3600
FORGED = {
    "signed by another": lambda: signed(OTHER),
    "brings its own key": lambda: signed(OTHER, head={"jwk": OTHER.as_dict(private=False), "jku": "https://jahat.invalid/jwks"}),
    "not signed": lambda: signed(OctKey.import_key("x" * 32), "none"),
    "signed with the public key as a secret": lambda: by_hand(KEY.as_pem(private=False)),
    "too old": lambda: signed(exp=int(time.time()) - HOUR),
    "from the future": lambda: signed(iat=int(time.time()) + HOUR),
    "for another client": lambda: signed(aud="lain"),
    "of another provider": lambda: signed(iss="https://jahat.invalid"),
    "of another login": lambda: signed(nonce="lain"),
    "altered": lambda: signed().replace(".", ".e", 1),
}


@pytest.mark.parametrize("how", FORGED)
def test_tokens_that_the_provider_did_not_sign_are_refused(how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        token = FORGED[how]()
    with pytest.raises((JoseError, ValueError)):
        read(token)
