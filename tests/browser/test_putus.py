"""A cut line, and a server that was restarted, while somebody types: what they typed is there, and is saved once."""

import shutil
import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from etl.base import chain
from tests.browser import masuk
from tests.browser.masuk import address, cookie, opened

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider, in its thread


@pytest.fixture(scope="module")
def at():
    with masuk.provider() as running:
        yield running


@pytest.fixture
def folder(inside_folder, tmp_path):
    return shutil.copytree(inside_folder, tmp_path / "data")


def entries(folder):
    lines = chain.read(folder / "isian/catatan.jsonl").lines
    return [one for one in lines if one.get("siapa") == address("ntt")]


class Line:
    """What stands between a browser and a server: it can be cut, and leads to whatever server is there now."""

    def __init__(self):
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port, self.to, self.whole = self.door.getsockname()[1], 0, True
        self.open = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                one, _ = self.door.accept()
            except OSError:
                return
            try:
                other = socket.create_connection(("127.0.0.1", self.to if self.whole else 1))
            except OSError:
                one.close()
                continue
            self.open += [one, other]
            for pair in ((one, other), (other, one)):
                threading.Thread(target=self.pass_on, args=pair, daemon=True).start()

    def pass_on(self, one, other):
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self):
        self.whole = False
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.open = []

    def mend(self):
        self.whole = True


@contextmanager
def served(line, folder, place, at, **environ):
    with masuk.serving(folder, place, at, outside=f"http://127.0.0.1:{line.port}", **environ) as instance:
        line.to = instance.port
        yield masuk.Instance(f"http://127.0.0.1:{line.port}", folder, instance.access, at, instance.pid)


def fill(tab, *regions):
    """An entry as somebody leaves it who is called away: regions and a reason, nothing saved."""
    for name in regions:
        tab.page.get_by_role("button", name=name, exact=True).click()
    tab.page.get_by_role("checkbox", name="Tanggalnya tidak diketahui").press("Space")
    tab.page.get_by_role("textbox", name="Alasan").fill("diketik sebelum putus")


def save(tab):
    tab.page.get_by_role("button", name="Simpan", exact=True).click()


def stands_as_typed(tab, *regions):
    assert tab.page.get_by_role("textbox", name="Alasan").input_value() == "diketik sebelum putus"
    assert tab.page.get_by_role("checkbox", name="Tanggalnya tidak diketahui").is_checked()
    for name in regions:
        assert tab.page.get_by_role("button", name=name, exact=True).get_attribute("aria-pressed") == "true"


def connection(tab, state):
    """Wait until the browser says that it is connected, or that it is not."""
    asked = f"() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState {state} 'CONNECTED'"
    tab.page.wait_for_function(asked, timeout=60_000)


def told_then_saved(tab, folder, before, *regions):
    """The first press says that it saved nothing and what to do; the second saves, once."""
    save(tab)
    tab.page.get_by_role("alert").filter(has_text="Tersambung kembali").first.wait_for()
    tab.settle()
    stands_as_typed(tab, *regions)
    assert len(entries(folder)) == before
    save(tab)
    tab.page.get_by_role("note").filter(has_text=f"{len(regions)} isian").wait_for()
    assert len(entries(folder)) == before + 1
    assert {change["kunci"][1] for change in entries(folder)[-1]["isi"]} == {CODES[name] for name in regions}
    assert entries(folder)[-1]["alasan"] == "diketik sebelum putus"


CODES = {"Kab. Ende": "53.08", "Kab. Sikka": "53.07", "Kab. Ngada": "53.09"}


def test_a_restart_loses_nothing_that_was_typed(chromium, folder, tmp_path, at):
    """Also in a form that was used before: then it is another one than the new session would draw by itself."""
    line = Line()
    with served(line, folder, tmp_path, at) as instance:
        tab = opened(chromium, instance, cookie(instance, "ntt"))
        tab.open("isian?tahun=2026")
        fill(tab, "Kab. Ngada")
        save(tab)
        tab.page.get_by_role("note").filter(has_text="1 isian").wait_for()
        tab.settle()
        fill(tab, "Kab. Ende", "Kab. Sikka")
    connection(tab, "!=")
    with served(line, folder, tmp_path, at):
        connection(tab, "==")
        stands_as_typed(tab, "Kab. Ende", "Kab. Sikka")
        told_then_saved(tab, folder, 1, "Kab. Ende", "Kab. Sikka")
    tab.page.context.close()


@pytest.mark.parametrize(("patience", "gone"), [("600", False), ("1", True)], ids=["the session waits", "the session is gone"])
def test_a_cut_line_loses_nothing_that_was_typed(chromium, folder, tmp_path, at, patience, gone):
    """Three minutes are within what a session waits (.streamlit/config.toml); beyond it, it is as after a restart."""
    line = Line()
    with served(line, folder, tmp_path, at, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL=patience) as instance:
        tab = opened(chromium, instance, cookie(instance, "ntt"))
        tab.open("isian?tahun=2026")
        fill(tab, "Kab. Ende", "Kab. Sikka")
        line.cut()
        connection(tab, "!=")
        tab.page.wait_for_timeout(2500)
        line.mend()
        connection(tab, "==")
        save(tab)
        saved = tab.page.get_by_role("note").filter(has_text="2 isian")
        again = tab.page.get_by_role("alert").filter(has_text="Tersambung kembali")
        saved.or_(again).first.wait_for()
        if again.count():  # only where the session is gone: then it is said, and the next press saves
            assert gone
            stands_as_typed(tab, "Kab. Ende", "Kab. Sikka")
            save(tab)
            saved.wait_for()
        assert len(entries(folder)) == 1
    tab.page.context.close()


def test_the_first_press_logs_out_too(chromium, folder, tmp_path, at):
    line = Line()
    with served(line, folder, tmp_path, at) as instance:
        tab = opened(chromium, instance, cookie(instance, "ntt"))
        tab.open("isian?tahun=2026")
    connection(tab, "!=")
    with served(line, folder, tmp_path, at):
        connection(tab, "==")
        tab.page.get_by_role("button", name="Keluar").click()
        tab.page.get_by_role("button", name="End session").wait_for()
    lines = chain.read(folder / "jejak/akses.jsonl").lines
    assert [one["alamat"] for one in lines if one["apa"] == "keluar"] == [address("ntt")]
    tab.page.context.close()
