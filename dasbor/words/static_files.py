"""Files that the dashboard itself writes below static/, so that a browser fetches them once instead of at every rerun."""

import hashlib
import logging
import os

from dasbor.words import paths

LOG = logging.getLogger("dasbor")


def address(stem: str, suffix: str, content: str) -> str | None:
    """Address of a file `stem` with this content, its digest in the name; written if it is not there.

    None where static/ cannot be written: then the content has to travel inside the page.
    """
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    file = paths.STATIC / f"{stem}-{digest}{suffix}"
    try:
        if not file.is_file():
            if not file.parent.is_dir():
                file.parent.mkdir(parents=True)
                file.parent.chmod(0o755)
            aside = file.with_suffix(f".{os.getpid()}.tmp")
            aside.write_text(content, encoding="utf-8")
            aside.chmod(0o644)  # for every reader, and so for every instance, whatever the process allows new files
            aside.replace(file)
    except OSError:
        LOG.warning("cannot write %s: sent inside the page", file)
        return None
    return f"./app/static/{file.relative_to(paths.STATIC).as_posix()}"
