"""The names in the boundary file are a gazetteer made by others: every region in it is recognised, no water body is."""

import json
import tarfile
from pathlib import Path

from etl.base.paths import SHIPPED_DATA
from etl.forms.regions import make_recogniser
from etl.inputs import reference

WATER = {"DanauLimboto", "WadukCirata", "WadukKedungombo", "Danau", "LakeToba"}


def test_every_region_and_no_water_body_is_recognised(tarball: Path) -> None:
    recogniser = make_recogniser(reference.load(SHIPPED_DATA))
    with tarfile.open(tarball) as package:
        file = package.extractfile("package/geojson/gadm41_IDN_2.json")
        assert file is not None
        features = json.load(file)["features"]
    found, unknown = [], set()
    for feature in features:
        told = feature["properties"]
        name, kind = told["NAME_2"], told["TYPE_2"]
        stated = kind in ("Kabupaten", "Kota") and not name.startswith("Kota")
        one = recogniser.recognise(f"{kind} {name}" if stated else name, province=told["NAME_1"])
        if one.region is None:
            unknown.add(name)
            continue
        found.append(one.region.code)
        # CC_2 is the BPS code; Kalimantan Utara's five carry none or old ones
        assert told["CC_2"] in ("NA", one.region.bps_2020) or one.region.province == "65", name
    assert unknown == WATER
    assert len(found) == len(set(found)) == len(features) - len(WATER)
