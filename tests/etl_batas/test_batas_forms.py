"""Files as people download them: known by their columns, matched by code or name, with their licence; and one that lies ready."""

import json
from pathlib import Path

import geopandas
import pytest
from batas_tools import build_in, features, official, regions

from etl.base.errors import UserError
from etl.boundaries.official import Official


def as_geoboundaries() -> geopandas.GeoDataFrame:
    """Names without "Kabupaten", as geoBoundaries writes them; a lake among them."""
    frame = official().rename(columns={"NAMA": "shapeName"}).drop(columns="KODE")
    frame["shapeName"] = frame["shapeName"].str.replace(r"^Kabupaten (Administrasi )?", "", regex=True)
    frame = frame.assign(shapeISO="", shapeID=[f"IDN-{row}" for row in range(len(frame))], shapeGroup="IDN", shapeType="ADM2")
    lake = frame.iloc[[0]].assign(shapeName="Danau Toba", geometry=frame.geometry.iloc[0].buffer(-0.2))
    frame.loc[0, "geometry"] = frame.geometry.iloc[0].difference(lake.geometry.iloc[0])
    return geopandas.GeoDataFrame(geopandas.pd.concat([frame, lake], ignore_index=True), crs=frame.crs)


def as_ocha() -> geopandas.GeoDataFrame:
    frame = official("ADM2_PCODE", codes="kode_bps_2020").rename(columns={"NAMA": "ADM2_EN"})
    return frame.assign(ADM2_PCODE="ID" + frame["ADM2_PCODE"])


def as_big() -> geopandas.GeoDataFrame:
    return official("KDPKAB").rename(columns={"NAMA": "WADMKK"})


def as_bps() -> geopandas.GeoDataFrame:
    return official("idkab", codes="kode_bps_2020").rename(columns={"NAMA": "nmkab"})


@pytest.mark.parametrize(
    ("made", "name", "open_"),
    [
        (as_geoboundaries, "geoBoundaries", "CC BY 4.0"),
        (as_ocha, "OCHA, COD-AB (BPS)", "CC BY-IGO"),
        (as_big, "Badan Informasi Geospasial", "BIG"),
        (as_bps, "Badan Pusat Statistik", "BPS"),
    ],
)
def test_a_published_file_needs_nothing_said(folder: Path, tmp_path: Path, made, name: str, open_: str):
    path = tmp_path / "unduhan.gpkg"
    made().to_file(path)
    report = build_in(folder, Official(path))
    assert report.told["lengkap"]
    told = report.told["sumber"]
    assert (told["nama"], told["boleh_disebarkan"]) == (name, True)
    assert open_ in told["lisensi_id"]
    assert open_ in told["lisensi_en"]
    before = dict(zip(regions()["kode"], official().geometry, strict=True))
    shown = features(folder, "kabkota")
    assert [code for code, shape in shown.items() if not shape.intersects(before[code].centroid.buffer(0.05))] == []


def test_two_rows_of_one_bare_name_are_not_guessed(folder: Path, tmp_path: Path):
    frame = as_geoboundaries()
    frame["shapeName"] = frame["shapeName"].replace("Kota Bandung", "Bandung")
    frame.to_file(tmp_path / "unduhan.gpkg")
    with pytest.raises(UserError) as caught:
        build_in(folder, Official(tmp_path / "unduhan.gpkg"))
    assert any("nama 'Bandung' bukan kabupaten/kota mana pun" in line for line in caught.value.details)
    assert any("Kota Bandung: tidak ada di berkas" in line for line in caught.value.details)


def test_another_form_is_asked_about(folder: Path, tmp_path: Path):
    official("NOMOR").to_file(tmp_path / "lain.gpkg")
    with pytest.raises(UserError, match="bukan berkas geoBoundaries") as caught:
        build_in(folder, Official(tmp_path / "lain.gpkg"))
    assert "NOMOR" in caught.value.details[0]
    assert "--kolom-kode" in caught.value.remedy


def test_an_open_source_that_lies_ready_goes_before_the_shipped_one(folder: Path):
    (folder / "batas-sumber").mkdir()
    as_ocha().to_file(folder / "batas-sumber" / "idn.gpkg")
    report = build_in(folder)
    assert report.told["sumber"]["nama"].startswith("OCHA")
    assert not build_in(folder).written
    assert json.loads((folder / "batas" / "asal.json").read_text(encoding="utf-8"))["sumber"]["boleh_disebarkan"]


def test_two_that_lie_ready_are_asked_about(folder: Path):
    (folder / "batas-sumber").mkdir()
    for name in ("a.gpkg", "b.gpkg"):
        (folder / "batas-sumber" / name).write_bytes(b"")
    with pytest.raises(UserError, match="2 berkas batas"):
        build_in(folder)
