"""One data folder with all that must not be lost: claims, results in two versions, entries, an access log, an alias, boundaries."""

import shutil
from pathlib import Path

import pytest
from cadangan_tools import add_line, back_up, enter

from etl.entries.ledger import WantedChange
from etl.results import aliases
from tests.etl.etl_tools import claim, make_folder
from tests.etl_hasil import hasil_tools
from tests.etl_isian import isian_tools


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, built. To be copied, not written."""
    place = tmp_path_factory.mktemp("lengkap")
    folder = make_folder(place / "data", [claim(), claim(id="u2", kode="13.75", nama="Kota Bukittinggi")])
    rows = hasil_tools.complete(hasil_tools.tables_of(folder))[:40]
    hasil_tools.load(folder, hasil_tools.write_results(place / "akhir.csv", rows))
    aliases.remember(folder, "Kab. Ogan Kom Ulu", "16.01", "uji")
    correction = {"nilai": "Cukup Peduli HAM", "sumber_url": "https://sumbar.contoh.go.id/ralat", "putusan": "setuju"}
    isian_tools.record(folder, WantedChange("koreksi", ("u1",), correction, 0), by=isian_tools.OPERATOR, reason="ralat")
    for _ in range(2):
        enter(folder)
        add_line(folder, apa="masuk")
    hasil_tools.decide(folder, "terbit", hasil_tools.later(days=1))
    for name in ("batas/kabkota.parquet", ".unduhan/unduhan.tgz"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(b"dibuat kembali")
    return folder


@pytest.fixture
def folder(full: Path, tmp_path: Path) -> Path:
    """A copy for this test alone."""
    return Path(shutil.copytree(full, tmp_path / "data"))


@pytest.fixture(scope="session")
def backup(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of that folder. To be read, not written."""
    return back_up(full, tmp_path_factory.mktemp("cadangan")).path
