"""Briefing slides: five, with the brief's own values in a real chart and real tables, readable by everybody, the same bytes."""

import io
import re
import zipfile

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from dasbor.exports import slide_content, slide_master, slide_provinces, slide_sheet
from dasbor.exports.briefs import brief
from dasbor.exports.slides import slides_pptx
from dasbor.mart import common, overview, publication, warehouse
from dasbor.mart.scopes import Scope, ScopeError
from dasbor.words import formats, paths
from dasbor.words.texts import texts

DECKS = [(2024, "id"), (2022, "en"), (2013, "id")]


@pytest.fixture(scope="module")
def record_of_module(record_folder, tmp_path_factory):
    """The record without boundaries, so that maps are tiles everywhere, for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEDULIHAM_DATA", str(record_folder))
        patch.setattr(paths, "STATIC", tmp_path_factory.mktemp("static"))
        yield


@pytest.fixture(scope="module", params=DECKS, ids=lambda deck: f"{deck[0]}-{deck[1]}")
def deck(request, record_of_module):
    """Bytes and brief of a deck."""
    year, lang = request.param
    return slides_pptx(year, lang), brief(Scope("nasional", "", year), lang)


def slides_of(deck):
    return list(Presentation(io.BytesIO(deck[0])).slides)


def said(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def rows_of(shape):
    return [tuple(cell.text for cell in row.cells) for row in shape.table.rows]


def test_five_slides_each_with_title_source_number_and_notes_with_addresses(deck):
    made = Presentation(io.BytesIO(deck[0]))
    assert (made.slide_width, made.slide_height) == (Emu(round(13.333 * 914400)), Emu(round(7.5 * 914400)))
    assert len(made.slides) == 5
    version = warehouse.stamp().version
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert len(set(titles)) == 5
    assert all(str(deck[1].scope.year) in title for title in titles)
    for slide in made.slides:
        kinds = {shape.placeholder_format.type: shape for shape in slide.placeholders}
        assert version in kinds[PP_PLACEHOLDER.FOOTER].text_frame.text
        number = kinds[PP_PLACEHOLDER.SLIDE_NUMBER]._element
        assert number.xpath(".//a:fld[@type='slidenum']"), "a field that counts by itself"
        notes = slide.notes_slide.notes_text_frame.text
        assert slide.shapes.title.text_frame.text in notes
        assert "CC BY 4.0" in notes
    addresses = [re.findall(r"https?://\S+", slide.notes_slide.notes_text_frame.text) for slide in made.slides]
    known = set(deck[1].sources["alamat"].dropna())
    assert known
    assert all(addresses[:3])
    assert set(addresses[0]) <= known
    assert set(addresses[2]) <= known


def test_the_title_and_the_cards_are_the_headlines_of_the_brief(deck):
    first, made = slides_of(deck)[0], deck[1]
    top, words = made.headline("peduli"), said(first)
    assert f"{top.value} " in first.shapes.title.text_frame.text
    if top.least:
        assert "sekurang-kurangnya" in first.shapes.title.text_frame.text
    cards = [text.split("\n") for text in words]
    for one in made.headlines:
        assert [one.label, one.text, one.note] in cards
    assert "\n".join(made.unknown) in words
    assert made.regulation in words


def test_the_map_has_a_legend_whose_counts_are_all_provinces(deck):
    slide, made = slides_of(deck)[1], deck[1]
    legend = next(shape for shape in slide.shapes if shape.has_table)
    counts = [
        int(found.group(1)) for row in rows_of(legend) for cell in row if (found := re.search(r": (\d+) (?:dari|of) \d+ \(", cell))
    ]
    assert sum(counts) == len(common.provinces(made.scope.year))
    picture = next(shape for shape in slide.shapes if hasattr(shape, "image"))
    assert picture.image.content_type == "image/png"
    assert picture.image.size[0] > 1500


def test_the_chart_is_a_real_one_with_the_trend_of_the_brief(deck):
    chart = next(shape.chart for shape in slides_of(deck)[2].shapes if shape.has_chart)
    stated, least = (tuple(series.values) for series in chart.plots[0].series)
    frame = deck[1].trend
    for place, row in enumerate(frame.to_dict("records")):
        known = None if formats.is_unknown(row["n"]) else row["n"]
        assert stated[place] == (None if row["least"] else known)
        assert least[place] == (known if row["least"] else None)
    gap = frame["tahun"].tolist().index(2021)
    assert stated[gap] is least[gap] is None
    labels = [str(category) for category in chart.plots[0].categories]
    assert [label[:4] for label in labels] == [str(year) for year in frame["tahun"]]
    assert labels[gap] != "2021"
    rules = [category.label for category in chart.plots[0].categories.levels[1]]
    assert rules == list(dict.fromkeys(frame["rule"]))


def test_changes_are_those_of_the_provinces_that_can_be_compared(deck):
    slide, made = slides_of(deck)[3], deck[1]
    heads, *rows = rows_of(next(shape for shape in slide.shapes if shape.has_table))
    frame = overview.provinces(made.scope.year).set_index("provinsi")
    able = frame[frame["banding"] == "dapat"]
    lang = made.lang
    if common.previous_year(made.scope.year) is None:
        assert able.empty
        known = made.groups[0].rows.dropna(subset="n").set_index("nama")
        assert {row[0] for row in rows} == set(known.index)
        assert all(str(known.at[row[0], "n"]) in row[1] for row in rows)
        assert all(row[1].startswith("≥") == known.at[row[0], "least"] for row in rows)
        return
    assert {row[0] for row in rows} == set(able.index)
    assert len(heads) == 4
    for name, before, now, change in rows:
        line = able.loc[name]
        assert before == formats.share(line["n_lalu"], line["N_lalu"], lang)
        assert now == formats.share(line["n"], line["N"], lang)
        assert change == formats.signed(line["perubahan"], lang)


def test_targets_are_those_of_the_provinces_own_briefs(deck):
    slide, made = slides_of(deck)[4], deck[1]
    rows = made.groups[0].rows
    wanted = rows[rows["target"].notna()]
    tables = [shape for shape in slide.shapes if shape.has_table]
    title = slide.shapes.title.text_frame.text
    assert f" {int(rows['n'].isna().sum())} " in title
    if wanted.empty:
        assert tables == []
        assert any(str(made.scope.year) in text and text != title for text in said(slide))
        return
    expected = []
    for code in wanted["kode"]:
        own = brief(Scope("provinsi", code, made.scope.year), made.lang)
        expected.append((own.title, own.headline("target").text, own.headline("peduli").text, own.headline("target").note))
    assert rows_of(tables[0])[1:] == expected


def test_everything_that_is_no_text_has_an_alternative_text_and_all_text_its_language(deck):
    tag = {"id": "id-ID", "en": "en-GB"}[deck[1].lang]
    seen = 0
    for slide in slides_of(deck):
        for shape in slide.shapes:
            if not shape.has_text_frame:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
                seen += 1
        assert {run.get("lang") for run in slide._element.xpath(".//a:r/a:rPr")} == {tag}
    assert seen >= 4
    about = Presentation(io.BytesIO(deck[0])).core_properties
    assert about.language == tag
    assert str(deck[1].scope.year) in about.title
    assert about.created == about.modified


def test_every_shape_of_a_slide_has_an_id_of_its_own_and_no_preview_of_another_deck_is_inside(deck):
    for slide in slides_of(deck):
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
    with zipfile.ZipFile(io.BytesIO(deck[0])) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_no_text_runs_out_of_its_box(deck):
    measured = 0
    for slide in slides_of(deck):
        for shape in slide.shapes:
            if shape.has_text_frame and not shape.is_placeholder:
                lines = [p for p in shape.text_frame.paragraphs if p.runs]
                wide = (shape.width - shape.text_frame.margin_left - shape.text_frame.margin_right) / 914400
                high = sum(slide_sheet.depth([p.text], p.runs[0].font.size.pt, wide - slide_sheet.BULLET, 0) for p in lines)
                assert high <= shape.height / 914400 + 0.05, shape.text_frame.text
                assert (shape.top + shape.height) / 914400 <= slide_master.FOOT + 0.05
                measured += 1
    assert measured > 10


def test_the_same_data_gives_the_same_bytes_and_no_time_but_that_of_the_data(deck):
    year, lang = deck[1].scope.year, deck[1].lang
    assert slides_pptx(year, lang) == deck[0]
    when = f"{deck[1].built.year}"
    with zipfile.ZipFile(io.BytesIO(deck[0])) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {deck[1].built.year}
        book = next(name for name in archive.namelist() if name.endswith(".xlsx"))
        with zipfile.ZipFile(io.BytesIO(archive.read(book))) as inner:
            stamps = re.findall(r"<dcterms:\w+[^>]*>(\d{4})", inner.read("docProps/core.xml").decode())
            assert {entry.date_time[0] for entry in inner.infolist()} == {deck[1].built.year}
    assert set(stamps) == {when}


@pytest.mark.parametrize("year", [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2023])
def test_every_assessed_year_has_something_to_say(record_of_module, year):
    b = brief(Scope("nasional", "", year), "en" if year % 2 else "id")
    parts = (slide_content.standing(b), slide_content.mapped(b), slide_content.trend(b))
    changed, left = slide_provinces.changes(b), slide_provinces.opened(b)
    for title in (part.title for part in (*parts, changed, left)):
        assert str(year) in title
        assert not re.search(r"None|nan|<NA>|{", title)
    assert changed.table.rows
    assert all(cell for row in changed.table.rows for cell in row)
    frame = overview.provinces(year).set_index("provinsi")
    able = set(frame.index[frame["banding"] == "dapat"])
    if able:
        moved = frame.loc[sorted(able), "perubahan"]
        right = [(moved > 0).sum(), (moved < 0).sum(), (moved == 0).sum(), len(frame) - len(able), len(frame)]
        # after the two years; what nobody did is not said
        assert [int(n) for n in re.findall(r"\d+", changed.title)][2:] == [int(n) for n in right if n]
    known = frame["n"].notna()
    right = {len(frame), (known & ~frame["sekurang"]).sum(), (known & frame["sekurang"]).sum(), (~known).sum()}
    assert {int(n) for n in re.findall(r"\d+", parts[1].title)} - {year} == right
    if changed.also:
        assert 0 < len(able) <= 4
        assert not able & {row[0] for row in changed.also.rows}
        shares = [float(re.search(r"(\d+[.,]\d) %", row[1]).group(1).replace(",", ".")) for row in changed.also.rows]
        assert shares == sorted(shares, reverse=True)
    row = b.trend.set_index("tahun").loc[year]
    before = b.trend.set_index("tahun").loc[common.previous_year(year)]
    rising = re.search("naik|rose|turun|fell|tetap|stayed", parts[2].title)
    assert bool(rising and "tidak diketahui" not in parts[2].title and "unknown" not in parts[2].title) == (
        not row["least"] and not before["least"]
    )


def test_a_year_without_assessment_or_unknown_is_refused(record_of_module):
    for year in (2021, 1999):
        with pytest.raises(ScopeError):
            slides_pptx(year, "id")


def test_a_text_too_long_is_counted_and_not_cut(record_of_module):
    paragraphs = ["kata " * 40] * 30
    size, held = slide_sheet.fit(paragraphs, 6.0, 3.0, (14, 12, 10))
    assert size == 10
    assert 0 < held < 30
    assert slide_sheet.fit(["pendek"], 6.0, 3.0, (14, 12, 10)) == (14, 1)
    assert texts("id")("salindia.more", n=30 - held)


CHANGED = {
    "none rose": [-1] * 15 + [-12],
    "all rose": [1] * 14 + [6, 5, 4],
    "both ways": [*range(1, 11), *range(-12, -2)],
}


@pytest.mark.parametrize("amounts", CHANGED.values(), ids=CHANGED.keys())
def test_the_largest_changes_are_shown_whichever_way_and_no_way_that_nobody_went(record_of_module, monkeypatch, amounts):
    frame = publication.changes(2023).head(len(amounts)).copy()
    frame["banding"], frame["perubahan"] = "dapat", amounts
    frame["n_lalu"], frame["jumlah_lalu"], frame["n"], frame["jumlah"] = 20, 40, 20, 40
    ways = {"naik": sum(n > 0 for n in amounts), "turun": sum(n < 0 for n in amounts), "tetap": 0, "lain": 0}
    monkeypatch.setattr(publication, "changes", lambda year: frame)
    monkeypatch.setattr(overview, "directions", lambda at, year: {**ways, "dari": len(amounts)})
    made = slide_provinces.changes(brief(Scope("nasional", "", 2023), "en"))
    shown = [row[3] for row in made.table.rows]
    most = sorted(amounts, key=abs)[-slide_provinces.ROWS :]
    assert sorted(shown) == sorted(formats.signed(n, "en") for n in most)
    assert made.title.endswith(", ".join(f"{n} {word}" for n, word in ((ways["naik"], "up"), (ways["turun"], "down")) if n))


def test_nothing_is_said_of_no_province(record_of_module, monkeypatch):
    real = overview.completeness("provinsi", 2023)
    monkeypatch.setattr(overview, "completeness", lambda at, year: {**real, "sekurangnya": 3, "tidak_diketahui": 0})
    b = brief(Scope("nasional", "", 2023), "en")
    assert "unknown" not in slide_content.mapped(b).title
    rows = slide_content.provinces(b).assign(n=1)
    monkeypatch.setattr(slide_provinces, "provinces", lambda brief: rows)
    assert " 0 " not in slide_provinces.opened(b).title
