"""Passwords and control characters of texts from elsewhere reach neither log nor screen."""

import io
import logging
import subprocess
import sys
from types import SimpleNamespace

import duckdb
import psycopg
import pytest

from dasbor.page import steps
from dasbor.words import paths
from dasbor.words.texts import texts
from etl.base import discreet
from etl.base.errors import UserError
from etl.workspace import server

SECRET = "s4ng4t-r4h4s14"
FORMS = [
    f"postgresql://peduliham:{SECRET}@10.0.0.20/gudang",
    f"postgres://u:{SECRET}@a/b@h:5432/g",
    f"postgresql://h/g?user=u&password={SECRET}&sslmode=require",
    f"dbname=g host=h password={SECRET} user=u",
    f"password = '{SECRET} tambahan' host=h",
    f"password='it\\'s {SECRET}' host=h",
    f"password=a\\ {SECRET} host=h",
    f"host=h PASSWORD={SECRET}",
    f"sslpassword={SECRET}",
    f'{{"password": "{SECRET}"}}',
    f"ALTER ROLE u PASSWORD '{SECRET}'",
    f"PGPASSWORD={SECRET}",
    f'client_secret = "{SECRET}"',
    f"https://u:{SECRET}@cermin/x",
]
NOISE = "baris\r\n2026-12-01 palsu\x1b[2J\x07\x9b31m\u2028palsu\u202etxt"


@pytest.fixture
def log():
    """A logger as the server sets it up; what was written to it."""
    before = logging.getLogRecordFactory()
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("uji-diam")
    logger.addHandler(handler)
    logger.propagate = False
    discreet.logs()
    yield logger, output
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize("form", FORMS)
def test_no_password_in_any_form(form, log):
    logger, output = log
    said = duckdb.IOException(f'Unable to connect to Postgres at "{form}": connection refused')
    assert SECRET not in discreet.discreet(str(said))
    logger.error("gudang: %s", said)
    try:
        raise said
    except duckdb.Error:
        logger.exception("gagal")
    assert "connection refused" in output.getvalue()
    assert "Traceback" in output.getvalue()
    assert SECRET not in output.getvalue()


def test_a_message_is_one_line_without_control_characters(log):
    logger, output = log
    logger.error("dari luar: %s", NOISE)
    try:
        int(NOISE)
    except ValueError as error:
        logger.exception("gagal", exc_info=OSError(f"{NOISE} {error}"))
    written = output.getvalue()
    assert written.count("palsu") >= 4
    assert not [line for line in written.split("\n") if line.startswith("2026")]
    assert not set(written) & {"\r", "\x1b", "\x07", "\x9b", "\u2028", "\u202e"}


def test_what_says_nothing_secret_stays():
    for text in ("Kata sandinya salah.", "https://ham.contoh.go.id/a?b=c", "2 baris ditolak: kolom password kosong", "é — 1.234,5"):
        assert discreet.one_line(text) == text


@pytest.mark.parametrize(
    "said",
    [
        f"postgresql://u:a/{SECRET}@h/g",
        f"postgresql://u:{SECRET}#x@h/g",
        f"postgresql://u:a?{SECRET}@h/g",
        f"postgresql://u:{SECRET}@h:p/g",
        f"postgresql://u:a@{SECRET}@h/g",
        f"postgresql://h/g?password={SECRET}",
        f"mysql:u:{SECRET}",
        f"dbname=g password={SECRET}",
    ],
)
def test_an_address_of_a_server_says_no_secret_in_any_form(said):
    assert SECRET not in told_of(said)


def told_of(said):
    """What is said of an address: that it is none, or, of one that is, that the server is away."""
    try:
        found = server.PostgresWorkspace(said)
    except UserError as refused:
        return f"{refused} {refused.remedy}"
    away = found.meaning(psycopg.OperationalError(f'connection to "{said}" failed'))
    return f"{found!r} {found.shown} {away} {away.remedy}"


def test_a_fault_of_a_command_that_nobody_caught_holds_no_password():
    script = (
        "import runpy, sys\n"
        "from etl.workspace import edge\n"
        f"def broken(*_): raise RuntimeError('postgresql://u:{SECRET}@h/g')\n"
        "edge.configure = broken\n"
        "sys.argv = ['etl', 'bangun']\n"
        "runpy.run_module('etl', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=paths.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError" in done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_a_refusal_on_a_page_does_not_say_where_things_lie(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    monkeypatch.setattr(steps.st, "html", shown.append)
    page = SimpleNamespace(t=texts("id"))
    wrong = UserError(
        f"Folder {tmp_path} tidak dapat ditulisi.", remedy=f"lihat {paths.ROOT}/docs", details=[f"{tmp_path}/hasil: x"]
    )
    steps.refused(page, wrong)
    assert "Folder data tidak dapat ditulisi." in shown[0]
    assert "folder data/hasil" in shown[0]
    assert str(tmp_path) not in shown[0]
    assert str(paths.ROOT) not in shown[0]
