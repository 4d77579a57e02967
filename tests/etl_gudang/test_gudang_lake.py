"""One lake with either catalogue: in and out by the byte, two machines that see the same, snapshots, and what is refused."""

import shutil
from pathlib import Path

import pytest
from gudang_tools import NOW, lake_of, whole

from etl import chain, gudang, publish, reference
from etl.__main__ import main
from etl.backup import content
from etl.build import build
from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, Change, Conflict
from etl.errors import UserError
from etl.gudang import address, bring, connection, move, snapshots
from etl.paths import ENTRIES_NAME, PUBLIC_NAME, TRAIL_NAME, WORKSPACE_NAME
from etl.results import history, life, official, store
from etl.versions import keep as versions
from tests.etl.etl_tools import change as change_text
from tests.etl_hasil.hasil_tools import complete, decide, load, write_results

WHO = Author("operator@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)
KEY = ("2026", "53.01", "mengirim")
DATABASES = (WORKSPACE_NAME, PUBLIC_NAME)


def edit(folder: Path, state: str = "sudah", *, seen: int = 0) -> ledger.Entry:
    return ledger.record(folder, [Change("tahap", KEY, {"keadaan": state}, seen)], author=WHO, reason="uji", now=NOW)


def truth(folder: Path) -> dict[str, bytes]:
    """Every file that cannot be made again, by the byte."""
    return {name: (folder / name).read_bytes() for name in content.names(folder)}


def results_file(folder: Path, tmp_path: Path) -> Path:
    return write_results(tmp_path / "hasil.csv", complete(reference.load(folder), rights=False))


@pytest.fixture(scope="module")
def filled(origin, tmp_path_factory):
    """A folder with an entry, the access log, a published and a draft version, built. It is moved from, not written to."""
    place = tmp_path_factory.mktemp("penuh")
    folder = Path(shutil.copytree(origin, place / "data"))
    edit(folder)
    with chain.locked(folder / TRAIL_NAME):
        chain.append(folder / TRAIL_NAME, {"alamat": "é\u0000\u2028 x", "apa": "masuk"})
    file = results_file(folder, place)
    load(folder, file)
    decide(folder, "terbit", NOW)
    load(folder, file)
    return folder


def test_in_and_out_again_is_the_same_to_the_byte(empty, filled, tmp_path, capsys):
    before, states = truth(filled), {name: publish.states(filled / name) for name in DATABASES}
    there, back = empty[gudang.VARIABLE], tmp_path / "kembali"
    assert main(["pindah", "--dari", str(filled), "--ke", there], {**empty, "PEDULIHAM_DATA": str(filled)}) == 0
    assert main(["pindah", "--dari", there, "--ke", str(back)], {}) == 0
    assert truth(back) == truth(filled) == before
    assert {name: publish.states(back / name) for name in states} == states
    said = capsys.readouterr().out
    assert "Selesai" in said
    steps = ("menulis tabel 21 dari", "membaca semuanya kembali", "menyalin rantai", "menulis basis data")
    assert all(f"  … {step}" in said for step in steps)
    assert not build(back, now=NOW).changes  # and it builds what it was built of

    assert main(["pindah", "--dari", str(filled), "--ke", there], empty) == 2  # a lake is filled once
    assert main(["pindah", "--dari", there, "--ke", str(back)], {}) == 2
    assert truth(back) == before


def test_two_who_edit_see_each_other(any_lake, machine):
    one, two = machine(any_lake), machine(any_lake)
    assert edit(one).number == 1
    with pytest.raises(Conflict):
        edit(two, "belum")  # saw nothing there
    assert edit(two, "belum", seen=1).number == 2
    lake_of(one).pull(ENTRIES_NAME)
    assert (one / ENTRIES_NAME).read_bytes() == (two / ENTRIES_NAME).read_bytes()
    assert [entry.changes[0].after["keadaan"] for entry in ledger.read(one).entries] == ["sudah", "belum"]


def test_what_one_machine_loads_another_publishes(lake, machine, tmp_path):
    one, two = machine(lake), machine(lake)
    file = results_file(one, tmp_path)
    load(one, file)
    decide(two, "terbit", NOW)  # what one loaded, two publishes
    assert bring.bring(lake_of(one)).databases
    load(one, file)
    (two / PUBLIC_NAME).unlink()
    assert bring.bring(lake_of(two)).databases
    assert bring.bring(lake_of(two)) == bring.Brought(0, (), (), (), databases=False)  # cheap when there is nothing
    for name in DATABASES:
        assert publish.states(one / name) == publish.states(two / name)
    assert {version.version for version in official.read(two).published(NOW)} == {1}
    assert store.load_version(two, 2024, 2).rows == store.load_version(one, 2024, 2).rows
    assert [event.what for event in history.read(two).checked()] == ["muat", "terbit", "muat"]
    assert versions.tables.told(two / PUBLIC_NAME) == versions.tables.told(one / PUBLIC_NAME)
    assert {path.name: path.read_bytes() for path in (one / "versi").glob("*.*")} == {
        path.name: path.read_bytes() for path in (two / "versi").glob("*.*")
    }
    assert life.publish_due(two, now=NOW) is None
    assert not build(two, now=NOW).replaced


def test_a_snapshot_is_the_workspace_of_its_time(own_lake, machine, tmp_path, capsys):
    folder = machine(own_lake)
    load(folder, results_file(folder, tmp_path))
    drafted = publish.states(folder / PUBLIC_NAME)
    number = snapshots.snapshots(lake_of(folder))[-1].number
    decide(folder, "terbit", NOW)
    newest = snapshots.snapshots(lake_of(folder))[-1]
    assert "hasil 2" in newest.what
    assert newest.who == "Ditjen HAM"
    snapshots.write(lake_of(folder).address, number, tmp_path / "dulu")
    snapshots.write(lake_of(folder).address, newest.number, tmp_path / "kini")
    assert publish.states(tmp_path / "dulu" / PUBLIC_NAME) == drafted
    assert publish.states(tmp_path / "kini" / PUBLIC_NAME) == publish.states(folder / PUBLIC_NAME) != drafted
    changed = {name for name in snapshots.compared(lake_of(folder), number, newest.number) if name.startswith("mart.")}
    assert changed == {name for name, state in publish.states(folder / PUBLIC_NAME).items() if drafted[name] != state}

    environ = {**own_lake, "PEDULIHAM_DATA": str(folder)}
    assert main(["snapshot"], environ) == 0
    assert newest.what in capsys.readouterr().out
    assert main(["snapshot", "--nomor", "999", "--ke", str(tmp_path / "lain")], environ) == 2
    assert main(["rawat", "--hari", "0"], environ) == 0
    assert len(snapshots.snapshots(lake_of(folder))) == 1
    assert [line["apa"] for line in whole(folder, "hasil/riwayat.jsonl")] == ["muat", "terbit"]
    move.out(lake_of(folder).address, tmp_path / "keluar")  # with the old snapshots only the old went
    assert truth(tmp_path / "keluar") == truth(folder)


def test_input_files_go_with_the_build_and_older_ones_are_refused(lake, machine):
    one, two = machine(lake), machine(lake)
    for folder in (one, two):
        bring.bring(lake_of(folder))
    change_text(one / "klaim.csv", "Peduli HAM", "Cukup Peduli HAM")
    assert build(one, now=NOW).changes
    with pytest.raises(UserError) as refused:
        build(two, now=NOW)
    assert "klaim.csv" in refused.value.details
    assert bring.bring(lake_of(two)).files == ("klaim.csv",)
    assert (one / "klaim.csv").read_bytes() == (two / "klaim.csv").read_bytes()
    assert not build(two, now=NOW).changes

    change_text(one / "klaim.csv", "u1", "u3")
    change_text(two / "klaim.csv", "u1", "u4")
    build(one, now=NOW)
    done = bring.bring(lake_of(two))
    assert (done.both, done.files) == (("klaim.csv",), ())  # nobody's work is written over
    with pytest.raises(UserError):
        build(two, now=NOW)
    assert bring.bring(lake_of(two), keep=True).mine == ("klaim.csv",)
    build(two, now=NOW)
    bring.bring(lake_of(one))
    assert "u4" in (one / "klaim.csv").read_text(encoding="utf-8")


def test_a_folder_with_lines_of_its_own_is_no_mirror(lake, machine):
    one, two = machine(lake), machine(lake)
    gudang.configure(two, {})
    edit(two)  # without the lake
    gudang.configure(two, lake)
    edit(one, "belum")
    before = truth(two)
    with pytest.raises(UserError, match="bukan salinan"):
        edit(two, "belum")
    assert truth(two) == before
    assert len(whole(one, ENTRIES_NAME)) == 1


def test_a_build_that_came_second_puts_nothing_in_place(lake, machine):
    folder = machine(lake)
    bring.bring(lake_of(folder))
    keeper = lake_of(folder)
    states = keeper.ask(snapshots.tables.states)
    with keeper.building():
        keeper.transact(lambda lumbung: lumbung.execute("UPDATE lumbung.gudang.bangunan SET no = no + 1"))
        with pytest.raises(UserError, match="lebih dahulu"), keeper.together(folder / WORKSPACE_NAME, {}):
            pass
    assert states == keeper.ask(snapshots.tables.states) == publish.states(folder / WORKSPACE_NAME)


def test_a_server_that_is_gone_costs_nothing_that_was_saved(shared, postgres, machine):
    environ = shared()
    folder = machine(environ)
    edit(folder)
    postgres.end_sessions(environ[gudang.VARIABLE].split("dbname=")[1].split()[0])
    assert edit(folder, "belum", seen=1).number == 2  # a lost connection is made anew
    gone = environ[gudang.VARIABLE].replace(f"port={postgres.port}", "port=1") + " password=rahasia"
    gudang.configure(folder, {gudang.VARIABLE: gone})
    with pytest.raises(UserError) as error:
        edit(folder, seen=2)
    assert "tidak terjangkau" in str(error.value)
    assert "rahasia" not in f"{error.value} {lake_of(folder).address!r} {lake_of(folder).address.shown}"
    gudang.configure(folder, environ)
    assert len(whole(folder, ENTRIES_NAME)) == 2


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("ducklake:postgres:dbname=g host=h password='a b' user=u", "ducklake:postgres:host=h dbname=g"),
        ("ducklake:postgres:postgresql://u:rahasia@h:5433/g?sslmode=require", "ducklake:postgres:host=h port=5433 dbname=g"),
        ("ducklake:/x/y.ducklake", "ducklake:/x/y.ducklake"),
    ],
)
def test_what_is_shown_of_an_address_holds_no_secret(said, shown):
    assert address.understood(said).shown == shown


