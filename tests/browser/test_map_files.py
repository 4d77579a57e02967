"""The files of a map as a browser receives them."""

import io
from pathlib import Path

import pytest
from PIL import Image


@pytest.mark.parametrize(("label", "head"), [("Unduh PNG", b"\x89PNG"), ("Unduh SVG", b"<svg ")])
def test_a_picture_of_the_map_is_saved(visit, label, head):
    with visit("peta?bentuk=ubin&tahun=2022&tingkat=kabkota") as tab:
        with tab.page.expect_download() as waiting:
            tab.page.get_by_role("button", name=label).click()
        saved = waiting.value
        content = Path(saved.path()).read_bytes()
        assert saved.suggested_filename.startswith("peta-keadaan-kabkota-2022-ubin-id-data-")
        assert content.startswith(head)
        if label == "Unduh PNG":
            assert Image.open(io.BytesIO(content)).size[0] == 2400
        tab.check()
