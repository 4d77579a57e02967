"""The figure of a map: every class in it, one colour scale, nothing said twice."""

from dataclasses import replace

import pytest

from dasbor.figures import maps
from dasbor.map_view import MapView, classes
from dasbor.texts import texts

pytestmark = pytest.mark.usefixtures("record")
VIEW = MapView("kabkota", today=False, year=2020, other_year=None, measure="keadaan", province="", kind="geografis", lang="id")
ADDRESS = "./app/static/batas/kabkota.geojson?v=1"


def drawn(view, **options):
    data = classes(view)
    return data, maps.choropleth(texts(view.lang), data.frame, data.legend, ADDRESS, **options)


def test_every_class_has_its_trace_and_every_region_is_in_one():
    data, fig = drawn(VIEW)
    assert list(dict.fromkeys(trace.name for trace in fig.data)) == [item.label for item in data.legend]
    assert sorted(code for trace in fig.data for code in trace.locations) == data.frame["kode"].tolist()
    for item in data.legend:
        assert sum(len(trace.locations) for trace in fig.data if trace.name == item.label) == item.count
    assert {trace.geojson for trace in fig.data} == {ADDRESS}


def test_the_scale_steps_through_the_colours_of_the_legend():
    data, fig = drawn(VIEW)
    axis = fig.layout.coloraxis
    assert (axis.cmin, axis.cmax) == (-0.5, len(data.legend) - 0.5)
    assert [color for _, color in axis.colorscale[::2]] == [item.colour for item in data.legend]
    places = {item.label: place for place, item in enumerate(data.legend)}
    assert all(set(trace.z) <= {places[trace.name]} for trace in fig.data)


@pytest.mark.parametrize("measure", ["keadaan", "ikut", "perubahan", "sumber"])
@pytest.mark.parametrize("year", [2013, 2020, 2024])
def test_the_map_of_514_stays_below_20_kb(measure, year):
    _, fig = drawn(replace(VIEW, measure=measure, year=year))
    assert len(fig.to_json().encode()) < 15_000


def test_the_hover_text_has_name_value_change_and_sources():
    _, fig = drawn(replace(VIEW, level="provinsi", measure="peduli", year=2022))
    trace = next(one for one in fig.data if "16" in one.locations)
    row = trace.customdata[list(trace.locations).index("16")]
    text = trace.hovertemplate
    for place, value in enumerate(row):
        text = text.replace(f"%{{customdata[{place}]}}", str(value))
    assert text.startswith("<b>%{properties.nama}</b><br>Nilai: 17,6 % (3 dari 17)<br>Kelas: > 0–25 %<br>")
    assert "Perubahan: −8 sejak 2020 (11 → 3)<br>Lembaga sumber: " in text


def test_signs_and_the_outline_of_the_one_picked():
    data, fig = drawn(replace(VIEW, province="16", year=2022), window=None, marks=True, picked="16.71")
    assert fig.layout.geo.fitbounds == "locations"
    assert list(fig.data[-2].locations) == ["16.71"]
    assert sorted(set(fig.data[-1].text)) == ["?", "P"]
    assert len(fig.data[-1].locations) == len(data.frame)


def test_hatched_classes_have_a_pattern_and_plain_ones_none():
    data, _ = drawn(VIEW)
    script = maps.hatching(data.legend)
    assert "arsir-c9ced6" in script
    assert "rgb(201, 206, 214)" in script
    assert "<" not in script  # or Streamlit takes it out
    assert "arsir-08306b" not in script
