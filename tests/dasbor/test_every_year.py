"""One value for every year and measure, wherever it stands: screen, charts, maps, sheet, slides, files, package, site, archive.

Each output is made once a year (files once for all years), in the two languages by turns, and read back as a reader or a program
would. What is right comes from plain SQL on the built file; no part of the dashboard vouches for itself.
"""

import csv
import io
import re
import zipfile
from html import unescape

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from pptx import Presentation

from dasbor.exports import publications
from dasbor.exports.publications import Wish
from dasbor.maps import view as maps
from dasbor.mart.scopes import scope
from dasbor.site import plan
from dasbor.site.archive import content
from dasbor.views.provinsi import view as provinsi
from dasbor.views.ringkasan import parts as ringkasan_parts
from dasbor.words import paths
from dasbor.words.texts import LANGUAGES, texts
from tests.dasbor.apps import bodies, open_page
from tests.dasbor.test_same_numbers import COUNTS, UNKNOWN, rows, text_of

AWARD = "peduli"
PEOPLE = {"id": "Peserta", "en": "Participants"}
PEMBINA = {"id": "Provinsi pembina", "en": "Provinces honoured as pembina"}
KNOWN = {"id": "Wilayah yang diketahui", "en": "Regions known of"}
STATES_KNOWN = r"(?:Keadaan|The state of) (\d+) (?:pasti|is certain)"
LEAST = {"id": ", sekurang-kurangnya", "en": ", at least"}
DRAWN = ("peserta", AWARD)
"""What the trend draws; the others stand in its table."""
OUTCOME = {"id": "Hasil", "en": "Outcome"}
COUNT = re.compile(r"(≥ )?(?:[\d.,]+ % \()?(\d+)(?: (?:dari|of) \d+)?\)?")
"""A count as the reader's words write it: "262", "≥ 263 dari 514", "≥ 39,4 % (13 dari 33)"."""


def language(number):
    """The languages by turns, by year or code."""
    return LANGUAGES[number % 2]


def understood(words):
    """A count in words as (number, bound); None for one that is unknown."""
    if words in (*UNKNOWN.values(), "?"):
        return None
    least, number = COUNT.fullmatch(words).groups()
    return int(number), "sekurangnya" if least else "tepat"


def same(said, right):
    """Words tell a number with its bound, and of one that is bounded from above only that it is unknown."""
    return said == right or (said is None and right[1] not in ("tepat", "sekurangnya"))


class Record:
    """What is right: (year, level, place, measure) → (number, bound), for every row of `mart.angka`."""

    def __init__(self, database):
        found = rows(database, "SELECT *, coalesce(predikat, ukuran) AS apa FROM mart.angka")
        self.values = {(row["tahun"], row["tingkat"], row["kode"], row["apa"]): (row["nilai"], row["batas"]) for row in found}
        self.years = sorted({row["tahun"] for row in found})
        self.provinces = {
            year: {row["nama"]: row["kode"] for row in found if row["tahun"] == year and row["tingkat"] == "provinsi"}
            for year in self.years
        }

    def labels(self, year):
        """Measure → its name for readers, in the year's language."""
        lang = language(year)
        own = {code: name for code, name in COUNTS.items() if (year, "nasional", "ID", code) in self.values}
        return {**own, "peserta": PEOPLE[lang], "pembina": PEMBINA[lang]}

    def headlines(self, year):
        """The same for sheet and slides, which have a headline for how much is known."""
        return {**self.labels(year), "diketahui": KNOWN[language(year)]}


def alone(name, names):
    """A pattern for a name where it is not the end of a longer one ("Cukup Peduli HAM", "Kepulauan Riau")."""
    return "".join(f"(?<!{other[: -len(name)]})" for other in names if other != name and other.endswith(name)) + re.escape(name)


def shown(html, record, year):
    """The cards of the nation and the table of the provinces, as page and static page have them."""
    cards = {unescape(label): unescape(value) for label, value in re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", html)}
    for measure, label in record.labels(year).items():
        yield (year, "nasional", "ID", measure), understood(cards[label])
    yield (year, "nasional", "ID", "diketahui"), understood(re.search(STATES_KNOWN, html)[1])
    caption = texts(language(year))("ringkasan.provinces", year=year)
    table = html.partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0].partition("<tbody>")[2]
    for line in table.split("<tr>")[1:]:
        name, _, people, award, *_ = [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in line.split("<td")]
        place = (year, "provinsi", record.provinces[year][name])
        yield (*place, "peserta"), understood(people.partition(">")[2])
        yield (*place, AWARD), understood(award.partition(">")[2])


