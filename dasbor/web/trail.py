"""The access log: who logged in and out, was refused, uploaded, took away internal files. `jejak/akses.jsonl` in the data folder.

Each line carries the hash of the line before (`etl.base.chain`), so that one that was changed or taken out shows. A line names the
address and the roles, what and where; never a name, an IP address, a token or a value.
"""

import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Literal

from dasbor.web.access import Person
from dasbor.words import clock, paths
from etl import workspace
from etl.base import seal
from etl.base.chain import Chain
from etl.base.errors import UserError
from etl.base.paths import TRAIL_NAME

What = Literal["masuk", "keluar", "ditolak", "unggah", "unduh"]
FILE = Path(TRAIL_NAME)
_SECONDS = 60.0
_MOST = 1000
_said: OrderedDict[tuple[object, ...], tuple[float, int]] = OrderedDict()
_guard = threading.Lock()


def log(what: What, person: Person, *, address: str = "", **where: str | int) -> None:
    """Add a line; `where` are short words about the place (page, file, right …). Raises `UserError` if it cannot be written.

    `address`: of one who logged in and has no role here. The same refusal within a minute is counted, and the number stands as
    `kali` in the next line of it: somebody who knocks without end fills no disk.
    """
    who = person.address or address
    times = _times((what, who, *sorted(where.items()))) if what == "ditolak" else 1
    if not times:
        return
    fields: dict[str, object] = {
        "waktu": clock.now().replace(microsecond=0).isoformat(),
        "apa": what,
        "alamat": who,
        "peran": [str(role) for role in person.roles],
        **where,
        **({"kali": times} if times > 1 else {}),
    }
    folder = paths.data_folder()
    with (here := workspace.of(folder)).lock(TRAIL_NAME):
        try:
            here.append(TRAIL_NAME, fields)
        except OSError as error:
            raise UserError(
                f"Catatan akses {folder / FILE} tidak dapat ditulis: {error.strerror}.",
                remedy="periksa ruang kosong dan hak akses folder.",
            ) from error


def read() -> Chain:
    """Everything that was logged, with the places where the log is broken. For those with the right `jejak`."""
    return workspace.of(paths.data_folder()).read(TRAIL_NAME)


def sealed(found: Chain) -> str:
    """The seal of what was logged, to be kept elsewhere and compared with (`etl.backup.seals`)."""
    return str(seal.of(TRAIL_NAME, found, clock.now()))


def _times(key: tuple[object, ...]) -> int:
    """How often it happened since it was last written, this time included; 0 if it was written within the last minute."""
    now = time.monotonic()
    with _guard:
        written, since = _said.pop(key, (float("-inf"), 0))
        due = now - written >= _SECONDS
        _said[key] = (now, 0) if due else (written, since + 1)
        while len(_said) > _MOST:
            _said.popitem(last=False)
    return since + 1 if due else 0
