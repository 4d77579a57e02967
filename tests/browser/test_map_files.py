"""The files of a map as a browser receives them."""

import io
from pathlib import Path

from PIL import Image

BOTH = "peta-keadaan-kabkota-2020-2022-berdampingan-ubin-id-data-"
ONE = "peta-keadaan-kabkota-2022-ubin-id-data-"
FILES = {
    "Gambar untuk media (PNG)": (BOTH, b"\x89PNG"),
    "Gambar vektor (SVG)": (BOTH, b"<svg "),
    "GeoJSON": (ONE, b'{"type":"FeatureCollection"'),
    "GeoPackage": (ONE, b"SQLite format 3"),
}


def saved(tab, label):
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name=label).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_two_years_side_by_side_are_saved_as_pictures_and_shapes(visit):
    with visit("peta?bentuk=ubin&tahun=2022&tingkat=kabkota&susun=dua") as tab:
        for label, (name, head) in FILES.items():
            file_name, content = saved(tab, label)
            assert file_name.startswith(name)
            assert content.startswith(head)
            if "PNG" in label:
                assert Image.open(io.BytesIO(content)).size[0] == 3600
                tab.more(-1)
        tab.check()
