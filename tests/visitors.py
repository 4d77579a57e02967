"""Sessions of a running instance without a browser: reruns, uploads and how long each answer took, many at once."""

import asyncio
import contextlib
import time
import urllib.request
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash

PATIENCE = 200


@dataclass
class Visitor:
    """One session: `cookies` say whose."""

    url: str
    cookies: dict = field(default_factory=dict)
    session: str = ""
    uploader: str = ""
    buttons: dict = field(default_factory=dict)
    shown: list = field(default_factory=list)

    async def __aenter__(self):
        with urllib.request.urlopen(f"{self.url}/_stcore/health") as response:
            self.xsrf = SimpleCookie(response.headers["Set-Cookie"])["_streamlit_xsrf"].value
        held = {**self.cookies, "_streamlit_xsrf": self.xsrf}
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in held.items()), "Origin": self.url}
        self.socket = await websockets.connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit", self.xsrf],
            additional_headers=self.headers,
            max_size=None,
            open_timeout=PATIENCE,
            ping_timeout=PATIENCE,
        )
        return self

    async def __aexit__(self, *_):
        await self.socket.close()

    async def run(self, page, query, upload=None, pressed=None):
        """Rerun a page; the HTML that it shows afterwards, and the seconds it took. `upload`: what `put` gave back."""
        began = time.monotonic()
        await self.ask(page, query, upload, pressed)
        await self._until("script_finished")
        return "\n".join(self.shown), time.monotonic() - began

    async def ask(self, page, query, upload=None, pressed=None):
        """As `run`, without waiting for the answer."""
        message = BackMsg()
        message.rerun_script.page_script_hash = calc_hash(page)
        message.rerun_script.query_string = urlencode(query)
        if upload is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.uploader
            state.file_uploader_state_value.uploaded_file_info.append(upload)
        if pressed is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[pressed], True
        await self.socket.send(message.SerializeToString())

    async def seen(self, label):
        """Wait until a button of this label is there."""
        while label not in self.buttons:
            await self._until("delta")

    async def put(self, name, content):
        """Send a file to this session, as the field for files does; what names it in a rerun."""
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.session_id = self.session
        message.file_urls_request.file_names.append(name)
        await self.socket.send(message.SerializeToString())
        (urls,) = (await self._until("file_urls_response")).file_urls_response.file_urls
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answer = await client.put(
                self.url + urls.upload_url, files={"file": (name, content)}, headers={**self.headers, "X-Xsrftoken": self.xsrf}
            )
        assert answer.status_code == 204, answer.text
        info = BackMsg().rerun_script.widget_states.widgets.add().file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(content)
        info.file_urls.CopyFrom(urls)
        return info

    async def _until(self, kind):
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.socket.recv(), PATIENCE))
            self._note(answer)
            if answer.WhichOneof("type") == kind and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return answer

    def _note(self, answer):
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self.session, self.shown = answer.new_session.initialize.session_id, []
        elif kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
            element = answer.delta.new_element
            if element.WhichOneof("type") == "html":
                self.shown.append(element.html.body)
            elif element.WhichOneof("type") == "file_uploader":
                self.uploader = element.file_uploader.id
            elif element.WhichOneof("type") == "button":
                self.buttons[element.button.label] = element.button.id


async def reading(url, page, query, until, *, pause=0.2):
    """Seconds of every rerun of a page by a reader of its own, as long as `until` is not set."""
    took = []
    async with Visitor(url) as reader:
        await reader.run(page, query)
        while not took or not until.is_set():
            took.append((await reader.run(page, query))[1])
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), pause)
    return took


def processes(parent):
    """Process ids below `parent`, with itself."""
    found = [parent]
    with contextlib.suppress(OSError):
        for one in Path(f"/proc/{parent}/task").iterdir():
            with contextlib.suppress(OSError):
                for child in (one / "children").read_text(encoding="ascii").split():
                    found += processes(int(child))
    return found


def memory(parent):
    """Resident memory of a process and those below it, in MB."""
    total = 0
    for one in processes(parent):
        with contextlib.suppress(OSError, IndexError, ValueError):
            total += int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1]) * 4096
    return total / 1e6
