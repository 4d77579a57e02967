"""A visitor without a browser: speaks Streamlit's protocol to the real server and keeps every message it is sent.

As the browser does, it sends the state of all widgets with each run, asks for deferred downloads by a message and fetches
what it is pointed to. Here belongs nothing about what is searched for.
"""

import urllib.error
import urllib.request
from dataclasses import dataclass, field

import websockets.sync.client
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

WAIT = 120
CHOOSERS = ("selectbox", "radio", "multiselect", "pagination", "date_input", "text_input", "button")


@dataclass(frozen=True)
class Widget:
    """A widget as it was drawn: what can be chosen, as the states that a browser would send, and what it shows now."""

    id: str
    kind: str
    label: str
    choices: tuple[bytes, ...]
    now: bytes


@dataclass(frozen=True)
class Download:
    """A download button: its widget, the words on it, and where the file is, or the id under which it is made."""

    id: str
    label: str
    url: str
    deferred: str


@dataclass
class Drawn:
    """What one run of a page drew; `sent`: the states of widgets, by id, that it was drawn with."""

    sent: dict[str, bytes] = field(default_factory=dict)
    widgets: dict[str, Widget] = field(default_factory=dict)
    downloads: dict[str, Download] = field(default_factory=dict)
    charts: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Visitor:
    """One session on the server at `url`; `heard` is told the place and the bytes of everything received."""

    def __init__(self, url, heard):
        self.url, self.heard = url, heard
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        self._opening = websockets.sync.client.connect(address, subprotocols=["streamlit"], max_size=None, ping_interval=None)
        self._socket, self._session, self._count = None, "", 0

    def __enter__(self):
        self._socket = self._opening.__enter__()
        return self

    def __exit__(self, *fault):
        self._opening.__exit__(*fault)

    def run(self, page, states=(), *, query=""):
        """Have the page run with these widget states, each a serialized `WidgetState`. Returns what it drew."""
        asked, drawn = BackMsg(), Drawn({WidgetState.FromString(one).id: one for one in states})
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        asked.rerun_script.widget_states.CopyFrom(WidgetStates(widgets=[WidgetState.FromString(one) for one in states]))
        self._socket.send(asked.SerializeToString())
        while self._drawn(f"/{page}?{query}", drawn):
            pass
        return drawn

    def _drawn(self, place, drawn):
        """Take the messages of one run; whether the page asked for another one, which then begins by itself."""
        while (answer := self._answer(place)).WhichOneof("type") != "script_finished":
            self._take(answer, drawn)
        return answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def download(self, button, place):
        """Press a download button: the bytes of the file, made now if it is a deferred one."""
        url = button.url
        if button.deferred:
            self._count += 1
            asked = BackMsg()
            asked.backend_operation_request.request_id = str(self._count)
            asked.backend_operation_request.session_id = self._session
            asked.backend_operation_request.deferred_file.file_id = button.deferred
            self._socket.send(asked.SerializeToString())
            while (answer := self._answer(place)).WhichOneof("type") != "backend_operation_response":
                pass
            if answer.backend_operation_response.error_msg:
                raise AssertionError(f"{place}: {answer.backend_operation_response.error_msg}")
            url = answer.backend_operation_response.deferred_file.url
        return self.fetch(url, place)

    def fetch(self, path, place=""):
        """Body of an address on the server, with its headers, also of an error page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=WAIT) as answer:
                body, headers = answer.read(), str(answer.headers)
        except urllib.error.HTTPError as error:
            body, headers = error.read(), str(error.headers)
        self.heard(f"{place} GET {path}", headers.encode())
        self.heard(f"{place} GET {path}", body)
        return body

    def _answer(self, place):
        raw = self._socket.recv(timeout=WAIT)
        self.heard(f"websocket {place}", raw)
        return ForwardMsg.FromString(raw)

    def _take(self, answer, drawn):
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self._session = answer.new_session.initialize.session_id
        elif kind == "page_not_found":
            drawn.faults.append("page not found")
        elif kind == "delta" and answer.delta.WhichOneof("type") == "add_block":
            block = answer.delta.add_block
            if block.WhichOneof("type") == "expandable" and block.expandable.id:
                box = block.expandable
                opened = tuple(_state(box.id, bool_value=one) for one in (False, True))
                drawn.widgets[box.id] = Widget(box.id, "expander", box.label, opened, drawn.sent.get(box.id, opened[box.expanded]))
        elif kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
            _take_element(answer.delta.new_element, drawn)


def _state(name, **value):
    return WidgetState(id=name, **value).SerializeToString(deterministic=True)


def _take_element(element, drawn):
    kind = element.WhichOneof("type")
    if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
        drawn.faults.append(str(element.exception.message or element.alert.body))
    elif kind == "download_button":
        made = element.download_button
        drawn.downloads[made.id] = Download(made.id, made.label, made.url, made.deferred_file_id)
    elif kind == "plotly_chart" and element.plotly_chart.id:
        drawn.charts[element.plotly_chart.id] = element.plotly_chart.spec
    elif kind in CHOOSERS:
        made = getattr(element, kind)
        if not made.disabled:
            drawn.widgets[made.id] = _widget(kind, made, drawn.sent.get(made.id))


def _widget(kind, made, sent):
    """A widget with what it shows: what the server sets, else what was sent if it is still on offer, else its default."""
    name = made.id
    if kind in ("selectbox", "radio"):
        choices = tuple(_state(name, string_value=option) for option in made.options)
        now = _state(name, string_value=made.raw_value) if made.set_value else _kept(sent, choices) or choices[made.default]
    elif kind == "multiselect":
        choices = tuple(_state(name, string_array_value={"data": [option]}) for option in made.options)
        default = _state(name, string_array_value={"data": [made.options[place] for place in made.default]})
        now = _state(name, string_array_value={"data": made.raw_values}) if made.set_value else sent or default
    elif kind == "pagination":
        choices = tuple(_state(name, int_value=number) for number in range(1, made.num_pages + 1))
        now = _state(name, int_value=made.value) if made.set_value else _kept(sent, choices) or _state(name, int_value=made.default)
    elif kind == "button":
        choices, now = (_state(name, trigger_value=True),), b""
    elif kind == "date_input":
        default = list(made.value if made.set_value else made.default)
        choices = tuple(_state(name, string_array_value={"data": [day]}) for day in dict.fromkeys((made.min, *default, made.max)))
        now = (not made.set_value and sent) or _state(name, string_array_value={"data": default})
    else:
        choices = ()
        now = (not made.set_value and sent) or _state(name, string_value=made.value if made.set_value else made.default)
    return Widget(name, kind, getattr(made, "label", ""), choices, now)


def _kept(sent, choices):
    return sent if sent in choices else None
