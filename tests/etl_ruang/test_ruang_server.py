"""A workspace on a server: in and out by the byte, machines that see the same, what is refused, and what an operator is told."""

import shutil
import threading
import time
from pathlib import Path

import psycopg
import pytest
from ruang_tools import NOW, author, edit, server_of, truth, whole

from etl import workspace
from etl.__main__ import main, parser
from etl.backup import command, move
from etl.base import chain, publish
from etl.base.errors import UserError
from etl.base.paths import ENTRIES_NAME, PUBLIC_NAME, TRAIL_NAME, WORKSPACE_NAME
from etl.build import life
from etl.build.erasure import erase
from etl.build.run import build
from etl.build.versions import keep as versions
from etl.entries import ledger
from etl.entries.entry import Entry, line_of
from etl.entries.ledger import Conflict
from etl.inputs import reference
from etl.results import history, official, store
from etl.workspace import edge, postgres
from tests.etl.etl_tools import change as change_text
from tests.etl_hasil.hasil_tools import complete, decide, load, write_results

PUT_LINE = postgres._PUT_LINE
DATABASES = (WORKSPACE_NAME, PUBLIC_NAME)


def results_file(folder: Path, tmp_path: Path) -> Path:
    return write_results(tmp_path / "hasil.csv", complete(reference.load(folder), rights=False)[:40])


def kept_versions(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mode) for path in (folder / "versi").glob("*.duckdb")}


def bring(folder: Path, **how: bool) -> workspace.Brought:
    return move.bring(folder, now=NOW, **how)


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
    with chain.locked(folder / ENTRIES_NAME):
        chain.mask(folder / ENTRIES_NAME, lambda fields: {**fields, "alasan": "…"}, line_of(Entry(0, NOW, "uji", (), "samar", ())))
    return folder


def test_in_and_out_again_is_the_same_to_the_byte(empty, filled, tmp_path, capsys):
    before, there, back = truth(filled), empty[edge.VARIABLE], tmp_path / "kembali"
    assert main(["pindah", "--dari", str(filled), "--ke", there], {}) == 0
    assert main(["pindah", "--dari", there, "--ke", str(back)], {}) == 0
    assert truth(back) == truth(filled) == before
    assert "2 baris, rantai utuh" in capsys.readouterr().out
    build(back, now=NOW)
    assert {name: publish.states(back / name) for name in DATABASES} == {name: publish.states(filled / name) for name in DATABASES}

    assert main(["pindah", "--dari", str(filled), "--ke", there], {}) == 2  # a server is filled once
    assert main(["pindah", "--dari", there, "--ke", str(back)], {}) == 2
    assert main(["pindah", "--dari", there, "--ke", there], {}) == 2
    assert truth(filled) == before


def test_an_empty_folder_becomes_a_machine_like_the_others(empty, filled, tmp_path, capsys):
    move.into(filled, edge.opened(empty[edge.VARIABLE], filled))
    folder = tmp_path / "data"
    folder.mkdir()
    environ = {**empty, "PEDULIHAM_DATA": str(folder)}
    assert main(["ambil"], environ) == 0
    assert main(["ambil"], environ) == 0
    said = capsys.readouterr().out
    assert "dibangun lagi" in said
    assert said.endswith("Tidak ada yang baru di server.\n")
    assert {name: publish.states(folder / name) for name in DATABASES} == {
        name: publish.states(filled / name) for name in DATABASES
    }
    assert versions.tables.told(folder / PUBLIC_NAME) == versions.tables.told(filled / PUBLIC_NAME)
    here, there = truth(folder), truth(filled)
    assert here == {name: there[name] for name in there if not name.endswith(".jsonl")}
    (folder / ".ruang.json").unlink()
    edge.configure(folder, {})


