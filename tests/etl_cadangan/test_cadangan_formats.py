"""The restore drill, on the newest form of a backup and on the one before.

`arsip/sebelum-versi.zip` was written by `cadangkan` of the program before published versions were kept (parent of commit 50c2d11),
from a folder made as in conftest.py: there is no `versi/` in it, and its tables have fewer columns. Keep it as it is; when the
form changes again, an archive of today comes beside it.
"""

import json
import zipfile
from pathlib import Path

import duckdb
import pytest
from cadangan_tools import HISTORY, LEDGER, LOG, back_up, enter, files_of, later

from etl.__main__ import main
from etl.backup import archive, restore
from etl.base import chain
from etl.base.paths import PUBLIC_NAME
from etl.results import history

FORMER = Path(__file__).parent / "arsip" / "sebelum-versi.zip"
FORMS = ("now", "before")


@pytest.fixture(params=FORMS)
def of_form(request: pytest.FixtureRequest, backup: Path) -> Path:
    return backup if request.param == "now" else FORMER


def published(folder: Path) -> list[tuple[object, ...]]:
    """What readers see of the results of 2024, and the claim that an approved correction changed."""
    with duckdb.connect(str(folder / PUBLIC_NAME), read_only=True) as connection:
        results = connection.execute(
            "SELECT kode, predikat, skor FROM mart.hasil_kabkota WHERE tahun = 2024 AND skor IS NOT NULL ORDER BY kode"
        ).fetchall()
        return results + connection.execute("SELECT id, nilai FROM mart.klaim WHERE id = 'u1'").fetchall()


def test_a_drill_on_each_form(of_form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, kept = tmp_path / "data", files_of(of_form)
    assert main(["pulihkan", str(of_form)], {"PEDULIHAM_DATA": str(folder)}) in ((0,) if of_form != FORMER else (0, 1))
    said = capsys.readouterr().out
    assert {name: (folder / name).read_bytes() for name in kept} == kept
    for name in (HISTORY, LEDGER, LOG):
        assert f"{name}: {len(chain.read(folder / name).lines)} baris, rantai utuh" in said
    assert "hasil resmi 2024: versi 1 terbit" in said
    assert history.read(folder).faults == ()
    rows = published(folder)
    assert len(rows) == 31
    assert rows[-1] == ("u1", "Cukup Peduli HAM")
    assert enter(folder) == 4, "work goes on"

    # what today's program backs up of it comes back the same
    again = back_up(folder, tmp_path / "cadangan", now=later(days=2)).path
    restored = restore.restore(again, tmp_path / "lagi", now=later(days=2))
    assert restored.digest == restored.manifest.digest
    assert published(tmp_path / "lagi") == rows


def test_both_forms_give_the_same_figures(backup: Path, tmp_path: Path) -> None:
    seen = []
    for name, source in (("kini", backup), ("dulu", FORMER)):
        restore.restore(source, tmp_path / name, now=later(days=1))
        seen.append(published(tmp_path / name))
    assert seen[0] == seen[1]


def test_the_form_before_is_another_and_an_unknown_one_is_refused(backup: Path, tmp_path: Path) -> None:
    assert any(name.startswith("versi/") for name in files_of(backup))
    assert not any(name.startswith("versi/") for name in files_of(FORMER))
    with zipfile.ZipFile(FORMER) as opened, zipfile.ZipFile(tmp_path / "lain.zip", "w") as other:
        for name in opened.namelist():
            content = opened.read(name)
            if name == archive.MANIFEST:
                content = json.dumps({**json.loads(content), "bentuk": archive.FORM + 1}).encode()
            other.writestr(name, content)
    assert main(["pulihkan", str(tmp_path / "lain.zip")], {"PEDULIHAM_DATA": str(tmp_path / "data")}) == 2
    assert not (tmp_path / "data").exists()
