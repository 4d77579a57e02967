"""What we use of Streamlit's inside: it is where it was seen, and nobody but one module reaches for it."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit import auth_util, net_util, runtime
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette import starlette_app_utils, starlette_auth_routes, starlette_websocket

from dasbor.words import streamlit_inside
from etl.base.paths import PROJECT

MODULE = "dasbor/words/streamlit_inside.py"
PROMISED = {"streamlit", "streamlit.starlette", "streamlit.delta_generator", "streamlit.errors"}
"""What its documentation names."""
CALLS = {
    auth_util.get_secrets_auth_section: [],
    get_script_run_ctx: ["suppress_warning"],
    runtime.exists: [],
    runtime.get_instance: [],
    AppSession._create_new_session_message: ["self", "page_script_hash", "run_descriptor", "pages"],
    AppSession._handle_git_information_request: ["self"],
    AppSession.is_resumable: ["self"],
    MediaFileManager.add: ["self", "path_or_data", "mimetype", "coordinates", "file_name", "is_for_static_download"],
    MediaFileManager.execute_deferred: ["self", "file_id"],
    Runtime.connect_session: ["self", "client", "user_info", "existing_session_id", "session_id_override"],
    Runtime.handle_backmsg: ["self", "session_id", "msg", "client"],
    Runtime.close_session: ["self", "session_id"],
    app_session._close_script_event_loop: ["loop"],
    auth_util.build_logout_url: ["end_session_endpoint", "client_id", "post_logout_redirect_uri", "id_token"],
    auth_util.get_origin_from_redirect_uri: [],
    auth_util.get_validated_redirect_uri: [],
    get_cookie_secret: [],
    starlette_app_utils.create_signed_value: ["secret", "name", "value"],
    starlette_app_utils.decode_signed_value: ["secret", "name", "value", "max_age_days"],
    starlette_auth_routes._create_oauth_client: ["provider"],
    starlette_websocket._get_signed_cookie_with_chunks: ["cookies", "cookie_name"],
}
HELD = {
    AppSession: ["_script_event_loop", "_user_info"],
    MediaFileManager: ["_deferred_callables", "_files_by_session_and_coord", "_lock"],
    Runtime: ["_session_mgr"],
}
"""What objects hold, set when they are made."""


@pytest.mark.parametrize("called", CALLS, ids=lambda one: one.__qualname__)
def test_what_is_called_takes_what_it_took(called):
    seen = f"seen in Streamlit {streamlit_inside.SEEN}, this is {streamlit.__version__}: look at {MODULE}"
    assert list(inspect.signature(called).parameters) == CALLS[called], seen


@pytest.mark.parametrize("holder", HELD, ids=lambda one: one.__name__)
def test_what_is_held_is_held(holder):
    made = inspect.getsource(holder.__init__)
    assert [name for name in HELD[holder] if f"self.{name}" not in made] == []


def test_switches_are_there():
    assert PagesManager.uses_pages_directory in (True, False, None)
    assert {"_external_ip", "_internal_ip"} <= vars(net_util).keys()


def test_the_version_it_was_seen_in_is_the_one_installed():
    assert streamlit.__version__.startswith(f"{streamlit_inside.SEEN}."), "run all tests, then say the new version there"


def reached(path: Path) -> Iterator[str]:
    """The modules of Streamlit's inside that a file of ours imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("streamlit.") and one.name not in PROMISED)
        elif isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] == "streamlit":
            names = [f"{node.module}.{one.name}" for one in node.names]
            yield from (names if node.module == "streamlit" else [str(node.module)] * (node.module not in PROMISED))


def test_one_module_reaches_for_the_inside():
    files = [*(path for top in ("dasbor", "pages") for path in (PROJECT / top).rglob("*.py")), *PROJECT.glob("*.py")]
    found = {path.relative_to(PROJECT).as_posix(): sorted(reached(path)) for path in files}
    assert found[MODULE], "the search finds something"
    past = {name: what for name, what in found.items() if what and name != MODULE}
    assert past == {}, f"take it from {MODULE}"
