"""What may be written to a log or a screen: no password of a connection, and no character that moves the cursor or begins a line.

Reads: texts that came from elsewhere (errors of PostgreSQL, what a browser asked). Decides: what of them is left out.
"""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

HIDDEN = "***"
_PASSWORDS = (
    # postgresql://user:password@host: all up to the last "@", as a password may hold one
    (re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s\"'/@]*:[^\s\"']*@", re.IGNORECASE), rf"\1{HIDDEN}@"),
    # password=…, sslpassword = '…', "password": "…", &password=…; also named in SQL and TOML
    (
        re.compile(
            r"(\w*(?:password|passwd|pwd|passfile|client_secret|cookie_secret)[\"']?\s*[=:]\s*)"
            r"(?:'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\"|(?:\\.|[^\s&,;)\"'])+)",
            re.IGNORECASE | re.DOTALL,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(\bPASSWORD\s+)'(?:[^']|'')*'", re.IGNORECASE), rf"\1{HIDDEN}"),
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def discreet(text: str) -> str:
    """A text of one or more lines without passwords and control characters; lines stay lines."""
    for pattern, instead in _PASSWORDS:
        text = pattern.sub(instead, text)
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def one_line(text: str) -> str:
    """The same as one line: what follows cannot pass for a line of its own."""
    return discreet(text).replace("\n", "\\n")


def logs() -> None:
    """From now on every logger of this process writes messages as `one_line`, and tracebacks as `discreet`, set in."""
    before = logging.getLogRecordFactory()
    if getattr(before, "discreet", False):
        return

    def record(*arguments: Any, **named: Any) -> logging.LogRecord:  # noqa: ANN401  as `logging` calls it
        made = before(*arguments, **named)
        try:
            made.msg, made.args = one_line(made.getMessage()), ()
        except (TypeError, ValueError, KeyError):
            return made  # `logging` itself tells of a message that does not fit its arguments
        if made.exc_info:
            lines = discreet("".join(traceback.format_exception(*made.exc_info))).rstrip("\n").split("\n")
            made.exc_text, made.exc_info = "\n".join(f"  {line}" for line in lines), None
        return made

    record.discreet = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)


def last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What is printed of a fault that nobody caught."""
    return discreet("".join(traceback.format_exception(kind, error, trace)))
