"""The fact sheet as PDF: its words, its structure for readers who do not see it, its length, and how it looks."""

import datetime as dt
import io
import re
from pathlib import Path

import pandas as pd
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from dasbor.exports import sheet, sheet_content, sheet_map
from dasbor.exports.briefs import Brief, Headline, NameGroup, brief
from dasbor.maps import svg
from dasbor.maps.choice import MapView
from dasbor.maps.view import MapData
from dasbor.mart import claims, common, tiles, warehouse
from dasbor.mart.scopes import Scope, scope
from dasbor.words import paths
from dasbor.words.legend import LegendItem

SCOPES = [
    ("nasional", "", 2022, "en"),
    ("provinsi", "16", 2022, "id"),
    ("provinsi", "13", 2018, "en"),
    ("kanwil", "kemenkumham-papua-barat", 2024, "id"),
    ("daerah", "16.71", 2023, "id"),
]
EMAS = Path(__file__).parent / "emas"


@pytest.fixture(autouse=True)
def no_boundaries(record, tmp_path, monkeypatch):
    """Tiles on every machine: an empty static folder."""
    monkeypatch.setattr(paths, "STATIC", tmp_path / "static")


def words(text):
    return re.sub(r"\s+", " ", text)


def read(kind, code, year, lang):
    return pypdf.PdfReader(io.BytesIO(sheet.sheet_pdf(scope(kind, code, year), lang)))


def text_of(reader):
    return words(" ".join(page.extract_text() for page in reader.pages))


def addresses(reader):
    return {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])}


@pytest.mark.parametrize(("kind", "code", "year", "lang"), SCOPES, ids=str)
def test_every_headline_what_is_unknown_and_the_version_are_in_the_text(kind, code, year, lang):
    reader, told = read(kind, code, year, lang), brief(scope(kind, code, year), lang)
    text = text_of(reader)
    for one in told.headlines:
        assert words(one.label) in text
        assert words(one.text) in text
        assert words(one.note) in text
    for sentence in (*told.unknown, *told.conflicts, told.regulation, told.title, told.subtitle):
        assert words(sentence) in text
    for group in told.groups:
        for name in group.names:
            assert name in text
    assert told.version in text
    assert "CC BY 4.0" in text
    pages = set(claims.claims()["sumber_url"].dropna())
    links = addresses(reader)
    assert links <= pages, "a link leads to a publisher's page and nowhere else"
    assert links >= set(told.sources["alamat"].dropna()) or kind == "nasional"