def test_what_left_and_did_not_arrive_is_told_and_nothing_stays(empty, filled, monkeypatch):
    server = edge.opened(empty[edge.VARIABLE], filled)
    monkeypatch.setattr(postgres.Postgres, "file", lambda *given: b"lain")
    with pytest.raises(UserError, match="tiba tidak sama"):
        move.into(filled, server)
    monkeypatch.undo()
    move.into(filled, server)


def test_two_who_edit_see_each_other_within_a_second(shared, machine):
    one, two = machine(shared), machine(shared)
    assert edit(one).number == 1
    with pytest.raises(Conflict):
        edit(two, "belum")  # saw nothing there
    assert len(ledger.read(one).entries) == 1
    assert edit(two, "belum", seen=1).number == 2
    time.sleep(1)
    assert [entry.changes[0].after["keadaan"] for entry in ledger.read(one).entries] == ["sudah", "belum"]
    assert len(whole(one, ENTRIES_NAME)) == 2
    assert not (one / ENTRIES_NAME).exists()


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("where", ["folder", "server"])
def test_a_follower_hears_of_what_is_new(request, origin, tmp_path, monkeypatch, where, told):
    """Told by the server, or looked for where a pooler swallows what it tells."""
    folder = Path(shutil.copytree(origin, tmp_path / "data"))
    if where == "server":
        request.getfixturevalue("postgres")
        environ = request.getfixturevalue("shared")
        edge.configure(folder, environ)
    monkeypatch.setattr(postgres, *(("_LOOK", 30.0) if told else ("_CHANNEL", "lain")))
    here = workspace.of(folder)
    seen = here.follow("", 0)
    assert here.follow(seen, 0.1) == seen
    heard: list[float] = []

    def wait() -> None:
        assert here.follow(seen, 20) != seen
        heard.append(time.monotonic())

    follower = threading.Thread(target=wait)
    follower.start()
    time.sleep(0.3)
    edit(folder)
    wrote = time.monotonic()
    follower.join()
    assert heard[0] - wrote < 1.5
    (folder / ".ruang.json").unlink(missing_ok=True)
    edge.configure(folder, {})


def test_what_one_machine_loads_another_publishes(shared, machine, tmp_path):
    one, two = machine(shared), machine(shared)
    file = results_file(one, tmp_path)
    load(one, file)
    decide(two, "terbit", NOW)
    assert bring(one).stale
    load(one, file)
    (two / PUBLIC_NAME).unlink()
    assert bring(two).stale
    assert bring(two) == workspace.Brought((), (), (), stale=False)  # cheap when there is nothing
    for name in DATABASES:
        assert publish.states(one / name) == publish.states(two / name)
    assert {version.version for version in official.read(two).published(NOW)} == {1}
    assert store.load_version(two, 2024, 2).rows == store.load_version(one, 2024, 2).rows
    assert [event.what for event in history.read(two).checked()] == ["muat", "terbit", "muat"]
    assert versions.tables.told(two / PUBLIC_NAME) == versions.tables.told(one / PUBLIC_NAME)
    kept = [
        {path.name: (path.read_bytes(), path.stat().st_mode) for path in (where / "versi").glob("*.duckdb")} for where in (one, two)
    ]
    assert kept[0] == kept[1]
    assert life.publish_due(two, now=NOW) is None


def test_a_load_whose_end_is_refused_is_nowhere(shared, machine, tmp_path, monkeypatch):
    """Files, history and register are one transaction; what is shown comes after it."""
    folder, other = machine(shared), machine(shared)
    file = results_file(folder, tmp_path)
    before = {name: (folder / name).read_bytes() for name in DATABASES}

    def refused(*given: object) -> None:
        raise UserError("ditolak", remedy="uji")

    monkeypatch.setattr(postgres.Postgres, "mark", refused)
    with pytest.raises(UserError, match="ditolak"):
        load(folder, file)
    monkeypatch.undo()
    assert {name: (folder / name).read_bytes() for name in DATABASES} == before
    assert not list(folder.glob("hasil/*/*"))
    assert whole(folder, "hasil/riwayat.jsonl") == []
    assert server_of(other).files(settled=True).keys() == {name for name in truth(other) if name.endswith(".duckdb")}
    load(other, file)
    assert [one["versi"] for one in whole(folder, "hasil/riwayat.jsonl")] == [1]


