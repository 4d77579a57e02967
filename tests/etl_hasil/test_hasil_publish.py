"""From a draft to what everybody sees: nothing before its time, everything at it, and back again."""

import contextlib
import csv
import datetime as dt
import io
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hasil_tools import NOW, ask, complete, decide, later, load, public, tables_of, write_results

from etl import workspace
from etl.backup import move
from etl.base import publish
from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build import life
from etl.build.run import build
from etl.inputs.tables import KLAIM_COLUMNS
from etl.results import history, mark, official, store
from etl.results.draft import read_draft
from etl.results.rulebook import rule_of
from tests.etl.etl_tools import contents

SECRET = "Rekapitulasi rahasia.csv"
DUE = later(days=9)
PRESS = {"penerbit": "Harian Contoh", "keyakinan": "pasti", "tahun": "2024", "tingkat": "kabkota"}
Row = dict[str, object]


def write_claims(path: Path, claims: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, KLAIM_COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(PRESS | claim for claim in claims)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def press(rows: list[Row]) -> list[dict[str, str]]:
    """What the press said: of one that did not take part, of one with another predicate, of the nation."""
    absent = next(row for row in rows if row["Partisipasi"] == "tidak")
    lower = next(row for row in rows if row.get("Predikat") == "Cukup Peduli HAM")
    peduli = {"ukuran": "predikat", "nilai": "Peduli HAM"}
    named = [
        peduli | {"id": f"p{place}", "kode": str(row["Kode"]), "nama": str(row["Kabupaten/Kota"])}
        for place, row in enumerate((absent, lower))
    ]
    nation = {"id": "p2", "tingkat": "nasional", "kode": "ID", "nama": "Indonesia", "ukuran": "jumlah_peduli", "nilai": "3"}
    return [*named, nation]


@dataclass(frozen=True)
class Seen:
    """The warehouse at one moment."""

    tables: Mapping[str, object]
    file: bytes
    digest: str
    versions: list[tuple[object, ...]]
    drafts: list[tuple[object, ...]]


@dataclass(frozen=True)
class Story:
    """A folder that went through everything, with what was to be seen after each step."""

    folder: Path
    rows: list[Row]
    seen: Mapping[str, Seen]

    @property
    def took_part(self) -> list[Row]:
        return [row for row in self.rows if row["Partisipasi"] == "ya"]


def look(folder: Path) -> Seen:
    ((digest,),) = ask(folder, "SELECT sidik FROM mart.versi")
    versions = ask(folder, "SELECT versi, keadaan, alasan, epoch(diterbitkan_pada), epoch(berakhir_pada) FROM mart.versi_hasil")
    drafts = []
    if "draf.hasil" in publish.states(folder / WORKSPACE_NAME):
        query = "SELECT versi, keadaan, berkas, (SELECT count(*) FROM draf.hasil) FROM draf.versi_hasil"
        drafts = ask(folder, query, name=WORKSPACE_NAME)
    return Seen(public(folder), (folder / PUBLIC_NAME).read_bytes(), str(digest), versions, drafts)


def at_due(story: Story, query: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
    """Rows of the public file as it was when the first version had come out."""
    path = story.folder.parent / "terbit.duckdb"
    if not path.exists():
        path.write_bytes(story.seen["due"].file)
    return ask(path.parent, query, parameters, path.name)


@pytest.fixture(scope="module", params=["folder", "server"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, built_empty: Path) -> Iterator[Story]:
    """What is seen after each step, with the workspace in the folder and on a server."""
    files = tmp_path_factory.mktemp("cerita")
    folder = Path(shutil.copytree(built_empty, files / "data"))
    place = request.getfixturevalue("postgres").holding(folder) if request.param == "server" else None
    with place or contextlib.nullcontext():
        yield told(folder, files, built_empty)


def told(folder: Path, files: Path, built_empty: Path) -> Story:
    rows = complete(tables_of(folder))
    changed = [dict(row) for row in rows]
    next(row for row in changed if row["Partisipasi"] == "ya").update({"Nilai total": 99.0, "Nilai murni": 94.5})
    first, second = write_results(files / SECRET, rows), write_results(files / "perbaikan.csv", changed)
    plain = Path(shutil.copytree(built_empty, files / "tanpa"))
    seen = {"before": look(folder)}
    for one in (folder, plain):
        write_claims(one / "klaim.csv", press(rows))
    build(plain, now=NOW)
    seen["without"] = look(plain)
    steps: Mapping[str, Callable[[], object]] = {
        "draft": lambda: load(folder, first),
        "scheduled": lambda: decide(folder, "terbit", later(days=1), due=DUE),
        "not yet": lambda: life.publish_due(folder, now=DUE - dt.timedelta(seconds=1)),
        "due": lambda: life.publish_due(folder, now=DUE),
        "second draft": lambda: load(folder, second, now=later(days=10)),
        "second": lambda: decide(folder, "terbit", later(days=11), reason="satu nilai  diperbaiki"),
        "back": lambda: decide(folder, "kembali", later(days=12), version=1, reason="perbaikannya keliru"),
        "withdrawn": lambda: decide(folder, "tarik", later(days=13), reason="ditunda"),
    }
    for name, step in steps.items():
        step()
        seen[name] = look(folder)
    return Story(folder, rows, seen)


def test_before_its_time_nothing_of_it_is_public(story: Story) -> None:
    """The claims had changed too, so that the public file was made anew while the draft was at hand."""
    without = story.seen["without"]
    for moment, state in (("draft", "draf"), ("scheduled", "terjadwal"), ("not yet", "terjadwal")):
        seen = story.seen[moment]
        assert seen.tables == without.tables
        assert seen.tables != story.seen["before"].tables
        assert seen.digest == without.digest, "not even the name of the content tells"
        assert seen.versions == []
        assert b"Rekapitulasi" not in seen.file
        assert seen.drafts == [(1, state, SECRET, 514)]
    assert story.seen["not yet"].file == story.seen["scheduled"].file == story.seen["draft"].file
    assert b"Rekapitulasi" in story.seen["due"].file
    assert story.seen["due"].drafts == []


def test_when_it_is_due_all_514_are_known(story: Story) -> None:
    columns = "kode, predikat, skor, jenis_skor, partisipasi, direkomendasikan, status_data"
    found = {code: rest for code, *rest in at_due(story, f"SELECT {columns} FROM mart.hasil_kabkota WHERE tahun = 2024")}
    assert len(found) == 514
    for row in story.rows:
        assert found[row["Kode"]] == [
            row.get("Predikat"),
            row.get("Nilai total"),
            "total" if row["Partisipasi"] == "ya" else None,
            row["Partisipasi"],
            {"ya": True, "tidak": False}.get(row.get("Rekomendasi", "")),
            "resmi",
        ]


def test_counts_of_a_complete_file_are_those_of_its_rows(story: Story) -> None:
    by_scope: dict[str, Counter[str]] = {}
    for row in story.rows:
        for scope in (str(row["Kode"])[:2], "ID"):
            counts = by_scope.setdefault(scope, Counter())
            counts["peserta"] += row["Partisipasi"] == "ya"
            counts[str(row.get("Predikat"))] += 1
            counts["rekomendasi"] += row.get("Rekomendasi") == "ya"
    columns = "peserta, peduli, cukup, mulai, kurang"
    shown = at_due(story, f"SELECT kode_provinsi, {columns}, direkomendasikan FROM mart.rekap_provinsi WHERE tahun = 2024")
    assert len(shown) == 38
    for code, *counts in shown:
        one = by_scope[str(code)]
        assert counts == [one["peserta"], one["Peduli HAM"], one["Cukup Peduli HAM"], 0, 0, one["rekomendasi"]], code
    nation = by_scope["ID"]
    expected = (nation["peserta"], nation["Peduli HAM"], nation["Cukup Peduli HAM"], 0, 0)
    assert at_due(story, f"SELECT {columns} FROM mart.rekap_nasional WHERE tahun = 2024") == [expected]


def test_what_others_said_stays_visible_beside_it(story: Story) -> None:
    said = "FROM mart.klaim WHERE id IN ('p0', 'p1', 'p2')"
    claims = {name: rest for name, *rest in at_due(story, f"SELECT id, terpilih, bendera, kunci {said}")}
    assert {name: rest[:2] for name, rest in claims.items()} == {
        "p0": [False, "tidak-ikut-menurut-hasil-resmi"],
        "p1": [False, None],
        "p2": [False, None],
    }
    rows = at_due(story, f"SELECT kunci, nilai, alasan, konflik FROM mart.fakta WHERE kunci IN (SELECT kunci {said})")
    facts = {key: rest for key, *rest in rows}
    assert facts[claims["p0"][2]] == [None, "semua-mustahil", True]
    assert facts[claims["p1"][2]] == ["Cukup Peduli HAM", "golongan-penerbit", True]
    assert facts[claims["p2"][2]][1:] == ["golongan-penerbit", True]


def test_every_official_figure_names_file_sheet_row_version_and_time(story: Story) -> None:
    place, row = next((place, row) for place, row in enumerate(story.rows, start=2) if row["Partisipasi"] == "ya")
    found = at_due(
        story,
        "SELECT id, nilai::DOUBLE, butir, penerbit, golongan, tanggal_terbit::VARCHAR, catatan, berkas, baris, terpilih "
        "FROM mart.klaim WHERE tahun = 2024 AND kode = ? AND ukuran = 'skor'",
        [row["Kode"]],
    )
    said = f"Berkas {SECRET}, lembar {SECRET[:-4]}, baris {place}; versi 1, terbit 2024-12-10 09.00 WIB."
    label, key = f"hasil/2024/0001/{SECRET}", f"resmi-2024-1-{row['Kode']}-skor"
    publisher = ("Hasil resmi", "hasil resmi", "2024-12-10")
    assert found == [(key, row["Nilai total"], "total", *publisher, said, label, place, True)]
    ((digest, read, refused),) = at_due(
        story, "SELECT sha256, baris_dibaca, baris_ditolak FROM mart.berkas WHERE berkas = ?", [label]
    )
    assert (digest, read, refused) == (store.load_version(story.folder, 2024, 1).origin.sha256, 514, 0)


def test_scores_by_right_and_both_kinds_of_score_are_there(story: Story) -> None:
    rights = rule_of(tables_of(story.folder), 2024).criteria
    expected = [(row["Kode"], right.order, right.name, row[right.name]) for row in story.took_part for right in rights]
    assert at_due(story, "SELECT kode, urutan, kriteria, skor FROM mart.skor_kriteria ORDER BY ALL") == expected
    both = "SELECT kode, skor_murni, bonus, skor_total FROM mart.hasil_resmi WHERE partisipasi = 'ya' ORDER BY ALL"
    assert at_due(story, both) == [(row["Kode"], row["Nilai murni"], row["Bonus"], row["Nilai total"]) for row in story.took_part]


def test_a_new_version_shows_a_loaded_one_does_not(story: Story) -> None:
    due, second = story.seen["due"], story.seen["second"]
    assert replace(story.seen["second draft"], drafts=[]) == due
    changed = {name for name in due.tables if due.tables[name] != second.tables[name]}
    assert {"mart.hasil_kabkota", "mart.hasil_resmi", "mart.klaim", "mart.fakta"} <= changed
    assert "mart.skor_kriteria" in changed, "it names the version"
    assert "mart.wilayah" not in changed
    found = store.load_version(story.folder, 2024, 2).findings
    differing = [one["pesan"] for one in found if one["kode"] == "berubah-dari-sebelumnya"]
    assert len(differing) == 2
    assert all("versi 1" in one for one in differing)
    assert any(one["kode"] == "berbeda-dari-klaim" for one in found)


def test_taking_back_restores_every_table(story: Story) -> None:
    assert story.seen["back"].tables == story.seen["due"].tables
    assert story.seen["withdrawn"].tables == story.seen["without"].tables


def test_the_public_list_of_versions_tells_what_happened_and_why(story: Story) -> None:
    first, second, back = DUE.timestamp(), later(days=11).timestamp(), later(days=12).timestamp()
    assert story.seen["due"].versions == [(1, "terbit", None, first, None)]
    assert story.seen["second"].versions == [
        (1, "digantikan", "satu nilai diperbaiki", first, second),
        (2, "terbit", "satu nilai diperbaiki", second, None),
    ]
    assert story.seen["back"].versions == [
        (1, "terbit", "perbaikannya keliru", back, None),
        (2, "digantikan", "perbaikannya keliru", second, back),
    ]
    assert story.seen["withdrawn"].versions[0] == (1, "ditarik", "ditunda", back, later(days=13).timestamp())


def test_the_same_files_and_decisions_give_the_same_tables_wherever_and_whenever(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    if (server := workspace.shared(story.folder)) is not None:
        move.out(server, folder)
    else:
        shutil.copytree(story.folder, folder, ignore=shutil.ignore_patterns("*.duckdb"))
    build(folder, now=later(days=400))
    assert publish.states(folder / PUBLIC_NAME) == publish.states(story.folder / PUBLIC_NAME)
    assert ask(folder, "SELECT sidik FROM mart.versi") == [(story.seen["withdrawn"].digest,)]


def test_a_part_of_the_country_gives_no_count_of_what_it_does_not_cover(folder: Path, tmp_path: Path) -> None:
    rows = complete(tables_of(folder), rights=False)
    whole = [row for row in rows if str(row["Kode"]).startswith("13.")]
    part = [row for row in rows if str(row["Kode"]).startswith("16.")][1:]
    silent = [{"Kode": row["Kode"], "Kabupaten/Kota": row["Kabupaten/Kota"]} for row in rows if str(row["Kode"]).startswith("31.")]
    load(folder, write_results(tmp_path / "sebagian.csv", [*whole, *part, *silent]))
    decide(folder, "terbit", NOW)
    assert ask(folder, "SELECT DISTINCT kode FROM mart.klaim WHERE ukuran LIKE 'jumlah_%'") == [("13",)]
    states = dict(ask(folder, "SELECT status_data, count(*) FROM mart.hasil_kabkota WHERE tahun = 2024 GROUP BY ALL"))
    assert states == {"resmi": len(whole) + len(part), "tidak diketahui": 514 - len(whole) - len(part)}
    shown = ask(folder, "SELECT kode_provinsi, dasar_peduli FROM mart.rekap_provinsi WHERE peduli IS NOT NULL ORDER BY ALL")
    assert shown == [("13", "klaim"), ("16", "bernama")]


def test_a_scheduled_version_that_would_break_the_build_is_refused_now(folder: Path, tmp_path: Path) -> None:
    load(folder, write_results(tmp_path / "a.csv", complete(tables_of(folder))[:5]))
    code, name = ask(folder, "SELECT kode, nama FROM mart.wilayah ORDER BY kode LIMIT 1")[0]
    taken = {"id": f"resmi-2024-1-{code}-partisipasi", "kode": str(code), "nama": str(name), "ukuran": "partisipasi", "nilai": "ya"}
    write_claims(folder / "klaim.csv", [taken])
    with pytest.raises(UserError, match="kunci_unik"):
        decide(folder, "terbit", NOW, due=DUE)
    assert [one.what for one in history.read(folder).checked()] == ["muat"]


def test_simulated_results_stay_where_they_are_marked(folder: Path, tmp_path: Path) -> None:
    rows = [row | {"Catatan": mark.MARK} for row in complete(tables_of(folder))[:5]]
    path = write_results(tmp_path / "hasil.csv", rows)
    with pytest.raises(UserError, match="bertanda SIMULASI"):
        load(folder, path)
    assert not (folder / "hasil").exists()
    assert ask(folder, "SELECT simulasi FROM mart.versi") == [(False,)]
    (folder / mark.MARK).touch()
    load(folder, path)
    assert ask(folder, "SELECT simulasi FROM mart.versi") == [(True,)], "though no public table changed"
    (folder / mark.MARK).unlink()
    with pytest.raises(UserError, match="tidak bertanda simulasi"):
        build(folder, now=NOW)


@pytest.fixture(scope="module")
def three_versions(built_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions that were published, the first of them standing, and a draft of names only."""
    place, tables = tmp_path_factory.mktemp("tiga"), tables_of(built_empty)
    rows = complete(tables)[:3]
    names = [{"Kode": row["Kode"], "Kabupaten/Kota": row["Kabupaten/Kota"], "Predikat": ""} for row in rows]
    for version, content in enumerate((rows, rows, names), start=1):
        path = write_results(place / "a.csv", content)
        draft = read_draft(path, 2024, tables)
        store.settle(store.write_aside(place, version, draft, path, who="x", at=NOW, simulated=False))
        history.append(place, official.loaded(store.origins(place)[-1]))
    for day, version in enumerate((1, 2, 1), start=1):
        history.append(place, history.Event(later(days=day), "x", "terbit", 2024, version, reason="x"))
    return place / "hasil"


REFUSED = {
    "nothing to publish": (("terbit", 2023), {}, "Tidak ada draf tahun 2023"),
    "names only": (("terbit", 2024), {"reason": "x"}, "tidak memuat satu hasil pun"),
    "a version that is not there": (("terbit", 2024), {"version": 9, "reason": "x"}, "Versi 9 tahun 2024 tidak ada"),
    "what is published already": (("terbit", 2024), {"version": 1, "reason": "x"}, "sudah terbit"),
    "another without a reason": (("kembali", 2024), {"version": 2}, "memerlukan alasan"),
    "another later without a reason": (("terbit", 2024), {"version": 2, "due": later(days=99)}, "memerlukan alasan"),
    "back to what never was": (("kembali", 2024), {"version": 3, "reason": "x"}, "belum pernah terbit"),
    "withdrawing without a reason": (("tarik", 2024), {"reason": "  "}, "memerlukan alasan"),
    "withdrawing nothing": (("tarik", 2020), {"reason": "x"}, "Tidak ada hasil tahun 2020"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_step_that_makes_no_sense_changes_nothing(folder: Path, case: str, three_versions: Path) -> None:
    (what, year), how, said = REFUSED[case]
    shutil.copytree(three_versions, folder / "hasil")
    (folder / publish.LOCK_NAME).unlink()
    before = contents(folder)
    with pytest.raises(UserError, match=said):
        decide(folder, what, later(days=20), year, **how)
    (folder / publish.LOCK_NAME).unlink()
    assert contents(folder) == before
