"""The figure of a map: every region in it, one colour scale, nothing said twice."""

from dataclasses import replace

import pytest

from dasbor.maps import figure as maps
from dasbor.maps.choice import MapView
from dasbor.maps.view import classes, measures
from dasbor.words.texts import LANGUAGES, texts

pytestmark = pytest.mark.usefixtures("record")
VIEW = MapView("kabkota", kini=False, year=2020, other_year=None, measure="keadaan", province="", kind="geografis", lang="id")
ADDRESS = "./app/static/batas/kabkota.geojson?v=1"


def drawn(view, **options):
    data = classes(view)
    return data, maps.choropleth(texts(view.lang), data.frame, data.legend, ADDRESS, **options)


def codes(trace):
    """What the browser makes of the locations: numbers become text again."""
    return [str(one) for one in trace.locations]


def hover(fig, code):
    """The hover text of a region, filled in as Plotly does it."""
    trace = next(one for one in fig.data if code in codes(one))
    text, row = fig.layout.template.data.choropleth[0].hovertemplate, None
    if trace.customdata is not None:
        row = trace.customdata[codes(trace).index(code)]
    if isinstance(row, (str, int)):
        text = text.replace("%{customdata}", str(row))
    for name, words in (("meta", trace.meta), ("customdata", row)):
        if isinstance(words, (tuple, list)):
            for place, word in enumerate(words):
                text = text.replace(f"%{{{name}[{place}]}}", str(word))
    return text


def test_every_region_stands_once_in_a_trace_of_its_class():
    data, fig = drawn(VIEW)
    assert sorted(code for trace in fig.data for code in codes(trace)) == data.frame["kode"].tolist()
    shown = {code: place for trace in fig.data for code, place in zip(codes(trace), trace.z, strict=True)}
    assert shown == dict(zip(data.frame["kode"], data.frame["kelas"], strict=True))
    assert all(len(set(trace.z)) == 1 for trace in fig.data)
    assert fig.layout.template.data.choropleth[0].geojson == ADDRESS


def test_the_scale_steps_through_the_colours_of_the_legend_also_of_empty_classes():
    data, fig = drawn(VIEW)
    axis = fig.layout.coloraxis
    assert 0 in {item.count for item in data.legend}
    assert (axis.cmin, axis.cmax) == (-0.5, len(data.legend) - 0.5)
    assert [color for _, color in axis.colorscale[::2]] == [item.colour for item in data.legend]
    for place in range(len(data.legend)):
        middle = (place + 0.5) / len(data.legend)
        low, high = axis.colorscale[2 * place], axis.colorscale[2 * place + 1]
        assert low[0] < middle < high[0]


@pytest.mark.parametrize("measure", ["keadaan", "ikut", "perubahan", "sumber"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_of_514_stays_below_10_kb_in_the_years_with_most_to_say(measure, lang):
    for year in (2020, 2022):
        _, fig = drawn(replace(VIEW, measure=measure, year=year, lang=lang))
        assert len(fig.to_json().encode()) < 10_000


@pytest.mark.parametrize("level", ["provinsi", "kabkota"])
@pytest.mark.parametrize("year", [2013, 2020, 2024])
def test_the_hover_text_is_complete_however_its_words_are_divided(level, year):
    for measure in measures(level, "id", year):
        data, fig = drawn(replace(VIEW, level=level, measure=measure, year=year))
        for row in data.frame.iloc[::7].to_dict("records"):
            conflict = "<br>≠ Sumber bertentangan." if row["konflik"] else ""
            kelas = "" if row["teks"] == row["label_kelas"] else f"<br>Kelas: {row['label_kelas']}"
            assert hover(fig, row["kode"]) == (
                f"<b>%{{properties.nama}}</b><br>Nilai: {row['teks']}{kelas}<br>Perubahan: {row['perubahan']}"
                f"<br>Lembaga sumber: {row['jumlah_sumber']}{conflict}<extra></extra>"
            )


@pytest.mark.parametrize(("code", "sent"), [("11.01", 11.01), ("11.10", "11.10"), ("94", "94")])
def test_a_code_is_sent_as_a_number_only_where_it_comes_back_the_same(code, sent):
    assert maps._short(code) == sent


def test_signs_and_the_outline_of_the_one_picked():
    data, fig = drawn(replace(VIEW, province="16", year=2022), window=((102, 107), (-5, -1)), marks=True, picked="16.71")
    assert (fig.layout.geo.lonaxis.range, fig.layout.geo.lataxis.range) == ((102, 107), (-5, -1))
    assert list(fig.data[-2].locations) == ["16.71"]
    assert fig.data[-2].coloraxis == "coloraxis2"
    assert {color for _, color in fig.layout.coloraxis2.colorscale} == {"rgba(0,0,0,0)"}
    assert sorted(set(fig.data[-1].text)) == ["P", "○"]  # three of 17, and the list of them is complete
    assert len(fig.data[-1].locations) == len(data.frame)
