"""Personal data in texts: numbers and addresses of persons that nobody needs here, found by their form, and masked.

NIK (16 digits with a province and a day of birth), NIP (18 digits with two dates), telephone numbers, e-mail addresses.
Decides: what is one; a number that only might be one (a score, a date, an id in a web address) is left alone.
Reads and writes: nothing. Every pattern is linear in the length of the text.
"""

import re
from collections.abc import Mapping

NIK, NIP, PHONE, MAIL = "NIK", "NIP", "telepon", "surel"
ENGLISH: Mapping[str, str] = {NIK: "NIK", NIP: "NIP", PHONE: "telephone", MAIL: "e-mail"}

_MAYBE = re.compile(r"@|[0-9](?:[ .()-]{0,2}[0-9]){5}")
_PATTERN = re.compile(
    r"(?P<alamat>https?://\S+)"
    r"|(?P<surel>(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})"
    r"|(?P<NIP>(?<!\w)(?<![0-9][.,])[0-9]{8} ?[0-9]{6} ?[12] ?[0-9]{3}(?![0-9]))"
    r"|(?P<NIK>(?<!\w)(?<![0-9][.,])(?:[0-9]{16}|[0-9]{4}(?:[ .-][0-9]{4}){3}|[0-9]{6}[ .-][0-9]{6}[ .-][0-9]{4})(?![0-9]))"
    r"|(?P<disebut>(?P<awal>(?i:\b(?P<kata>nik|nip|ktp|hp|telp|tlp|telepon|wa|whatsapp))\b[ .:=]{1,3})"
    r"[+(]?[0-9](?:[ .()-]{0,2}[0-9]){5,19}(?![0-9]))"
    r"|(?P<telepon>(?<![\w/-])(?<![0-9][.,])(?:(?:\+62[ .-]?|62|0[ -]?)8[1-9][0-9](?:[ .-]?[0-9]){6,9}"
    r"|\+62[ -]?[2-79][0-9]{1,2}(?:[ -]?[0-9]){5,8}|\(0[2-79][0-9]{1,2}\) ?[0-9](?:[ -]?[0-9]){4,7})(?![0-9]))"
)
_CALLED: Mapping[str, str] = {"nik": NIK, "ktp": NIK, "nip": NIP}
"""Words that say what the digits behind them are, whatever their form; the others say a telephone."""
_MASKED = "[{} disamarkan]"


def kinds(text: str) -> tuple[str, ...]:
    """What kinds of personal data a text holds, each once, in the order in which they stand there."""
    if not _MAYBE.search(text):
        return ()
    return tuple(dict.fromkeys(kind for match in _PATTERN.finditer(text) if (kind := _kind(match))))


def masked(text: str) -> str:
    """The text with a word for each of them in its place; the same text if there are none."""
    if not _MAYBE.search(text):
        return text
    return _PATTERN.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    kind = _kind(match)
    return (match["awal"] or "") + _MASKED.format(kind) if kind else match.group()


def written(number: float) -> str:
    """A number of a cell as somebody would have written it if it is a telephone number or one of a person; else ""."""
    if not 8e8 <= number < 1e18 or number != int(number):  # noqa: PLR2004 - from a telephone number to a NIP
        return ""
    digits = str(int(number))
    return f"0{digits}" if digits.startswith("8") and len(digits) <= 12 else digits  # noqa: PLR2004 - sheets drop the zero


def _kind(match: re.Match[str]) -> str:
    """The kind of a match; "" for what only looks like one."""
    kind = str(match.lastgroup)
    if match["kata"]:
        return _CALLED.get(match["kata"].casefold(), PHONE)
    digits = re.sub(r"[^0-9]", "", match.group())
    if kind == "alamat" or (kind == NIK and not _person(digits)) or (kind == NIP and not _servant(digits)):
        return ""
    return kind


def _person(digits: str) -> bool:
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12  # noqa: PLR2004 - women: day + 40


def _servant(digits: str) -> bool:
    born, since = (int(digits[:4]), int(digits[4:6]), int(digits[6:8])), (int(digits[8:12]), int(digits[12:14]))
    return (
        1930 <= born[0] < since[0] <= 2100 and 1 <= born[1] <= 12 and 1 <= born[2] <= 31 and (1 <= since[1] <= 12 or since[1] == 21)  # noqa: PLR2004
    )
