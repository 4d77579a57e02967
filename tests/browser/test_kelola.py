"""The page Kelola data in a browser: a file is uploaded, its findings are read, the annotated workbook is saved; a telephone."""

import io
import shutil

import openpyxl
import pytest
import xlsxwriter

from bench import servers
from dasbor import access, paths

ROWS = [
    ["Rekapitulasi 2024"],
    ["Kab/Kota", "Nilai", "Predikat"],
    ["Kota Padang", 90.5, "Peduli HAM"],
    ["Solok", 80, "Peduli HAM"],
    ["Kab. Agam", "tujuh", "Bagus"],
]


@pytest.fixture(scope="module")
def inside(record_folder, tmp_path_factory):
    """Address of an instance inside the ministry, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("kelola") / "data"
    shutil.copytree(record_folder, folder)
    environ = {"PEDULIHAM_DATA": str(folder), access.VARIABLE: "1"}
    with servers.running(paths.ROOT / "server.py", folder=paths.ROOT, environ=environ) as server:
        yield server.url


def workbook():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hasil")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return {"name": "rekap.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def test_an_upload_its_findings_and_the_workbook_that_goes_back(visit, inside):
    with visit("kelola", url=inside) as tab:
        tab.page.locator("input[type=file]").set_input_files(workbook())
        tab.page.get_by_role("heading", name="Yang dipahami").wait_for()
        tab.settle()
        assert tab.page.get_by_text("“Solok” dapat berarti lebih dari satu wilayah").count() == 1
        with tab.page.expect_download() as download:
            tab.page.get_by_role("button", name="Unduh berkas dengan temuan sebagai komentar").click()
        assert download.value.suggested_filename == "temuan-rekap.xlsx"
        sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))["Hasil"]
        assert "wilayah-ambigu" in sheet["A4"].comment.text
        tab.check()
        tab.page.set_viewport_size({"width": 390, "height": 844})
        tab.settle()
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        tab.check()
