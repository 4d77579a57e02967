"""Codes as others write them."""

import pytest
from batas_tools import regions as table

from etl.base.errors import UserError
from etl.base.paths import SHIPPED_DATA
from etl.boundaries.codes import match
from etl.boundaries.regions import ShapeRegion, plain, regions

ALL = regions(SHIPPED_DATA)


@pytest.mark.parametrize(
    ("column", "kind"), [("kode", "kemendagri"), ("kode_2020", "kemendagri-2020"), ("kode_bps_2020", "bps-2020")]
)
@pytest.mark.parametrize(
    "written", [lambda code: code, lambda code: code.replace(".", ""), lambda code: int(code.replace(".", "")),
                lambda code: float(code.replace(".", "")), lambda code: "ID" + code.replace(".", "")],
    ids=["asli", "tanpa titik", "bilangan", "pecahan", "OCHA"],
)  # fmt: skip
def test_every_set_in_every_writing(column, kind, written):
    found = match([written(code) for code in table()[column]], ALL)
    assert found.kind == kind
    assert found.rows == {region.code: row for row, region in enumerate(ALL)}
    assert [*found.missing, *found.double, *found.unknown] == []


def test_a_lost_zero_is_mended_where_it_is_certain():
    values = [float(code) for code in table()["kode"]]  # 11.10 becomes 11.1
    found = match(values, ALL)
    assert not found.missing
    assert "11.1 → 11.10" in found.mended.values()


def test_a_lost_zero_is_not_guessed():
    few = [region for region in ALL if region.code in {"11.01", "11.10", "11.02"}]
    assert match(["11.02", "11.1"], few, "kemendagri").unknown == {1: "11.1"}  # 11.01 could be meant as well
    assert match(["11.02", "11.10", "11.1"], few, "kemendagri").unknown == {2: "11.1"}


def test_a_tie_is_told():
    aceh = [region for region in ALL if region.province == "11"]
    values = [region.bps_2020 for region in aceh]
    with pytest.raises(UserError, match="dapat dibaca dengan") as caught:
        match(values, aceh)
    assert any("--jenis-kode bps-2020" in line for line in caught.value.details)
    assert match(values, aceh, "bps-2020").rows == {region.code: row for row, region in enumerate(aceh)}


def test_leftovers_on_both_sides():
    found = match([*table()["kode"][1:], "12.88", None, float("nan")], ALL)
    assert [region.code for region in found.missing] == ["11.01"]
    assert found.unknown == {513: "12.88", 514: "", 515: ""}


@pytest.mark.parametrize("name", ["Kabupaten Tana Tidung", "Kab. Tana Tidung", "TanaTidung", "tana-tidung"])
def test_plain_names(name):
    assert plain(name) == "tanatidung"


def test_regions_are_all_there():
    assert len(ALL) == 514
    assert isinstance(ALL[0], ShapeRegion)
