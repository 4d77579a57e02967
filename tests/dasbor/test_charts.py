"""Charts as SVG and PNG: every chart of every page, drawn from the figure that the page shows."""

import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image, ImageChops, ImageStat

from dasbor import colors, paths, registry, ui, warehouse
from dasbor.exports import chart_axes, chart_kinds, chart_marks, chart_words, charts
from dasbor.exports.chart_canvas import Box
from dasbor.exports.chart_words import letters, wrapped
from dasbor.figures import base, overview, participation, predikat
from dasbor.texts import texts
from tests.dasbor.apps import open_page

SPACE = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "emas"
# what opens every chart of a page; pages without an entry have none or show them at once
CHOICES = {
    "partisipasi": {"prov": "61~63~73"},
    "provinsi": {"prov": "63", "tahun": 2020},
    "daerah": {"kode": "33.06"},
    "kanwil": {"kanwil": "kemenkumham-kalimantan-selatan", "tahun": 2020},
}
STATES = colors.all_states((("Peduli HAM", "P"), ("Cukup Peduli HAM", "C")), "Peduli HAM")
EXPECTED = {"ringkasan": 3, "partisipasi": 3, "predikat": 2, "provinsi": 1, "daerah": 1}


def caption(title="Judul", lang="id", **more):
    return charts.ChartCaption(title, "Tahun: 2024", "Batang naik dari 1 ke 3.", "Catatan.", lang, **more)


def svg_of(figure, words):
    return ET.fromstring(charts.chart_svg(figure, words))


def texts_of(root):
    return [node.text for node in root.iter(f"{SPACE}text")]


def charts_of(page, monkeypatch, lang):
    """What `Page.chart` of a page is given, as (figure, caption), with its buttons."""
    found = []
    plain = ui.Page.downloads

    def downloads(self, name, title, table, *, uses=None, picture=None):
        found.extend([(name, *picture)] if picture else [])
        return plain(self, name, title, table, uses=uses, picture=picture)

    monkeypatch.setattr(ui.Page, "downloads", downloads)
    at = open_page(page, lang, **CHOICES.get(page, {}))
    assert not at.exception
    # the default page is run on the way to another one
    names = [element.proto.id.rpartition("-")[2] for element in at.get("download_button")]
    shown = [one for one in found if f"{page}.{one[0]}.png" in names]
    return shown, names


@pytest.mark.parametrize("page", [spec.key for spec in registry.present()])
def test_every_chart_of_every_page_becomes_a_picture_that_says_what_the_screen_says(record, monkeypatch, page):
    lang = "en" if page == "predikat" else "id"
    found, names = charts_of(page, monkeypatch, lang)
    assert len(found) >= EXPECTED.get(page, 0)
    for name, figure, words in found:
        assert {f"{page}.{name}.{kind}" for kind in ("csv", "xlsx", "png", "svg")} <= set(names)
        root = svg_of(figure, words)
        said = " ".join(texts_of(root))
        assert root.get("role") == "img"
        assert root.get("lang") == lang
        assert root.find(f"{SPACE}title").text == words.title
        assert root.find(f"{SPACE}desc").text == words.alt != ""
        for text in (words.title, words.selection, words.note, charts.source(lang)):
            assert " ".join(text.split()) in said
        for item in words.legend:
            assert f"{item.label}: {item.count}" in said
        shown = [trace for trace in figure.data if trace.type == "scatter" and trace.mode and "text" in trace.mode]
        for label in (label for trace in shown for label in trace.text if label.strip() and len(trace.x)):
            assert chart_words.lines_of(label)[0][0].strip() in said


def test_the_same_figure_gives_the_same_bytes_and_nothing_from_this_machine(record):
    figure, words = sample_bars(), caption()
    once = (charts.chart_svg(figure, words), charts.chart_png(figure, words, 0.5))
    again = (charts.chart_svg(figure, words), charts.chart_png(figure, words, 0.5))
    assert once == again
    assert warehouse.stamp().version in once[0].decode()
    assert b"atplotlib" not in once[0] + once[1]
    assert b"http" not in once[0].replace(b"http://www.w3.org/", b"")


