"""All that we use of Streamlit and that it does not promise to keep; whoever needs such a part takes it from here.

`tests/dasbor/test_streamlit_inside.py` tells what of it moved since the version in which it was seen, and which module reaches past
this one.
"""

from collections.abc import Callable
from typing import Any

from streamlit import auth_util, runtime
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import RuntimeStoppedError
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = [
    "Alert",
    "BackMsg",
    "Block",
    "Element",
    "ForwardMsg",
    "PagesManager",
    "RootContainer",
    "RuntimeStoppedError",
    "StreamlitPage",
    "UploadedFile",
    "auth_util",
    "change_greeting",
    "get_script_run_ctx",
    "runtime",
]
SEEN = "1.67"
"""The version of Streamlit in which all of it was seen."""


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