def test_input_files_go_with_the_build_and_older_ones_are_refused(shared, machine):
    one, two = machine(shared), machine(shared)
    for folder in (one, two):
        bring(folder)
    change_text(one / "klaim.csv", "Peduli HAM", "Cukup Peduli HAM")
    assert build(one, now=NOW).changes
    with pytest.raises(UserError) as refused:
        build(two, now=NOW)
    assert "klaim.csv" in refused.value.details
    assert bring(two).files == ("klaim.csv",)
    assert (one / "klaim.csv").read_bytes() == (two / "klaim.csv").read_bytes()
    assert {name: publish.states(one / name) for name in DATABASES} == {name: publish.states(two / name) for name in DATABASES}

    change_text(one / "klaim.csv", "u1", "u3")
    change_text(two / "klaim.csv", "u1", "u4")
    build(one, now=NOW)
    done = bring(two)
    assert (done.both, done.files) == (("klaim.csv",), ())  # nobody's work is written over
    with pytest.raises(UserError):
        build(two, now=NOW)
    assert bring(two, keep_mine=True).mine == ("klaim.csv",)
    build(two, now=NOW)
    bring(one)
    assert "u4" in (one / "klaim.csv").read_text(encoding="utf-8")
    (one / "nama_lain.csv").write_text("x\n", encoding="utf-8")
    build(one, now=NOW)
    (one / "nama_lain.csv").unlink()
    build(one, now=NOW)
    assert "nama_lain.csv" not in server_of(two).files(settled=False)


def test_a_folder_with_lines_of_its_own_is_refused(shared, machine):
    one, two = machine(shared), machine(shared)
    edge.configure(two, {})
    edit(two)  # without the server
    edge.configure(two, shared)
    edit(one, "belum")
    before = truth(two)
    with pytest.raises(UserError, match="tidak dikenal server"):
        edit(two, "belum")
    assert truth(two) == before
    assert len(whole(one, ENTRIES_NAME)) == 1


def test_a_backup_holds_what_is_on_the_server(shared, machine, tmp_path, capsys):
    one, two = machine(shared), machine(shared)
    edit(two)
    load(two, results_file(two, tmp_path))
    (tmp_path / "arsip").mkdir()
    environ = {**shared, "PEDULIHAM_DATA": str(one)}
    assert main(["cadangkan", str(tmp_path / "arsip")], environ) == 0
    (archive,) = (tmp_path / "arsip").glob("*.zip")
    assert main(["pulihkan", str(archive)], environ) == 2
    assert main(["pulihkan", str(archive), "--ke", str(tmp_path / "pulih")], environ) == 0
    assert "sama dengan saat dicadangkan" in capsys.readouterr().out
    assert len(ledger.read(tmp_path / "pulih").entries) == 1
    assert store.load_version(tmp_path / "pulih", 2024, 1).rows


def test_a_follower_bears_a_server_that_is_away_and_forgets_nothing(shared, machine, monkeypatch):
    folder, said, asked = machine(shared), list[str](), list[str]()
    brought = iter([workspace.Brought((), (), (), stale=True), UserError("mati", remedy="tunggu"), KeyboardInterrupt()])

    def hear(_: object, seen: str, wait: float) -> str:
        asked.append(seen)
        return f"baru {len(asked)}"

    def fetch(*given: object, **how: object) -> workspace.Brought:
        answer = next(brought)
        if isinstance(answer, workspace.Brought):
            return answer
        raise answer

    monkeypatch.setattr(postgres.Postgres, "follow", hear)
    monkeypatch.setattr(move, "bring", fetch)
    monkeypatch.setattr(command, "_AWAY", 0)
    options = parser().parse_args(["ambil", "--ikuti"])
    with pytest.raises(KeyboardInterrupt):
        command.run(options, folder, said.append)
    assert said == ["0 berkas diganti; basis data mesin ini dibangun lagi.", "BELUM. mati\nYang perlu dilakukan: tunggu"]
    assert asked == ["", "baru 1", ""]