@pytest.mark.parametrize(("kind", "code", "year", "lang"), SCOPES[:2], ids=str)
def test_the_file_tells_readers_who_do_not_see_it_what_it_is(kind, code, year, lang):
    reader = read(kind, code, year, lang)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert str(year) in reader.metadata.title
    assert reader.metadata.author
    built = warehouse.stamp().built
    assert reader.metadata.creation_date.astimezone(dt.UTC).date() in {built.date(), built.astimezone(dt.UTC).date()}
    spoken = [str(node["/Alt"]) for node in structure(root["/StructTreeRoot"]) if "/Alt" in node]
    assert any(f"{year}: 170 " in one or f"{year}: 3 " in one for one in spoken), "the trend in words"
    item = next(one for one in sheet_map.sheet_map(scope(kind, code, year), lang).legend if one[0].count)
    assert any(item[1] in one for one in spoken), "the map in words, with its counts"
    kinds = {str(node.get("/S")) for node in structure(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/Link"} <= kinds


def structure(node):
    """The structure tree, every element of it."""
    node = node.get_object()
    if isinstance(node, pypdf.generic.DictionaryObject):
        yield node
        below = node.get("/K", [])
        below = below.get_object() if hasattr(below, "get_object") else below
        for child in below if isinstance(below, list) else [below]:
            if not isinstance(child, int):
                yield from structure(child)


def test_letters_lie_in_the_file_and_none_is_missing():
    reader = read("provinsi", "13", 2018, "id")
    faces = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            faces[str(below["/BaseFont"])] = below["/FontDescriptor"]
    assert faces
    assert all("DejaVuSansCondensed" in name for name in faces)
    assert all("/FontFile2" in face or "/FontFile3" in face for face in faces.values())
    assert "\ufffd" not in text_of(reader)


def test_the_same_data_gives_the_same_bytes_and_each_language_its_own():
    one = scope("provinsi", "81", 2017)
    assert sheet.sheet_pdf(one, "id") == sheet.sheet_pdf(one, "id")
    assert sheet.sheet_pdf(one, "id") != sheet.sheet_pdf(one, "en")


def test_every_province_of_the_newest_round_and_the_longest_lists_fit_two_pages():
    newest = [("provinsi", code, 2024) for code in common.provinces(2024)]
    longest = [("provinsi", "33", 2016), ("provinsi", "35", 2020), ("nasional", "", 2017), ("kanwil", "kemenham-papua-barat", 2018)]
    for kind, code, year in newest + longest:
        pdf = sheet.sheet_pdf(scope(kind, code, year), "id")
        document = pypdfium2.PdfDocument(pdf)
        assert (code, year, len(document)) == (code, year, sheet.pages(pdf))
        assert len(document) <= sheet.PAGES


def test_what_does_not_fit_is_counted_not_dropped():
    one = scope("nasional", "", 2022)
    told = brief(one, "id")
    made = sheet_content.content(told, sheet_map.sheet_map(one, "id"), sheet_content.SheetForm(10))
    assert len(made["sumber"]) == 10
    assert str(len(told.sources) - 10) in made["sisa_sumber"]
    whole = sheet_content.content(told, sheet_map.sheet_map(one, "id"), sheet_content.SheetForm(len(told.sources)))
    assert whole["sisa_sumber"] == ""


def test_a_province_of_which_nothing_is_known_says_so():
    told = brief(scope("provinsi", "95", 2024), "id")
    assert not told.known
    text = text_of(read("provinsi", "95", 2024, "id"))
    assert "tidak diketahui" in text
    assert "Tidak ada sumber terbit yang ditemukan" in text
    assert "Itu tidak berarti tidak ada yang meraihnya" in text
    for nought in ("0 dari 8 (", "Peduli HAM 0", "0/8"):
        assert nought not in text


def test_long_addresses_are_shortened_on_paper_only():
    assert sheet_content.short_address("https://ham.go.id/a") == "ham.go.id/a"
    long = "https://ham.go.id/" + "x" * 200 + "/akhir"
    shown = sheet_content.short_address(long)
    assert shown.startswith("ham.go.id/xx")
    assert shown.endswith("/akhir")
    assert "…" in shown
    assert len(shown) <= 61


def test_the_map_counts_the_regions_of_all_provinces_of_an_office():
    one = scope("kanwil", "kemenkumham-papua", 2024)
    mapped = sheet_map.sheet_map(one, "id")
    assert sorted(mapped.data.frame["kode"]) == sorted(one.regions())
    assert sum(item.count for item, _ in mapped.legend) == len(one.regions())
    assert len(one.provinces()) == 4


# --- how it looks: made-up figures, so that no new claim changes the pictures


def made_up(kind, lang):
    """A brief of nothing real: every kind of figure, list and gap once."""
    figures = [
        ("Peduli HAM", 7, 19, "≥ 7 dari 19", "≥ 36,8 %; menurut nama", True),
        ("Peserta", None, 19, "tidak diketahui", "", False),
    ]
    figures += [("Target", 15, 19, "15 dari 19", "15 (Kanwil): kurang 8", False), ("Pembina", None, None, "ya", "", False)]
    headlines = [Headline(f"k{i}", a, n, N, text, note, least) for i, (a, n, N, text, note, least) in enumerate(figures)]
    years = list(range(2013, 2025))
    counts = [None, 3, 5, 8, 14, 7, 12, 16, None, 9, None, 11]
    trend = pd.DataFrame(
        {"tahun": years, "n": pd.array(counts, dtype="Int64"), "N": pd.array([19] * 8 + [None] + [19] * 3, dtype="Int64")}
    )
    trend["least"], trend["basis"] = [year == 2018 for year in years], "klaim"
    trend["assessed"], trend["rule"] = [year != 2021 for year in years], "Aturan 1/2017"
    trend["rule_change"], trend["conflict"] = [year in (2017, 2022) for year in years], [year == 2019 for year in years]
    trend["programme_change"] = False
    if kind == "daerah":
        states = ["Peduli HAM", "Cukup Peduli HAM", "tidak diketahui", "tidak ikut"] * 3
        rows = pd.DataFrame({"tahun": years, "assessed": trend["assessed"], "keadaan": states, "kata": states, "predikat": states})
        rows["skor"], rows["jenis_skor"], rows["konflik"], rows["direkomendasikan"] = 81.25, "murni", False, True
        rows["penerbit"], rows["alamat"], rows["klaim"] = "Penerbit", "https://contoh.id/a", "k1"
        groups = (NameGroup("riwayat", "Tahun demi tahun", (), rows),)
    else:
        names = tuple(f"Kabupaten Contoh {i}" for i in range(1, 15))
        rows = pd.DataFrame({"nama": names, "alamat": "https://contoh.id/a", "klaim": "k1"})
        groups = tuple(NameGroup(key, key, names, rows) for key in ("Peduli HAM", "tidak diketahui"))
    sources = pd.DataFrame({"penerbit": ["Penerbit"], "ukuran": "jumlah 2020", "alamat": "https://contoh.id/a", "tanggal": [None]})
    sources["keyakinan"], sources["peran"], sources["klaim"] = "ambigu", "angka", [("k1",)]
    built = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    said = ("Sebuah kalimat tentang yang tidak diketahui.",) * 3
    return Brief(
        Scope(kind, "", 2018), lang, "Contoh", "Tahun 2018 · 19 wilayah", tuple(headlines), trend, groups, said, said[:1], sources,
        "Aturan tahun itu.", built, "abc",
    )  # fmt: skip


def made_up_map(lang):
    codes = [code for code in tiles.region_tiles()["kode"] if code.startswith("13.")]
    looks = [("#08306b", "#ffffff", "", "P"), ("#f6d9a8", "#16202c", "", "–"), ("#c9ced6", "#16202c", "/", "?")]
    places = [i % 3 for i in range(len(codes))]
    legend = tuple(LegendItem(f"k{i}", f"Kelas {i}", fill, ink, p, m, places.count(i)) for i, (fill, ink, p, m) in enumerate(looks))
    values = {"kode": codes, "nama": [f"Wilayah {code}" for code in codes], "kelas": places, "teks": "Kelas", "konflik": False}
    view = MapView("kabkota", False, 2018, None, "keadaan", "13", "ubin", lang)
    data = MapData(view, pd.DataFrame(values), legend, "Judul", "Anak judul", "Sumber", "Ukuran")
    picture, _ = svg.map_only(data, 420.0, 400.0, codes[3])
    return sheet_map.SheetMap(picture, 300.0, data, "Peta contoh", "Peta contoh", "Catatan peta.")


@pytest.mark.parametrize(("kind", "lang"), [("provinsi", "id"), ("daerah", "en")])
def test_it_looks_like_the_golden_picture(kind, lang):
    """Tolerance: 2 of 255 on average. Made anew by deleting the golden picture and running this test: look at it then."""
    mapped = made_up_map(lang)
    content = sheet_content.content(made_up(kind, lang), mapped, sheet_content.SheetForm(10))
    document = pypdfium2.PdfDocument(sheet._set(content, mapped.svg.replace("sans-serif", "DejaVu Sans", 1), 1735776000))
    pages = [page.render(scale=0.8).to_pil().convert("RGB") for page in document]
    assert len(pages) == 2
    picture = Image.new("RGB", (pages[0].width * 2, pages[0].height), "white")
    picture.paste(pages[0], (0, 0))
    picture.paste(pages[1], (pages[0].width, 0))
    golden_file = EMAS / f"lembar-{kind}.png"
    if not golden_file.exists():
        picture.quantize(128).save(golden_file, optimize=True)
        pytest.fail("a new golden picture was written")
    golden = Image.open(golden_file).convert("RGB")
    assert picture.size == golden.size
    off = ImageChops.difference(picture, golden)
    assert sum(ImageStat.Stat(off).mean) / 3 < 2
    head = off.crop((0, 0, pages[0].width, 140))
    assert sum(ImageStat.Stat(head).mean) / 3 < 4, "title and figures"