def page(record):
    """Ringkasan, its table of provinces unfolded."""
    for year in record.years:
        yield from shown(bodies(open_page("ringkasan", language(year), tahun=year, **{"tabel-provinsi": 1})), record, year)


def static_page(record):
    for year in record.years:
        (item,) = plan.items(plan.PageJob("tahun", language(year), str(year)), "")
        yield from shown(item.make().decode(), record, year)


def drawn(figure, exact, least, year):
    """What the bars or lines `exact` and `least` show at a year."""
    at = {trace.name: dict(zip(trace.x, trace.y, strict=True)).get(year) for trace in figure.data if trace.name in (exact, least)}
    known = {at.get(exact): "tepat", at.get(least): "sekurangnya"}
    known.pop(None, None)
    assert len(known) <= 1
    return next(iter(known.items()), None)


def chart(record):
    """The trend of the nation, and the bars of every province."""
    trends = {lang: ringkasan_parts.trend(lang).figure for lang in LANGUAGES}
    for year in record.years:
        lang = language(year)
        for measure, label in record.labels(year).items():
            if measure in DRAWN:
                yield (year, "nasional", "ID", measure), drawn(trends[lang], label, label + LEAST[lang], year)
    for code in record.provinces[record.years[-1]].values():
        t = texts(language(int(code)))
        exact, least = (t(f"provinsi.trace_{one}", predicate=COUNTS[AWARD]) for one in ("exact", "least"))
        bars = provinsi.outcomes(t, code, kini=False).figure
        for year in record.years:
            if code in record.provinces[year].values():
                yield (year, "provinsi", code, AWARD), drawn(bars, exact, least, year)


def map_rows(record):
    """The rows of every map of counts; of the nation what the map of regions says beside what is known by name."""
    for year in record.years:
        lang = language(year)
        measures = {"jumlah": AWARD, "ikut": "peserta", **{one: one for one in record.labels(year) if one in COUNTS}}
        for measure, counted in measures.items():
            frame = maps.classes(maps.MapView("provinsi", False, year, None, measure, "", "ubin", lang)).frame
            for code, words in zip(frame["kode"], frame["teks"], strict=True):
                yield (year, "provinsi", code, counted), understood(words)
        subtitle = maps.classes(maps.MapView("kabkota", False, year, None, "keadaan", "", "ubin", lang)).subtitle
        yield (year, "nasional", "ID", "diketahui"), understood(re.search(r": (\d+) (?:diketahui|known)", subtitle)[1])
        yield (year, "nasional", "ID", AWARD), understood(re.search(r"; (?:nasional|nation): (.*?)\.", subtitle)[1])


def sheet(record):
    """Headline figures and the table of provinces, which writes "?" for what is unknown; an unknown headline is left out."""
    for year in record.years:
        words, labels, names = text_of(scope("nasional", "", year), language(year)), record.headlines(year), record.provinces[year]
        for measure, label in labels.items():
            found = re.search(rf"{alone(label, labels.values())} ((?:≥ )?\d+ (?:dari|of) \d+)", words)
            yield (year, "nasional", "ID", measure), understood(found[1]) if found else None
        for name, code in names.items():
            line = re.search(rf"{alone(name, names)} ((?:≥ )?\d+ (?:dari|of) \d+|\?) ((?:≥ )?\d+|\?) ", words)
            yield (year, "provinsi", code, AWARD), understood(line[1])
            yield (year, "provinsi", code, "peserta"), understood(line[2])


