"""Starts the app the way `make run` does, on the data folder a test wants."""

from contextlib import contextmanager

from bench import servers
from dasbor.words import paths

APP = paths.ROOT / "server.py"


@contextmanager
def running(data, *, script=APP, folder=paths.ROOT):
    """Address of the app (or another script, run in `folder`) on the data folder `data`."""
    with servers.running(script, folder=folder, environ={"PEDULIHAM_DATA": str(data)}) as server:
        yield server.url
