"""The simulation: complete, plausible, the same for one seed, counted as the rules count, and marked everywhere."""

import csv
import datetime as dt
import io
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

from etl.__main__ import main
from etl.base.paths import PUBLIC_NAME, SHIPPED_DATA
from etl.build.run import build
from etl.forms.sheets import Book, open_book
from etl.inputs import reference
from etl.inputs.tables import KLAIM_COLUMNS, REFERENCES
from etl.results.draft import read_draft
from etl.results.mark import MARK, is_simulated, is_simulation

YEARS = (2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024)
Table = list[dict[str, str]]


def make(target: Path, seed: int, source: Path = SHIPPED_DATA) -> int:
    return main(["simulasi", "--keluar", str(target), "--benih", str(seed)], environ={"PEDULIHAM_DATA": str(source)})


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole simulation. Read only."""
    folder = tmp_path_factory.mktemp("simulasi") / "karangan"
    assert make(folder, 7) == 0
    return folder


def table(folder: Path, year: int) -> Table:
    with (folder / "berkas" / f"{MARK}-hasil-{year}.csv").open(encoding="utf-8", newline="") as file:
        next(file)
        return list(csv.DictReader(file))


def taking_part(rows: Table) -> Table:
    return [row for row in rows if row["Partisipasi"] == "ya"]


def files(folder: Path) -> dict[str, bytes]:
    """Everything but locks and what is built of it, which says when."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".kunci"))
    found = (path for path in found if path.suffix != ".duckdb" and path.parent.name != "versi")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_every_round_has_every_region_that_existed(made: Path) -> None:
    names = {path.name for path in (made / "berkas").iterdir()}
    assert names == {f"{MARK}-hasil-{year}.csv" for year in YEARS} | {f"{MARK}-hasil-2024.xlsx"}
    for year in YEARS:
        codes = [row["Kode"] for row in table(made, year)]
        assert len(codes) == len(set(codes)) == (511 if year == 2013 else 514)


def test_details_go_down_to_the_indicators(made: Path) -> None:
    numbers = {year: sum(name.startswith("Indikator ") for name in table(made, year)[0]) for year in YEARS}
    assert numbers == dict.fromkeys(YEARS[:3], 17) | {2016: 16} | dict.fromkeys(YEARS[4:8], 83) | dict.fromkeys(YEARS[8:], 120)
    values = sum(
        bool(cell)
        for year in YEARS
        for row in table(made, year)
        for name, cell in row.items()
        if name.startswith(("Indikator", "Hak"))
    )
    assert values > 300_000


@pytest.fixture
def small_source(rules_folder: Path) -> Path:
    """A data folder with two assessed years, of two rules."""
    lines = (rules_folder / "putaran.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (rules_folder / "putaran.csv").write_text(
        "".join(line for line in lines if line[:4] in ("tahu", "2015", "2018")), encoding="utf-8"
    )
    return rules_folder


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(small_source: Path, tmp_path: Path) -> None:
    assert make(tmp_path / "satu", 1, small_source) == 0
    first = files(tmp_path / "satu")
    (tmp_path / "satu" / "berkas" / f"{MARK}-hasil-1999.csv").write_text("lama", encoding="utf-8")
    assert make(tmp_path / "satu", 1, small_source) == 0
    assert files(tmp_path / "satu") == first, "a simulation may be made again; nothing of the former one is left"
    (tmp_path / "dua").mkdir()
    assert make(tmp_path / "dua", 2, small_source) == 0
    second = files(tmp_path / "dua")
    results = [name for name in first if name.startswith("berkas/")]
    assert len(results) == 3
    assert all(first[name] != second[name] for name in results)
    assert first["wilayah.csv"] == second["wilayah.csv"] == (SHIPPED_DATA / "wilayah.csv").read_bytes()


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def indicators(row: dict[str, str], criterion: int) -> list[float]:
    return [float(cell) for name, cell in row.items() if name.startswith(f"Indikator {criterion}.")]


