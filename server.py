"""Menjalankan dasbor: `streamlit run server.py`. Halaman ada di app.py; di sini yang berdiri di antara jaringan dan halaman."""

from starlette.middleware import Middleware
from streamlit.starlette import App

from dasbor import web
from dasbor.page import alive, document
from dasbor.page.first.document import FirstPaint
from dasbor.web import machine
from etl.base import atomic, discreet

atomic.only_mine()
discreet.logs()
machine.say_nothing()
web.stay_inside()
parts = (*web.MIDDLEWARE, FirstPaint, document.Document)
app = App("app.py", middleware=[Middleware(part) for part in parts], lifespan=alive.lifespan)