@pytest.mark.parametrize("said", ["postgres:dbname=x password=rahasia", "ducklake:", "/folder"])
def test_no_address(said, tmp_path):
    with pytest.raises(UserError) as refused:
        gudang.configure(tmp_path, {gudang.VARIABLE: said})
    assert "rahasia" not in str(refused.value)


def test_refusals_name_the_remedy(postgres, origin, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(origin, tmp_path / "data"))
    environ = {**postgres.environ("kosong", tmp_path / "berkas"), "PEDULIHAM_DATA": str(folder)}
    for said in (environ, {**environ, gudang.VARIABLE: f"ducklake:{tmp_path}/tidak-ada.ducklake"}):
        gudang.configure(folder, said)
        with pytest.raises(UserError, match="pindah --dari"):
            ledger.read(folder)
    gudang.configure(folder, {})
    with pytest.raises(UserError, match=gudang.FILES_VARIABLE):
        move.into(folder, address.understood(environ[gudang.VARIABLE]))
    assert main(["ambil"], {"PEDULIHAM_DATA": str(folder)}) == 2
    monkeypatch.setattr(connection.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"requirements-ducklake\.txt"):
        connection.attached(address.understood(environ[gudang.VARIABLE]))
    assert not (tmp_path / "tidak-ada.ducklake").exists()  # looking makes nothing