@pytest.mark.parametrize(("year", "most"), [(2013, 170), (2016, 160)])
def test_scores_of_the_first_rule_counted_again(made: Path, year: int, most: int) -> None:
    rows = taking_part(table(made, year))[::7]
    assert len(rows) > 30
    for row in rows:
        values = [value for criterion in range(1, 6) for value in indicators(row, criterion)]
        assert set(values) <= {10, 8, 6, 4, 2, 0}
        score = round(sum(values) / most * 100, 2)
        assert float(row["Skor"]) == score
        assert row["Jenis skor"] == "murni"
        assert row["Predikat"] == ("Peduli HAM" if score >= 75 else "Cukup Peduli HAM" if score >= 50 else "Kurang Peduli HAM")


@pytest.mark.parametrize(("year", "weighted"), [(2018, True), (2023, False)])
def test_scores_of_the_later_rules_counted_again(made: Path, year: int, *, weighted: bool) -> None:
    rows = taking_part(table(made, year))[::7]
    names = [name for name in rows[0] if name.startswith("Hak ")]
    assert len(rows) > 50
    for row in rows:
        criteria = []
        for order, name in enumerate(names, start=1):
            values = [value / 4 for value in indicators(row, order)]
            score = 100 * mean(values)
            if weighted:
                score = 10 * mean(values[:2]) + 30 * mean(values[2:6]) + 60 * mean(values[6:])
            assert float(row[name]) == pytest.approx(score, abs=0.00501)
            criteria.append(score)
        pure, bonus, total = (float(row[name]) for name in ("Nilai murni", "Bonus", "Nilai total"))
        assert pure == pytest.approx(mean(criteria), abs=0.0101)
        assert 0 <= bonus <= (15 if weighted else 10)
        assert total == pytest.approx(min(100, pure + bonus))
        limits = (75, 65, 50) if weighted else (75, 50, 25)
        place = next((place for place, limit in enumerate(limits) if total >= limit), 3)
        assert row["Predikat"] == ("Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM")[place]


def test_it_is_plausible(made: Path) -> None:
    """Participation grows and never is complete; regions keep their level; every predicate of the rule occurs."""
    tables = {year: table(made, year) for year in YEARS}
    shares = [len(taking_part(rows)) / len(rows) for rows in tables.values()]
    assert shares == sorted(shares)
    assert 0.4 < shares[0] < 0.7 < shares[-1] < 1
    for year in YEARS:
        assert len({row["Predikat"] for row in taking_part(tables[year])}) == (3 if year < 2017 else 4)
    scores = {year: {row["Kode"]: float(row["Nilai murni"]) for row in taking_part(tables[year])} for year in (2019, 2020)}
    both = [(scores[2019][code], scores[2020][code]) for code in scores[2019].keys() & scores[2020].keys()]
    before, after = (mean(list(side)) for side in zip(*both, strict=True))
    together = sum((a - before) * (b - after) for a, b in both)
    spread = sum((a - before) ** 2 for a, _ in both) * sum((b - after) ** 2 for _, b in both)
    assert 0.7 < together / spread**0.5 < 0.999


def test_who_took_no_part_has_nothing(made: Path) -> None:
    rows = [row for row in table(made, 2024) if row["Partisipasi"] == "tidak"]
    assert rows
    told = {name for row in rows for name, cell in row.items() if cell}
    assert told == {"Kode", "Kabupaten/Kota", "Provinsi", "Tahun", "Partisipasi", "Catatan"}


@pytest.fixture(scope="module")
def books(made: Path) -> list[Book]:
    return [open_book(path) for path in sorted((made / "berkas").iterdir())]


