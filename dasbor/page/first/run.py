"""A page drawn for a document: a session without a browser, through the same doors of Streamlit's runtime as every other.

Seen in Streamlit 1.67; tests/browser/test_first_paint.py fails when these doors move.
"""

import asyncio

from dasbor.words.streamlit_inside import BackMsg, ForwardMsg, get_script_run_ctx, runtime

_SESSIONS: set[str] = set()
_PATIENCE = 3.0
"""Seconds; a page takes 20 to 60 ms, and a reader must not wait for a first paint longer than for the page."""


class _Reader:
    """Takes what the page sends, until its run has ended."""

    client_context = None

    def __init__(self) -> None:
        self.messages: list[ForwardMsg] = []
        self.ended = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """One message of the page."""
        self.messages.append(msg)
        if msg.WhichOneof("type") == "script_finished" and msg.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self.ended.set()


def active() -> bool:
    """Whether the page that runs is drawn for a document: a chart that needs scripts is then drawn as a light picture."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.session_id in _SESSIONS


async def drawn(page: str, query: str) -> list[ForwardMsg]:
    """What the page with this path ("" for the front page) sends to a reader whose address has this query.

    Nobody is logged in. Raises TimeoutError when the page takes longer than three seconds.
    """
    server, reader = runtime.get_instance(), _Reader()
    session = server.connect_session(reader, {})
    _SESSIONS.add(session)
    try:
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_name = query, page
        server.handle_backmsg(session, asked, client=reader)
        async with asyncio.timeout(_PATIENCE):
            await reader.ended.wait()
    finally:
        server.close_session(session)
        _SESSIONS.discard(session)
    return reader.messages