def slides(record):
    """Boxes, the chart of all years, and those provinces that stand in a table."""
    for year in record.years:
        lang = language(year)
        (file,) = publications.files(Wish(scope("nasional", "", year), lang), ["salindia"])
        shapes = [shape for slide in Presentation(io.BytesIO(file.make())).slides for shape in slide.shapes]
        boxes = "\n".join(" ".join(shape.text_frame.text.split()) for shape in shapes if shape.has_text_frame)
        for measure, label in record.headlines(year).items():
            found = re.search(rf"^{label} ((?:≥ )?\d+ (?:dari|of) \d+)", boxes, re.MULTILINE)
            yield (year, "nasional", "ID", measure), understood(found[1]) if found else None
        (bars,) = [shape.chart.plots[0] for shape in shapes if shape.has_chart]
        for label, *values in zip(bars.categories, *(series.values for series in bars.series), strict=True):
            if int(label[:4]) in record.years:
                known = [(int(n), bound) for n, bound in zip(values, ("tepat", "sekurangnya"), strict=True) if n is not None]
                yield (int(label[:4]), "nasional", "ID", AWARD), next(iter(known), None)
        for shape in shapes:
            if shape.has_table:
                yield from in_table([[cell.text for cell in line.cells] for line in shape.table.rows], record, year)


def in_table(table, record, year):
    """Counts of provinces in a table of a slide, by its headings."""
    lang = language(year)
    wanted = {OUTCOME[lang]: (year, AWARD)}
    for one in record.years:
        wanted |= {f"{COUNTS[AWARD]} {one}": (one, AWARD), f"{PEOPLE[lang]} {one}": (one, "peserta")}
    heads, *lines = table
    for place, head in enumerate(heads):
        when, measure = wanted.get(head, (None, None))
        for line in lines if measure else ():
            yield (when, "provinsi", record.provinces[when][line[0]], measure), understood(line[place])


def typed(found):
    """Every row of the table `angka` in a file: all places, levels and measures."""
    for row in found:
        key = int(row["tahun"]), row["tingkat"], row["kode"], row["predikat"] or row["ukuran"]
        yield key, (None if row["nilai"] in ("", None) else int(row["nilai"]), row["batas"] or None)


def made(form, part=""):
    """A file of all years."""
    wish = Wish(scope("nasional", "", 2024), "id", all_years=True)
    return next(file.make() for file in publications.files(wish, [form]) if file.part == part)


def read_csv(made):
    return csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""))


def in_csv(record):
    yield from typed(read_csv(made("csv", "angka")))


def in_xlsx(record):
    heads, *lines = openpyxl.load_workbook(io.BytesIO(made("xlsx")), read_only=True)["angka"].iter_rows(values_only=True)
    yield from typed(dict(zip(heads, line, strict=True)) for line in lines)


def in_parquet(record):
    yield from typed(pq.read_table(io.BytesIO(made("parquet", "angka"))).to_pylist())


def in_package(record):
    with zipfile.ZipFile(io.BytesIO(made("paket"))) as package:
        (name,) = [one for one in package.namelist() if one.endswith("/angka.csv")]
        yield from typed(read_csv(package.read(name)))


def in_archive(record):
    """Both files of the archive."""
    files = dict(content.data(content.content(with_site=False)))
    yield from typed(read_csv(files["data/angka.csv"]))
    yield from typed(pq.read_table(io.BytesIO(files["parquet/angka.parquet"])).to_pylist())


COMPLETE = (page, static_page, sheet, chart, map_rows, in_csv, in_xlsx, in_parquet, in_package, in_archive)
"""Where every province stands; slides have room for some of them."""


@pytest.fixture
def right(record, tmp_path, monkeypatch):
    """The built record. Maps are of tiles: outlines say nothing about numbers and take time to read."""
    monkeypatch.setattr(paths, "STATIC", tmp_path)
    with duckdb.connect(str(record / "publik.duckdb"), read_only=True) as database:
        return Record(database)


@pytest.mark.parametrize("output", [*COMPLETE, slides], ids=lambda output: output.__name__)
def test_every_year_and_measure_has_its_one_value(output, right):
    found = list(output(right))
    faults = [f"{key}: {said}, not {right.values[key]}" for key, said in found if not same(said, right.values[key])]
    assert faults == []
    wanted = {key for key in right.values if key[1] == "nasional" and key[3] == AWARD}
    if output in COMPLETE:
        wanted |= {key for key in right.values if key[1] == "provinsi" and key[3] == AWARD}
    if output is not chart:
        wanted |= {key for key in right.values if key[1] == "nasional" and key[3] == "diketahui"}
    if output is not map_rows:  # which has no more than these two of the nation
        named = {(year, measure) for year in right.years for measure in right.labels(year)}
        wanted |= {(year, "nasional", "ID", one) for year, one in named if output is not chart or one in DRAWN}
    assert wanted <= {key for key, _ in found}