def test_every_file_and_table_says_so(made: Path, books: list[Book]) -> None:
    assert is_simulation(made)
    assert not is_simulation(SHIPPED_DATA)
    assert MARK in (made / MARK).read_text(encoding="utf-8")
    assert len(books) == 12
    for book in books:
        assert book.name.startswith(MARK)
        assert is_simulated(book)
        for sheet in book.sheets:
            if sheet.name not in ("Petunjuk", MARK):
                assert str(sheet.rows[0][0]).startswith(f"{MARK}: angka karangan")
                marked = [sum(cell == MARK for cell in row) for row in sheet.rows[2:]]
                assert set(marked) == {1}
    for name in ("aturan_nilai.csv", "regulasi.csv"):
        real = (SHIPPED_DATA / name).read_text(encoding="utf-8").splitlines()
        added = [line for line in (made / name).read_text(encoding="utf-8").splitlines() if line not in real]
        assert added
        assert all(f"{MARK}: anggapan" in line for line in added), "what is assumed says so, row by row"


def test_the_workbook_says_so_in_every_way(made: Path) -> None:
    book = openpyxl.load_workbook(made / "berkas" / f"{MARK}-hasil-2024.xlsx")
    assert book.sheetnames == [MARK, "Hasil", "Rincian", "Petunjuk"]
    assert {one.name: one.value for one in book.custom_doc_props.props}[MARK] == "ya"
    assert book.properties.title.startswith(f"{MARK}: ")
    assert book["Hasil"].oddHeader.center.text.startswith(f"{MARK}: ")
    assert book["Hasil"].max_row == 516


