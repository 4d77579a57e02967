"""The address of a request below the path that the server is served under (`server.baseUrlPath`)."""

import streamlit as st
from starlette.types import Scope


def base() -> str:
    """The path itself: "" or "/name"."""
    named = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{named}" if named else ""


def local(scope: Scope) -> str:
    """The path of a request or WebSocket without it; "" for one that is not below it."""
    path, under = str(scope["path"]), base()
    return path.removeprefix(under) if path.startswith(f"{under}/") else ""
