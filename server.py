"""Menjalankan dasbor: `streamlit run server.py`. Halaman ada di app.py; di sini yang berdiri di antara jaringan dan halaman."""

import contextlib
from collections.abc import AsyncIterator

from starlette.middleware import Middleware
from streamlit.starlette import App

from dasbor import web
from dasbor.page import alive, document
from dasbor.page.first.document import FirstPaint
from dasbor.web import limits, machine
from dasbor.words import streamlit_inside
from etl.base import atomic, discreet

atomic.only_mine()
discreet.logs()
machine.say_nothing()
limits.guard()
streamlit_inside.stay_inside()
parts = (*web.MIDDLEWARE, FirstPaint, document.Document)


@contextlib.asynccontextmanager
async def lifespan(application: object) -> AsyncIterator[None]:
    """Dari mulai sampai berakhirnya server."""
    async with web.lifespan(application), alive.lifespan(application):
        yield


app = App("app.py", middleware=[Middleware(part) for part in parts], lifespan=lifespan)
