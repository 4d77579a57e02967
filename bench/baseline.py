"""`bench/baseline.json`: what was measured and committed, for later measurements to be compared with."""

import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("baseline.json")
ALONE = ("layanan", "ruang")
"""Keys of what programs of their own measure (`bench.layanan`, `bench.ruang`); `python -m bench` leaves them as they are."""


def concluded(key: str, result: dict[str, Any], found: list[str], *, save: bool) -> int:
    """End of such a program: keep the result if asked to, print what misses a goal; its exit code."""
    if save:
        told = json.loads(PATH.read_text(encoding="utf-8"))
        PATH.write_text(json.dumps({**told, key: result}, indent=1) + "\n", encoding="utf-8")
    print("\n".join(found) or "Semua sasaran tercapai.")
    return 1 if found else 0