def test_a_form_made_from_it_says_so_too(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "isi.xlsx"
    options = ["templat", "--tahun", "2023", "--provinsi", "51", "--rincian", "indikator", "--keluar", str(path)]
    assert main(options, environ={"PEDULIHAM_DATA": str(made)}) == 0
    book = open_book(path)
    assert is_simulated(book)
    assert len(book.sheets[2].rows[1]) == 4 + 10 + 120 + 1


def test_a_part_that_was_copied_elsewhere_is_still_recognised(made: Path, tmp_path: Path) -> None:
    lines = (made / "berkas" / f"{MARK}-hasil-2024.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "hasil.csv"
    path.write_text("\n".join([lines[1], *lines[5:9]]), encoding="utf-8")
    assert is_simulated(open_book(path))
    path.write_text("\n".join([lines[1], *(line.removesuffix(MARK) for line in lines[5:9])]), encoding="utf-8")
    assert not is_simulated(open_book(path))


@pytest.mark.parametrize(
    ("name", "cell", "simulated"),
    [
        ("simulasi penilaian.csv", "", False),
        ("SIMULASI-hasil-2024.csv", "", False),
        ("hasil.csv", "SIMULASI KEBAKARAN", False),
        ("hasil.csv", "lihat SIMULASI", False),
        ("hasil.csv", "SIMULASI", True),
        ("hasil.csv", "SIMULASI: angka karangan", True),
    ],
)
def test_only_a_whole_mark_makes_a_simulation(tmp_path: Path, name: str, cell: str, *, simulated: bool) -> None:
    path = tmp_path / name
    path.write_text(f"Kode,Kabupaten/Kota,Predikat,Catatan\n13.71,Kota Padang,Peduli HAM,{cell}\n", encoding="utf-8")
    assert is_simulated(open_book(path)) is simulated


def test_the_column_of_files_of_a_simulated_dashboard_is_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("kode,predikat,simulasi\n13.71,Peduli HAM,ya\n", encoding="utf-8")
    assert is_simulated(open_book(path))
    path.write_text("kode,predikat,simulasi\n13.71,Peduli HAM,tidak\n", encoding="utf-8")
    assert not is_simulated(open_book(path))


@pytest.mark.parametrize("name", ["hasil-2013.csv", "hasil-2016.csv", "hasil-2018.csv", "hasil-2024.xlsx"])
def test_a_loader_takes_every_row_and_finds_nothing_wrong(made: Path, name: str) -> None:
    """Scores against details, predicates against scores, regions and years: all as the loader of real results checks them."""
    year = int(name[6:10])
    draft = read_draft(made / "berkas" / f"{MARK}-{name}", year, reference.load(made))
    assert (draft.findings, draft.refused, draft.passed) == ((), (), ())
    assert len(draft.rows) == (511 if year == 2013 else 514)
    with_detail = [row for row in draft.rows if row.participation]
    assert len(with_detail) == len(taking_part(table(made, year)))
    assert {len(row.indicators) for row in with_detail} == {{2013: 17, 2016: 16, 2018: 83, 2024: 120}[year]}
    assert all(len(row.criteria) == len(draft.rule.criteria) for row in with_detail)
    assert draft.rule.score_of(with_detail[0].criteria, with_detail[0].indicators) is not None, "the check had something to check"


def test_the_folder_builds_and_knows_nothing_yet(made: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(made, tmp_path / "data", ignore=shutil.ignore_patterns("berkas"))
    build(folder, now=dt.datetime(2025, 1, 2, tzinfo=dt.UTC))
    with duckdb.connect(str(folder / PUBLIC_NAME), read_only=True) as connection:
        rows = connection.execute(
            "SELECT tahun, count(*), count(predikat), count(skor) FROM mart.hasil_kabkota GROUP BY 1"
        ).fetchall()
        claims = connection.execute("SELECT count(*) FROM mart.klaim").fetchall()
    assert sorted(rows) == [(year, 514, 0, 0) for year in YEARS]
    assert claims == [(0,)]


def test_a_folder_with_anything_else_is_refused_and_left_alone(
    small_source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(small_source)
    assert make(small_source, 1, small_source) == 2
    assert "sudah berisi dan bukan folder simulasi" in capsys.readouterr().err
    assert files(small_source) == before
    path = tmp_path / "berkas"
    path.write_text("isi", encoding="utf-8")
    assert make(path, 1, small_source) == 2
    assert path.read_text(encoding="utf-8") == "isi"
    assert make(tmp_path / "lain", -1, small_source) == 2
    assert "Benih tidak boleh negatif" in capsys.readouterr().err
    assert not (tmp_path / "lain").exists()


def test_a_folder_that_cannot_be_made(small_source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "berkas").write_text("isi", encoding="utf-8")
    assert make(tmp_path / "berkas" / "baru", 1, small_source) == 2
    told = capsys.readouterr().err
    assert "tidak dapat dibuat" in told
    assert "Yang perlu dilakukan" in told


def test_a_rule_that_is_nothing_but_data_is_simulated_too(small_source: Path, tmp_path: Path) -> None:
    name = "Permen HAM 15/2025"
    for file, rows in {
        "putaran": f"2026,2025,{name},ya,,,,\n",
        "regulasi": f"{name},2026,,2,20,Patuh,80,100,diketahui,\n{name},2026,,2,20,Belum Patuh,,,tidak diketahui,\n",
        "kriteria": f"{name},1,Penghormatan HAM\n{name},2,Pemulihan korban\n",
    }.items():
        with (small_source / f"{file}.csv").open("a", encoding="utf-8") as target:
            target.write(rows)
    assert make(tmp_path / "karangan", 3, small_source) == 0
    rows = taking_part(table(tmp_path / "karangan", 2026))
    assert {row["Predikat"] for row in rows} == {"Patuh", "Belum Patuh"}
    assert all((float(row["Skor"]) >= 80) == (row["Predikat"] == "Patuh") for row in rows)


def test_reference_files_are_those_of_the_data_folder(made: Path) -> None:
    for spec in REFERENCES:
        if spec.name not in ("aturan_nilai", "regulasi"):
            assert list(csv.reader(io.StringIO((made / spec.file_name).read_text(encoding="utf-8")))) == list(
                csv.reader(io.StringIO((SHIPPED_DATA / spec.file_name).read_text(encoding="utf-8-sig")))
            )
    assert (made / "klaim.csv").read_text(encoding="utf-8").strip() == ",".join(KLAIM_COLUMNS)