@pytest.mark.parametrize("said", ["ducklake:postgres:password=rahasia", "postgresql://u:rahasia@h/g?rahasia=1", "password=rahasia"])
def test_no_address(said, tmp_path):
    with pytest.raises(UserError) as refused:
        edge.configure(tmp_path, {edge.VARIABLE: said})
    assert "rahasia" not in str(refused.value)


def test_refusals_name_the_remedy(empty, postgres, origin, tmp_path, monkeypatch, capsys):
    folder = Path(shutil.copytree(origin, tmp_path / "data"))
    edge.configure(folder, empty)
    with pytest.raises(UserError, match="pindah --dari"):
        ledger.read(folder)
    edge.configure(folder, {})
    assert main(["ambil"], {"PEDULIHAM_DATA": str(folder)}) == 2
    assert main(["bangun"], {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_GUDANG": "ducklake:x"}) == 2
    (folder / ".ruang.json").write_text("{}")
    assert main(["bangun"], {"PEDULIHAM_DATA": str(folder)}) == 2
    assert main(["pindah", "--dari", str(folder), "--ke", empty[edge.VARIABLE]], {}) == 2
    said = capsys.readouterr().err
    for words in (
        "isi PEDULIHAM_RUANG",
        "PEDULIHAM_GUDANG tidak dikenal lagi",
        "PEDULIHAM_RUANG kosong",
        "foldernya tidak lengkap",
    ):
        assert words in said
    monkeypatch.setitem(__import__("sys").modules, "etl.workspace.postgres", None)
    with pytest.raises(UserError, match=r"requirements-postgres\.lock"):
        edge.opened(empty[edge.VARIABLE], folder)


def test_personal_data_are_not_erased_there(shared, machine):
    with pytest.raises(UserError, match="pindahkan ruang kerja ke folder dahulu"):
        erase(machine(shared), author=author(), now=NOW, reason="uji", progress=print)


def test_a_line_that_was_changed_on_the_server_shows(shared, machine, postgres):
    folder, witness = machine(shared), machine(shared)
    edit(folder)
    edit(folder, "belum", seen=1)
    assert len(ledger.read(witness).entries) == 2
    server_of(folder).server.ask(
        "UPDATE baris SET isi = isi || ' '::bytea WHERE no = 1 AND rantai = %s RETURNING 1", (ENTRIES_NAME,)
    )
    with pytest.raises(UserError, match="tidak utuh"):
        ledger.read(machine(shared))
    table = shared[edge.VARIABLE].rpartition("%3D")[2] + ".baris"
    with postgres.connected() as connection, pytest.raises(psycopg.errors.ForeignKeyViolation):
        connection.execute(f"DELETE FROM {table} WHERE no = 1")
    with pytest.raises(UserError, match="ditulis orang lain lebih dahulu"), server_of(folder).server.transaction("x", 1, "x"):
        server_of(folder).server.write(PUT_LINE, (ENTRIES_NAME, 3, "a" * 64, "b" * 64, b"{}"))


def test_who_waits_too_long_is_told(shared, machine):
    one, two = machine(shared), machine(shared)
    with workspace.of(one).lock(ENTRIES_NAME):
        with pytest.raises(UserError, match=r"catatan\.jsonl sedang ditulis"), workspace.of(two).lock(ENTRIES_NAME, 0.1):
            pass
        assert ledger.read(two).entries == ()
    with workspace.of(two).lock(ENTRIES_NAME, 0.1):
        pass
