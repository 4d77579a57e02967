"""`--sumber`: files that the operator has, made here: other coordinates, other codes, faults, and interruptions."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import geopandas
import pytest
import shapely
from batas_tools import build_in, features, official, regions, shown

from etl.__main__ import main
from etl.base.errors import UserError
from etl.base.paths import PROJECT
from etl.boundaries import write
from etl.boundaries.official import Official


def saved(frame: geopandas.GeoDataFrame, path: Path) -> Path:
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    return path


@pytest.mark.parametrize("name", ["resmi.shp", "resmi.gpkg", "resmi.geojson", "resmi.parquet"])
def test_every_format(folder: Path, tmp_path: Path, name: str):
    report = build_in(folder, Official(saved(official(), tmp_path / name), "KODE"))
    assert report.told["lengkap"]
    assert len(features(folder, "kabkota")) == 514
    assert report.told["sumber"]["nama"] == name


def test_zipped_shapefile_in_another_system_with_bps_codes(folder: Path, tmp_path: Path):
    plain = tmp_path / "isi"
    plain.mkdir()
    frame = official("KDBPS", codes="kode_bps_2020").to_crs("EPSG:3395")
    saved(frame, plain / "batas.shp")
    archive = Path(shutil.make_archive(str(tmp_path / "batas"), "zip", plain))
    report = build_in(folder, Official(archive, "KDBPS"))
    assert "kode dikenal sebagai kode BPS 2020" in report.notes
    before = dict(zip(regions()["kode"], official().geometry, strict=True))
    assert all(shape.symmetric_difference(before[code]).area < 0.002 for code, shape in features(folder, "kabkota").items())


def test_codes_of_2020(folder: Path, tmp_path: Path):
    report = build_in(folder, Official(saved(official(codes="kode_2020"), tmp_path / "a.gpkg"), "KODE"))
    assert "kode dikenal sebagai kode Kemendagri 2020" in report.notes
    assert set(features(folder, "kabkota")) == set(regions()["kode"])


def test_a_missing_code_replaces_nothing(folder: Path, tmp_path: Path, squares: Official):
    build_in(folder, squares)
    before = shown(folder)
    frame = official()
    path = saved(frame[frame["KODE"] != "11.01"], tmp_path / "kurang.gpkg")
    with pytest.raises(UserError, match=r"513 dari 514") as caught:
        build_in(folder, Official(path, "KODE"))
    assert "11.01 Kabupaten Aceh Selatan: tidak ada di berkas" in caught.value.details
    assert "--izinkan-sebagian" in caught.value.remedy
    assert shown(folder) == before


def test_a_double_code_replaces_nothing(folder: Path, tmp_path: Path):
    frame = official()
    frame.loc[1, "KODE"] = "11.01"
    with pytest.raises(UserError) as caught:
        build_in(folder, Official(saved(frame, tmp_path / "ganda.gpkg"), "KODE"))
    assert "11.01: ganda, pada baris 1, 2" in caught.value.details
    assert any(line.startswith("11.02") for line in caught.value.details)
    assert not (folder / "batas").exists()


def test_partial_is_said_everywhere(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    frame = official()
    path = saved(frame[frame["KODE"] != "11.01"], tmp_path / "kurang.gpkg")
    environ = {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_STATIK": str(folder / "static")}
    arguments = ["batas", "--sumber", str(path), "--kolom-kode", "KODE", "--izinkan-sebagian"]
    assert main(arguments, environ) == 1
    out = capsys.readouterr().out
    assert "kabkota 513 dari 514" in out
    assert "11.01 Kabupaten Aceh Selatan: tidak ada di berkas" in out
    told = json.loads((folder / "batas" / "asal.json").read_text(encoding="utf-8"))
    assert (told["lengkap"], told["tidak_ada"]) == (False, ["11.01"])
    assert main(arguments, environ) == 1  # nothing written, still incomplete
    assert "Tidak ada yang berubah" in capsys.readouterr().out


def test_wrong_column_names_the_others(folder: Path, squares: Official):
    with pytest.raises(UserError) as caught:
        build_in(folder, Official(squares.path, "ADM2"))
    assert caught.value.details == ("kolom yang ada: KODE, NAMA",)


def test_a_column_without_codes(folder: Path, squares: Official):
    with pytest.raises(UserError, match="Tidak satu pun kode"):
        build_in(folder, Official(squares.path, "NAMA"))


def test_wrong_files(folder: Path, tmp_path: Path):
    with pytest.raises(UserError, match="tidak ada"):
        build_in(folder, Official(tmp_path / "hilang.shp", "KODE"))
    for name in ("catatan.gpkg", "catatan.parquet", "catatan.zip"):
        (tmp_path / name).write_text("bukan peta", encoding="utf-8")
        with pytest.raises(UserError, match="tidak dapat dibaca sebagai data peta"):
            build_in(folder, Official(tmp_path / name, "KODE"))


def test_no_coordinate_system(folder: Path, tmp_path: Path):
    path = saved(official(), tmp_path / "tanpa.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(UserError, match="tidak menyebut sistem koordinatnya"):
        build_in(folder, Official(path, "KODE"))


def test_wrong_coordinate_system(folder: Path, tmp_path: Path):
    wrong = official().set_crs("EPSG:3857", allow_override=True)
    with pytest.raises(UserError, match="tidak berada di Indonesia"):
        build_in(folder, Official(saved(wrong, tmp_path / "salah.gpkg"), "KODE"))


def test_several_layers(folder: Path, tmp_path: Path):
    path = tmp_path / "lapis.gpkg"
    official().to_file(path, layer="adm2")
    official().to_file(path, layer="adm3")
    official("LAIN").to_file(path, layer="adm1")
    with pytest.raises(UserError, match="3 lapisan; 2 di antaranya") as caught:
        build_in(folder, Official(path, "KODE"))
    assert caught.value.details == ("adm2", "adm3")
    assert build_in(folder, Official(path, "KODE", layer="adm3")).told["lengkap"]
    assert build_in(folder, Official(path, "LAIN")).told["lengkap"]


def test_lines_and_empty_shapes_are_no_regions(folder: Path, tmp_path: Path):
    frame = official()
    frame.loc[0, "geometry"] = None
    with pytest.raises(UserError) as caught:
        build_in(folder, Official(saved(frame, tmp_path / "kosong.gpkg"), "KODE"))
    assert "1 baris tanpa bentuk luasan dilewati" in caught.value.details


def test_official_boundaries_stay(folder: Path, squares: Official):
    """`make run` asks for the shipped source each time; that must not take the operator's boundaries away."""
    build_in(folder, squares)
    before = shown(folder)
    report = build_in(folder)
    assert not report.written
    assert "--bawaan" in report.notes[0]
    assert shown(folder) == before
    (folder / "static" / "batas" / "negara.geojson").unlink()
    with pytest.raises(UserError, match="tidak lengkap lagi"):
        build_in(folder)


