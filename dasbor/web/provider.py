"""The identity provider as Streamlit's secrets describe it, section [auth]: whether one can safely log in there.

Decides only that; the login itself is Streamlit's. What is wrong is said in words for the operator's log, never with a value.
"""

from urllib.parse import urlsplit

from dasbor.web import force
from dasbor.words.streamlit_inside import auth_util

SHORTEST_SECRET = 32
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_NEEDED = ("client_id", "client_secret", "server_metadata_url")


def chosen() -> tuple[str | None, str]:
    """The provider that the secrets name (None: the default one), and what is wrong with them, "" if nothing."""
    if not force.in_force():
        return None, "middleware server.py tidak terpasang; jalankan dengan `streamlit run server.py`"
    section = auth_util.get_secrets_auth_section()
    if not section:
        return None, "secrets.toml tidak memuat [auth]"
    if wrong := _unsafe(str(section.get("cookie_secret", "")), str(section.get("redirect_uri", ""))):
        return None, wrong
    named = [name for name, value in section.items() if hasattr(value, "items") and "client_id" in value]
    if "client_id" not in section and len(named) != 1:
        return None, "[auth] harus memuat satu penyedia"
    provider = None if "client_id" in section else named[0]
    held = section if provider is None else section[provider]
    if missing := [key for key in _NEEDED if not held.get(key)]:
        return provider, f"[auth] tanpa {', '.join(missing)}"
    # who stands between us and the provider would otherwise hand us their own keys
    return provider, "" if _protected(str(held["server_metadata_url"])) else "[auth] server_metadata_url harus https"


def _unsafe(secret: str, redirect: str) -> str:
    """What is wrong with the secret that signs cookies, or with the address that logins come back to."""
    if len(secret) < SHORTEST_SECRET:
        return f"[auth] cookie_secret lebih pendek dari {SHORTEST_SECRET} huruf"
    if secret.startswith("GANTI"):
        return "[auth] cookie_secret masih nilai contoh, yang diketahui semua orang"
    if not redirect.endswith("/oauth2callback"):
        return "[auth] redirect_uri harus berakhir dengan /oauth2callback"
    return "" if _protected(redirect) else "[auth] redirect_uri harus https"


def _protected(address: str) -> bool:
    """Whether what is sent to this address cannot be read on the way: by TLS, or because it never leaves the machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
