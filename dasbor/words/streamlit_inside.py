"""All that we use of Streamlit and that it does not promise to keep; whoever needs such a part takes it from here.

`tests/dasbor/test_streamlit_inside.py` tells what of it moved since the version in which it was seen, and which module reaches past
this one.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import streamlit
from streamlit import auth_util, net_util, runtime
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import RuntimeStoppedError
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette import starlette_app_utils, starlette_auth_routes, starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

__all__ = [
    "TOKENS_COOKIE_NAME",
    "USER_COOKIE_NAME",
    "Alert",
    "BackMsg",
    "Block",
    "Element",
    "ForwardMsg",
    "MediaFileManager",
    "PagesManager",
    "RootContainer",
    "RuntimeStoppedError",
    "StreamlitPage",
    "UploadedFile",
    "auth_util",
    "get_cookie_secret",
    "get_script_run_ctx",
    "runtime",
    "starlette_app_utils",
]
SEEN = "1.67"
"""The version of Streamlit in which all of it was seen."""

FRONTEND = Path(streamlit.__file__).with_name("static")
"""What Streamlit sends to a browser: `index.html`, and its scripts and styles below `static/`."""


def change_greeting(change: Callable[[ForwardMsg], ForwardMsg]) -> None:
    """Let `change` have its way with the first message of every new session; questions about the repository get no answer."""
    made = AppSession._create_new_session_message  # noqa: SLF001
    if getattr(made, "changed", False):
        return

    def message(self: AppSession, *arguments: Any, **named: Any) -> ForwardMsg:  # noqa: ANN401  Streamlit's own
        return change(made(self, *arguments, **named))

    message.changed = True  # type: ignore[attr-defined]
    AppSession._create_new_session_message = message  # type: ignore[method-assign]  # noqa: SLF001
    AppSession._handle_git_information_request = _no_answer  # type: ignore[method-assign,assignment]  # noqa: SLF001


def _no_answer(_session: AppSession) -> None:
    """Repository, branch and changed files are nobody's business."""


def stay_inside() -> None:
    """Keep Streamlit from asking a host outside for this machine's address, which it does when a page of another site asks us.

    It would do so at every such request, for seconds where nothing outside can be reached, with all readers waiting. The address is
    only one more name from which requests may come; our own name passes without it.
    """
    net_util._external_ip = net_util._internal_ip = "127.0.0.1"  # noqa: SLF001


def share_the_loop_of_scripts() -> None:
    """Streamlit gives every session an event loop of its own for its scripts: three descriptors, for nothing where none uses it.

    No page of ours does; they share one, which is never run.
    """
    begin, end = AppSession.__init__, app_session._close_script_event_loop  # noqa: SLF001
    shared: list[asyncio.AbstractEventLoop] = []

    def __init__(self: AppSession, *args: Any, **named: Any) -> None:  # noqa: ANN401, N807
        begin(self, *args, **named)
        if not shared:
            shared.append(self._script_event_loop)
        elif self._script_event_loop is not shared[0]:
            self._script_event_loop.close()
            self._script_event_loop = shared[0]

    def close(loop: asyncio.AbstractEventLoop) -> None:
        if loop not in shared:
            end(loop)

    AppSession.__init__ = __init__  # type: ignore[method-assign]
    app_session._close_script_event_loop = close  # noqa: SLF001


def sessions() -> dict[str, Mapping[str, Any]]:
    """Session → claims of whom it belongs to. One that was logged out is left out: it is not even nobody's."""
    found = runtime.get_instance()._session_mgr.list_sessions()  # noqa: SLF001
    return {one.session.id: one.session._user_info for one in found if one.session.is_resumable()}  # noqa: SLF001


def signed_cookie(cookies: Mapping[str, str]) -> bytes | None:
    """The content of the cookie of a login, None if its signature is not ours: as Streamlit itself decides it for a session."""
    return starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)  # noqa: SLF001


def oauth_client(provider: str) -> tuple[Any, str]:
    """A provider as Authlib speaks to it, and the address that logins come back to, both as Streamlit's secrets say."""
    found: tuple[Any, str] = starlette_auth_routes._create_oauth_client(provider)  # noqa: SLF001
    return found


def session_of_deferred(manager: MediaFileManager, file: str) -> str | None:
    """The session for which a file would be made at the press of its button; None if there is no such file."""
    entry = manager._deferred_callables.get(file)  # noqa: SLF001
    return None if entry is None else entry["session_id"]


def let_collected_sessions_end(manager: MediaFileManager) -> None:
    """A forgotten session ends when it is collected, perhaps in a thread that holds this lock, which it then takes again."""
    manager._lock = threading.RLock()  # type: ignore[assignment]  # noqa: SLF001


def files_by_session(manager: MediaFileManager) -> dict[str, list[str]]:
    """Session → addresses of the files that its page shows."""
    with manager._lock:  # noqa: SLF001
        return {session: list(files.values()) for session, files in list(manager._files_by_session_and_coord.items())}  # noqa: SLF001


def spare(manager: MediaFileManager, file: str, holder: str, most: int) -> None:
    """Let a file that was made at the press of a button be there until its browser has fetched it; `most` of them at a time.

    No session holds it, and Streamlit throws such files away whenever any session ends a run: on a busy day before the browser,
    which asks for it a moment later, comes. `holder` stands for a session that never ends.
    """
    with manager._lock:  # noqa: SLF001
        spared = manager._files_by_session_and_coord[holder]  # noqa: SLF001
        spared.pop(file, None)
        spared[file] = file
        while len(spared) > most:
            del spared[next(iter(spared))]


def widgets_that_came() -> Iterable[object]:
    """The keys of the widgets that the browser sent with this run; nothing else tells them."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_state._state._new_widget_state if context else ()  # noqa: SLF001
