"""Tiles of the map as pages read them."""

from dasbor.mart import common, tiles


def test_every_region_has_its_own_tile(record):
    frame = tiles.region_tiles()
    assert list(frame.columns) == ["kode", "kolom", "baris"]
    assert set(frame["kode"]) == set(common.regions()["kode"])
    assert not frame.duplicated(["kolom", "baris"]).any()


def test_provinces_of_today_and_of_2020(record):
    assert set(tiles.province_tiles(kini=True)["kode_provinsi"]) == set(common.provinces())
    assert set(tiles.province_tiles(kini=False)["kode_provinsi"]) == set(common.provinces(2022))