def sample_bars() -> go.Figure:
    """Stacked bars, plain and hatched, made up: a picture that no new claim changes."""
    years = [2019, 2020, 2022]
    rows = [(y, s, n, False, 100) for y in years for s, n in (("Peduli HAM", 40), ("ikut", 25), ("tidak diketahui", 35))]
    counts = pd.DataFrame(rows, columns=["tahun", "keadaan", "jumlah", "sekurang", "N"])
    return predikat.stacked(counts, rounds(), [2020], STATES, texts("id"))


def rounds():
    rules = ["34/2016", "34/2016", None, "22/2021"]
    held = [True, True, False, True]
    return pd.DataFrame({"tahun": [2019, 2020, 2021, 2022], "dasar_hukum": rules, "ada_penilaian": held, "ganti_program": False})


def sample_lines() -> go.Figure:
    """Lines with marks, a lower bound, a gap and a conflict."""
    values = {"tahun": [2019, 2020, 2022], "seri": "peserta", "nilai": [30, 45, 20], "jumlah_kabkota": 60}
    frame = pd.DataFrame({**values, "sekurang": [False, False, True], "konflik": [False, True, False]})
    return overview.trend(texts("en"), frame, rounds(), {"peserta": "Participants"}, STATES)


def sample_flow() -> go.Figure:
    """Two states to two states."""
    links = pd.DataFrame(
        {
            "keadaan_dari": ["Peduli HAM", "Peduli HAM", "ikut"],
            "keadaan_ke": ["Peduli HAM", "tidak ikut", "Peduli HAM"],
            "banyak": [40, 12, 8],
            "banyak_dari": [52, 52, 8],
            "banyak_ke": [48, 12, 48],
        }
    )
    return predikat.flow(links, (2020, 2022), STATES, texts("id"))


@pytest.mark.parametrize("sample", [sample_bars, sample_lines, sample_flow], ids=["batang", "garis", "alir"])
def test_pictures_look_like_the_golden_ones(record, sample, request, monkeypatch):
    """Tolerance: 2 of 255 on average. Made anew by deleting the golden picture and running this test: look at it then."""
    monkeypatch.setattr(charts, "source", lambda lang: "Sumber: uji.")
    golden_file = GOLDEN / f"bagan-{request.node.callspec.id}.png"
    picture = Image.open(io.BytesIO(charts.chart_png(sample(), caption("Judul bagan, 2019–2022"), 0.6))).convert("RGB")
    if not golden_file.exists():
        picture.quantize(128).save(golden_file, optimize=True)
        pytest.fail("a new golden picture was written")
    golden = Image.open(golden_file).convert("RGB")
    assert picture.size == golden.size
    off = ImageChops.difference(picture, golden)
    assert sum(ImageStat.Stat(off).mean) / 3 < 2
    assert sum(ImageStat.Stat(off.crop((0, 0, 300, 40))).mean) / 3 < 6, "the title"
    dark = sum(picture.convert("L").crop((0, 0, 300, 40)).histogram()[:128])
    assert dark > 150, "letters without any font of the machine"


def test_a_year_without_value_is_a_gap_and_no_zero(record):
    root = svg_of(sample_lines(), caption(lang="en"))
    lines = [node.get("d") for node in root.iter(f"{SPACE}path") if "stroke: #5b6673; stroke-width: 2" in (node.get("style") or "")]
    drawn = [line for line in lines if line.count("L") == 1 and "M" in line]
    assert drawn, "2019 to 2020 is joined, 2022 stands alone"
    said = texts_of(root)
    assert {"30", "45", "≥ 20", "2021: no assessment", "34/2016"} - set(said) <= {"34/2016"}
    assert "Participants, at least" in " ".join(said)


