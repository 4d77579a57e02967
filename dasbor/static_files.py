"""Files that the dashboard itself writes below static/, so that a browser fetches them once instead of at every rerun."""

import hashlib
import logging
import os

from dasbor import paths

LOG = logging.getLogger("dasbor")


def address(stem: str, suffix: str, content: str) -> str | None:
    """Address of a file `stem` with this content, its digest in the name; written if it is not there.

    None where static/ cannot be written: then the content has to travel inside the page.
    """
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    file = paths.STATIC / f"{stem}-{digest}{suffix}"
    try:
        if not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_suffix(f".{os.getpid()}.tmp")
            aside.write_text(content, encoding="utf-8")
            aside.replace(file)
    except OSError:
        LOG.warning("cannot write %s: sent inside the page", file)
        return None
    return f"./app/static/{file.relative_to(paths.STATIC).as_posix()}"