def test_same_bytes_from_the_same_file(folder: Path, tmp_path: Path, squares: Official):
    build_in(folder, squares)
    first = shown(folder)
    assert not build_in(folder, squares).written
    shutil.rmtree(folder / "batas")
    assert build_in(folder, squares).written
    assert shown(folder) == first


def test_a_changed_file_is_noticed_and_mended(folder: Path, squares: Official):
    build_in(folder, squares)
    before = shown(folder)
    (folder / "static" / "batas" / "provinsi.geojson").write_text("{}", encoding="utf-8")
    assert build_in(folder, squares).written
    assert shown(folder) == before


def test_interrupted_between_renames(folder: Path, squares: Official, monkeypatch: pytest.MonkeyPatch):
    done = []

    def stumble(path: Path, mode: int) -> None:
        if len(done) == 3:
            raise OSError(28, "No space left on device", str(path))
        done.append(path)
        real(path, mode)

    real = write.replace
    monkeypatch.setattr(write, "replace", stumble)
    with pytest.raises(UserError, match="tidak dapat ditulis"):
        build_in(folder, squares)
    monkeypatch.undo()
    assert build_in(folder, squares).written
    assert not [name for name in shown(folder) if name.endswith(".baru")]
    assert len(shown(folder)) == 9


def test_killed_in_the_middle(folder: Path, tmp_path: Path, squares: Official):
    build_in(folder, squares)
    before = shown(folder)
    other = saved(official().to_crs("EPSG:3395"), tmp_path / "lain.gpkg")
    command = [sys.executable, "-m", "etl", "batas", "--sumber", str(other), "--kolom-kode", "KODE"]
    environ = os.environ | {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_STATIK": str(folder / "static")}
    with subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert any("merapikan" in line for line in process.stdout)
        process.send_signal(signal.SIGKILL)
    assert {name: content for name, content in shown(folder).items() if not name.endswith(".baru")} == before
    assert build_in(folder, Official(other, "KODE")).written


def test_overlaps_become_common_borders(folder: Path, tmp_path: Path, frame: geopandas.GeoDataFrame):
    """Official files of several makers overlap a little; the result must not."""
    frame["geometry"] = shapely.buffer(frame.geometry.to_numpy(), 0.0005, join_style="mitre")
    build_in(folder, Official(saved(frame, tmp_path / "tumpang.gpkg"), "KODE"))
    assert shapely.coverage_is_valid(list(features(folder, "kabkota").values()))


def test_options_belong_together(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["batas", "--kolom-kode", "KODE"], {"PEDULIHAM_DATA": str(folder)}) == 2
    err = capsys.readouterr().err
    assert "--sumber" in err
    assert "Traceback" not in err