def test_a_stack_is_as_high_as_its_sum(record):
    panel = chart_marks.Panel(Box(0, 0, 100, 100), *(chart_axes.Scale(0, 100, *ends, {}) for ends in ((0, 100), (100, 0))))
    drawn = []

    class Sheet:
        def rect(self, box, *rest, **more):
            drawn.append(box)

    traces = [{"type": "bar", "x": [50], "y": [amount], "width": 10, "marker": {"color": "#000000"}} for amount in (30, 20)]
    chart_marks.bars(Sheet(), traces, {"barmode": "stack"}, panel)
    assert [tuple(box) for box in drawn] == [pytest.approx((45, 70, 10, 30)), pytest.approx((45, 50, 10, 20))]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda fig: fig.add_pie(values=[1]), "trace: pie"),
        (lambda fig: fig.update_traces(error_y={"array": [1]}), r"bar: error_y\.array"),
        (lambda fig: fig.update_layout(title_text="x"), r"layout: title\.text"),
        (lambda fig: fig.update_xaxes(type="log"), "xaxis: type"),
        (lambda fig: fig.add_shape(type="circle", x0=0, x1=1, y0=0, y1=1), "shapes: circle"),
        (lambda fig: fig.add_annotation(text="<i>x</i>", x=2020, y=1, showarrow=False), "tag in a text"),
        (lambda fig: fig.add_annotation(text="x", x=2020, y=1), "annotation"),
        (lambda fig: fig.add_scatter(x=[2020], y=[1], mode="markers", name="x", marker_symbol="bowtie"), "marker symbol: bowtie"),
        (lambda fig: fig.add_scatter(x=[2020], y=[1], mode="lines", name="x", line_color="hsl(1,1%,1%)"), "colour: hsl"),
        (lambda fig: fig.add_scatter(x=[2020], y=[1], mode="lines"), "without a name"),
        (lambda fig: fig.update_traces(marker=None), "a bar without a colour"),
        (lambda fig: fig.update_layout(barmode="group"), "barmode: group"),
        (lambda fig: fig.update_yaxes(range=None), "without a range"),
        (lambda fig: fig.update_traces(textposition="auto", selector={"type": "bar"}), "textposition"),
    ],
)
def test_a_kind_that_pictures_do_not_know_is_refused_by_name(record, change, named):
    figure = sample_bars()
    change(figure)
    with pytest.raises(chart_kinds.ChartKindError, match=named):
        charts.chart_svg(figure, caption())


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 672.1, ["0", "100", "200", "300", "400", "500", "600"]),
        (0, 2200, ["0", "500", "1.000", "1.500", "2.000"]),
        (-3, 3, ["−3", "−2", "−1", "0", "1", "2", "3"]),
    ],
)
def test_ticks_are_round_numbers_written_the_local_way(low, high, expected):
    on = chart_axes.scale({"range": [low, high]}, [], 280, 0)
    shown = [text for _, text in chart_axes.ticks({}, on, "id", upright=True)]
    assert shown == expected


def test_names_on_an_axis_stand_in_the_order_they_come(record):
    frame_values = {"provinsi": ["Aceh", "Daerah Istimewa Yogyakarta"], "ikut": [3, 5], "jumlah_kabkota": [23, 5]}
    figure = participation.ranking(texts("id"), pd.DataFrame({**frame_values, "sekurang": [True, False]}))
    said = texts_of(svg_of(figure, caption()))
    assert {"Aceh", "Daerah Istimewa", "Yogyakarta", "≥ 3 dari 23", "5 dari 5"} <= set(said)


def test_long_texts_are_broken_where_they_end(record):
    text = "kata " * 60
    lines = wrapped(text, 13, 400)
    assert len(lines) > 2
    assert " ".join(lines).split() == text.split()
    assert max(letters(line, 13) for line in lines) <= 400


def test_legend_leaves_out_what_the_screen_leaves_out(record):
    figure = base.figure(texts("id"))
    figure.add_bar(x=[2020], y=[3], name="satu", marker_color="#000000")
    figure.update_layout(xaxis_range=[2019, 2021], yaxis_range=[0, 4])
    assert "satu" not in texts_of(svg_of(figure, caption()))
    figure.add_scatter(x=[], y=[], name="kosong", mode="lines")
    figure.add_scatter(x=[2020], y=[2], name="dua &amp; tiga", mode="lines+markers")
    said = texts_of(svg_of(figure, caption()))
    assert {"satu", "dua & tiga"} <= set(said)
    assert "kosong" not in said


def test_pages_do_not_open_the_libraries_of_pictures_and_slides():
    code = "import sys, dasbor.ui, dasbor.exports.slides; print({'matplotlib', 'pptx'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.ROOT).stdout == "set()\n"
    )


def test_states_with_counts_stand_below_the_plot(record):
    items = charts.state_items(texts("id"), {"Peduli HAM": 3, "tidak diketahui": 4}, STATES)
    said = texts_of(svg_of(sample_bars(), caption(legend=items)))
    assert {"Peduli HAM: 3", "Tidak diketahui: 4"} <= set(said)
