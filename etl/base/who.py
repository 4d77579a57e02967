"""Who is at work, for what is written down of it."""

import getpass
from collections.abc import Mapping

WHO = "PEDULIHAM_SIAPA"


def who(environ: Mapping[str, str]) -> str:
    """Who is at work: `PEDULIHAM_SIAPA` if set, else the user of the system."""
    try:
        return environ.get(WHO, "").strip() or getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return "tidak diketahui"
