"""The ledger: what stands after every entry, who is told what, how an entry is taken back, and who sees which rows."""

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isian_tools import ADMIN, KANWIL, NOW, NTB, NTT, OPERATOR, REGION_CLAIM, author, path_of, record, stage, target, values

from etl import workspace
from etl.base.errors import UserError
from etl.base.paths import ENTRIES_NAME
from etl.entries import ledger, tables
from etl.entries.area import EVERYTHING, NOTHING, Area
from etl.entries.kinds import KINDS, STAGES
from etl.entries.ledger import Conflict, Invalid, Ledger, NotPermitted, Source, WantedChange

KEY = ("target", ("2026", NTT))


@pytest.fixture(params=["folder", "server"])
def folder(request: pytest.FixtureRequest, reference_folder: Path) -> Iterator[Path]:
    """The reference folder without an entry: the workspace in it, and on a server."""
    place = request.getfixturevalue("postgres").holding(reference_folder) if request.param == "server" else None
    with place or contextlib.nullcontext():
        yield reference_folder
    shutil.rmtree(path_of(reference_folder).parent, ignore_errors=True)


@pytest.fixture
def alone(reference_folder: Path) -> Iterator[Path]:
    """The reference folder without an entry, for what only a file can meet."""
    yield reference_folder
    shutil.rmtree(path_of(reference_folder).parent, ignore_errors=True)


def undo(folder: Path, number: int, by: ledger.Author = KANWIL, reason: str = "keliru") -> ledger.Entry:
    return ledger.undo(folder, number, author=by, reason=reason, now=NOW)


def test_an_entry_is_one_line_with_all_its_changes(folder: Path) -> None:
    source = Source("isian ntt.xlsx", "ab" * 32)
    made = ledger.record(folder, [stage(), target(12)], author=KANWIL, reason=" surat\n12 ", now=NOW, source=source)
    assert len(workspace.of(folder).read(ENTRIES_NAME).lines) == 1
    assert ledger.read(folder).entries == (made,)
    assert (made.number, made.at, made.who, made.roles, made.reason) == (1, NOW, "ntt@contoh.go.id", ("kanwil",), "surat 12")
    assert (made.source, made.undoes) == (source, None)
    assert [(one.kind, one.province, one.before, one.before_number) for one in made.changes] == [
        ("tahap", NTT, None, 0),
        ("target", NTT, None, 0),
    ]
    standing = ledger.read(folder).current[KEY]
    assert (standing.value, standing.number, standing.who) == ({"target_peduli": 12, "target_peserta": None}, 1, made.who)


def test_only_address_and_roles_of_a_person_are_kept(folder: Path) -> None:
    record(folder, stage())
    (line,) = workspace.of(folder).read(ENTRIES_NAME).lines
    assert list(line) == ["no", "waktu", "siapa", "peran", "alasan", "urungkan", "berkas", "isi", "sebelum"]
    assert (line["siapa"], line["peran"], line["waktu"]) == ("ntt@contoh.go.id", ["kanwil"], "2026-11-22T02:00:00+00:00")


def test_the_second_of_two_editors_is_told_what_stands_and_saves_nothing(folder: Path) -> None:
    record(folder, target(12), stage())
    with pytest.raises(Conflict) as caught:
        record(folder, stage("53.02"), target(13), stage(state="tidak"), by=OPERATOR, reason="rapat")
    clashes = {one.kind: one.stands for one in caught.value.changes}
    assert clashes.keys() == {"target", "tahap"}
    assert clashes["target"] == ledger.read(folder).current[KEY]
    told = "target 2026 53: target_peduli=12 (catatan nomor 1, oleh ntt@contoh.go.id, 2026-11-22 09.00 WIB)"
    assert told in str(caught.value)
    assert len(ledger.read(folder).entries) == 1
    record(folder, stage("53.02"), target(13, seen=1), stage(state="tidak", seen=1), by=OPERATOR, reason="rapat")
    assert values(folder)[KEY] == {"target_peduli": 13, "target_peserta": None}


def test_a_file_may_say_that_it_does_not_look(folder: Path) -> None:
    record(folder, target(12))
    record(folder, target(13, seen=None), reason="berkas")
    assert ledger.read(folder).entries[1].changes[0].before == {"target_peduli": 12, "target_peserta": None}


def test_an_editor_who_saw_what_is_no_longer_there_is_told(folder: Path) -> None:
    with pytest.raises(Conflict, match="tidak ada catatan"):
        record(folder, target(12, seen=7))


def test_what_stands_already_is_no_change(folder: Path) -> None:
    record(folder, target(12), stage())
    made = record(folder, target("12", seen=0), stage("53.02"))
    assert [one.key for one in made.changes] == [("2026", "53.02", "mengirim")]
    for again in (target(12, seen=1), WantedChange("tenggat", ("2026", NTT, "mengirim"), None, 0)):
        with pytest.raises(UserError, match="Tidak ada yang berubah"):
            record(folder, again)
    assert len(ledger.read(folder).entries) == 2


def test_what_was_taken_back_can_be_entered_again_by_who_saw_nothing_and_by_who_saw_it_go(folder: Path) -> None:
    record(folder, target(12))
    record(folder, WantedChange(*KEY, None, 1), reason="salah provinsi")
    assert values(folder) == {}
    assert ledger.read(folder).latest[KEY].number == 2
    record(folder, target(13, seen=0))
    record(folder, WantedChange(*KEY, None, 3), reason="sekali lagi")
    assert record(folder, target(14, seen=4)).changes[0].before_number == 4
    with pytest.raises(Conflict):
        record(folder, target(15, seen=0), reason="uji")


def test_a_reason_is_asked_for_where_something_changes_that_stood(folder: Path) -> None:
    record(folder, target(12))
    correction = WantedChange("koreksi", (REGION_CLAIM,), {"cabut": True, "putusan": "usul"}, 0)
    role = WantedChange("peran", ("a@contoh.go.id",), {"peran": "operator"}, 0)
    for change, by in ((target(13, seen=1), KANWIL), (WantedChange(*KEY, None, 1), KANWIL), (correction, KANWIL), (role, ADMIN)):
        with pytest.raises(Invalid, match="alasan: harus diisi") as caught:
            record(folder, change, by=by, reason=" \n")
        assert [(fault.place, fault.field) for fault in caught.value.faults] == [(None, "alasan")]
    with pytest.raises(Invalid, match="alasan: harus diisi"):
        undo(folder, 1, reason="")
    with pytest.raises(Invalid, match="alasan: memuat tanda"):
        record(folder, stage("53.03"), reason="\u202ebalik")
    assert len(ledger.read(folder).entries) == 1


def test_undo_brings_back_what_stood_before_and_so_does_undoing_it(folder: Path) -> None:
    record(folder, target(12), stage())
    record(folder, target(13, seen=1), stage("53.02"), reason="rapat")
    made = undo(folder, 2)
    assert made.undoes == 2
    assert values(folder) == {
        KEY: {"target_peduli": 12, "target_peserta": None},
        ("tahap", ("2026", "53.01", "mengirim")): {"keadaan": "sudah", "tanggal": None},
    }
    undo(folder, 3, reason="ternyata benar")
    assert values(folder)[KEY] == {"target_peduli": 13, "target_peserta": None}
    assert ("tahap", ("2026", "53.02", "mengirim")) in values(folder)
    assert [entry.undoes for entry in ledger.read(folder).entries] == [None, None, 2, 3]


def test_undo_is_stopped_by_what_is_newer_and_by_what_is_not_there(folder: Path) -> None:
    record(folder, target(12), stage())
    record(folder, stage(state="tidak", seen=1), by=OPERATOR, reason="batal ikut")
    with pytest.raises(Conflict, match=r"keadaan=tidak \(catatan nomor 2, oleh operator@") as caught:
        undo(folder, 1)
    assert [one.kind for one in caught.value.changes] == ["tahap"]
    for number in (0, 3, -1):
        with pytest.raises(UserError, match="tidak ada"):
            undo(folder, number)
    undo(folder, 2)
    with pytest.raises(Conflict):
        undo(folder, 2)


def test_undo_needs_right_and_area_and_does_not_tell_what_is_in_there(folder: Path) -> None:
    record(folder, target(12), target(9, province=NTB), by=OPERATOR)
    with pytest.raises(NotPermitted) as caught:
        undo(folder, 1)
    assert "catatan nomor 1" in str(caught.value)
    assert "52" not in str(caught.value)
    with pytest.raises(NotPermitted):
        undo(folder, 1, by=author("baca@contoh.go.id", NTT, NTB, rights=("lihat",)))
    undo(folder, 1, by=author("wilayah@contoh.go.id", NTT, NTB))
    assert values(folder) == {}


def test_an_approved_correction_changes_only_by_who_may_approve(folder: Path) -> None:
    def correction(decision: str, seen: int) -> WantedChange:
        return WantedChange("koreksi", (REGION_CLAIM,), {"cabut": True, "putusan": decision}, seen)

    record(folder, correction("usul", 0), reason="salah daerah")
    record(folder, correction("setuju", 1), by=OPERATOR, reason="terbukti")
    attempts = (correction("usul", 2), WantedChange("koreksi", (REGION_CLAIM,), None, 2))
    for attempt in attempts:
        with pytest.raises(NotPermitted, match="tidak boleh memutuskan"):
            record(folder, attempt, reason="berubah pikiran")
    with pytest.raises(NotPermitted, match="tidak boleh memutuskan"):
        undo(folder, 2)
    record(folder, correction("tolak", 2), by=OPERATOR, reason="ternyata tidak")
    record(folder, correction("usul", 3), reason="ada bukti baru")
    undo(folder, 4, by=OPERATOR)
    with pytest.raises(NotPermitted):
        undo(folder, 5, by=author("ntb@contoh.go.id", NTB))


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (lambda lines: [lines[0].replace(b'"sudah"', b'"belum"'), *lines[1:]], "baris 2"),
        (lambda lines: [lines[0], lines[2]], "baris 2"),
        (lambda lines: [*lines[:2], b'{"no": 3, "siapa": "saya"}'], "baris 3"),
        (lambda lines: [*lines[:2], lines[2].replace(b'"isi"', b'"apa"')], "baris 3"),
        (lambda lines: [*lines[:2], lines[2].replace(b'"lama_no": 0', b'"lama_no": "0"')], "baris 3"),
    ],
)
def test_nothing_is_read_or_recorded_while_the_ledger_is_not_whole(alone: Path, damage: object, place: str) -> None:
    for code in ("53.01", "53.02", "53.03"):
        record(alone, stage(code))
    path = path_of(alone)
    whole = path.read_bytes()
    path.write_bytes(b"\n".join([*damage(whole.splitlines()), b""]))  # type: ignore[operator]
    damaged = path.read_bytes()
    attempts = (lambda: ledger.read(alone), lambda: record(alone, stage("53.04")), lambda: undo(alone, 1))
    for attempt in attempts:
        with pytest.raises(UserError, match=place) as caught:
            attempt()
        assert "kembalikan berkas itu dari cadangan" in str(caught.value)
    assert path.read_bytes() == damaged
    path.write_bytes(whole)
    record(alone, stage("53.04"))
    assert len(ledger.read(alone).entries) == 4


def test_what_was_read_before_is_not_read_again_and_does_not_change(alone: Path) -> None:
    record(alone, target(12))
    before = ledger.read(alone)
    assert ledger.read(alone) is before
    record(alone, target(13, seen=1), reason="rapat")
    after = ledger.read(alone)
    assert before.current[KEY].value == {"target_peduli": 12, "target_peserta": None}
    assert before.history.num_rows == 1
    assert after.entries[0] is before.entries[0]
    assert after.key != before.key
    shutil.rmtree(path_of(alone).parent)
    assert ledger.read(alone) == Ledger()


def test_another_ledger_put_in_its_place_is_read_anew(alone: Path) -> None:
    """As after a restore, between two looks of a running program."""
    record(alone, target(12))
    record(alone, target(13, seen=1), reason="rapat")
    former = path_of(alone).read_bytes()
    path_of(alone).unlink()
    record(alone, stage())
    assert len(ledger.read(alone).entries) == 1
    path_of(alone).write_bytes(former)
    assert values(alone) == {KEY: {"target_peduli": 13, "target_peserta": None}}
    assert ledger.read(alone).history.num_rows == 2


def test_an_area_is_nobodys_by_itself_and_never_the_nation_by_the_way() -> None:
    assert not NOTHING
    assert [NOTHING.holds(code) for code in (NTT, "")] == [False, False]
    assert [Area(provinces=frozenset({NTT, ""})).holds(code) for code in (NTT, NTB, "")] == [True, False, False]
    assert [EVERYTHING.holds(code) for code in (NTT, "")] == [True, True]


def full(folder: Path) -> Ledger:
    """A ledger with every kind, in two provinces and the nation."""
    record(folder, stage(), stage("52.01"), target(12), target(9, province=NTB), by=OPERATOR)
    record(folder, WantedChange("tenggat", ("2026", "", "mengirim"), {"tanggal": "2026-03-31"}, 0), by=OPERATOR)
    record(folder, WantedChange("tenggat", ("2026", NTT, "mengirim"), {"tanggal": "2026-03-15"}, 0))
    counts = {"dugaan": 3, "rekomendasi": 2, "terjawab": 1}
    record(folder, *(WantedChange("yankomas", ("2026", code), counts, 0) for code in ("53.01", "52.01")), by=OPERATOR)
    record(folder, WantedChange("koreksi", (REGION_CLAIM,), {"cabut": True, "putusan": "usul"}, 0), reason="salah daerah")
    record(
        folder, WantedChange("koreksi", ("nasional",), {"cabut": True, "putusan": "setuju"}, 0), by=OPERATOR, reason="salah baca"
    )
    record(folder, WantedChange("peran", ("x@contoh.go.id",), {"peran": "pimpinan"}, 0), by=ADMIN, reason="pejabat baru")
    return ledger.read(folder)


def test_tables_hold_the_rows_of_the_area_and_deadlines_of_the_nation(folder: Path) -> None:
    found = full(folder)
    everything, ntt = found.tables(EVERYTHING), found.tables(Area(provinces=frozenset({NTT})))
    assert {name: table.num_rows for name, table in everything.items()} == {
        "target": 2,
        "tahap": 2,
        "tenggat": 2,
        "yankomas": 2,
        "koreksi": 2,
        "riwayat": 10,
    }
    assert {name: table.num_rows for name, table in ntt.items()} == {
        "target": 1,
        "tahap": 1,
        "tenggat": 2,
        "yankomas": 1,
        "koreksi": 1,
        "riwayat": 6,
    }
    for name, table in ntt.items():
        places = set(table["kode_provinsi"].to_pylist())
        assert places <= ({NTT, ""} if name in ("tenggat", "riwayat") else {NTT})
    assert sum(table.num_rows for table in found.tables(NOTHING).values()) == 0
    assert (
        sum(table.num_rows for table in found.tables(Area(provinces=frozenset({""}))).values()) == 2
    )  # the deadline of the nation
    assert all(table.schema == tables.SCHEMAS[name] for name, table in found.tables(NOTHING).items())


def test_no_table_tells_of_roles(folder: Path) -> None:
    assert "pejabat baru" not in str({name: table.to_pylist() for name, table in full(folder).tables(EVERYTHING).items()})


def test_tables_say_what_stands_and_by_which_entry(folder: Path) -> None:
    found = full(folder).tables(EVERYTHING)
    who = {"no": 3, "waktu": NOW, "siapa": "ntt@contoh.go.id", "alasan": ""}
    province = {"tahun": 2026, "kode_provinsi": NTT, "tahap": "mengirim", "tanggal": dt.date(2026, 3, 15)}
    assert found["tenggat"].to_pylist()[1] == province | who
    assert found["koreksi"].to_pylist()[1]["cabut"] is True
    with duckdb.connect() as connection:
        for name, table in found.items():
            connection.register(f"t_{name}", table)
            described = connection.execute(f"SELECT * FROM t_{name}").description or []
            assert [column[0] for column in described] == tables.SCHEMAS[name].names
        answered = connection.execute("SELECT sum(rekomendasi - terjawab) FROM t_yankomas").fetchone()
    assert answered == (2,)


def test_history_has_a_row_for_every_change_with_before_and_after(folder: Path) -> None:
    ledger.record(folder, [target(12), stage()], author=KANWIL, now=NOW, source=Source("isian.xlsx", "ab" * 32))
    undo(folder, 1)
    rows = ledger.read(folder).tables(EVERYTHING)["riwayat"].to_pylist()
    assert [(row["no"], row["ke"], row["kunci"], row["urungkan"], row["berkas"]) for row in rows] == [
        (1, 1, "2026/53", None, "isian.xlsx"),
        (1, 2, "2026/53.01/mengirim", None, "isian.xlsx"),
        (2, 1, "2026/53", 1, None),
        (2, 2, "2026/53.01/mengirim", 1, None),
    ]
    assert rows[0]["sebelum"] is None
    assert rows[0]["sesudah"] == rows[2]["sebelum"] == '{"target_peduli": 12, "target_peserta": null}'


def test_every_kind_but_roles_has_its_table_with_its_fields() -> None:
    assert tables.SCHEMAS.keys() - {tables.HISTORY} == KINDS.keys() - {"peran"}
    for name in tables.SCHEMAS.keys() - {tables.HISTORY}:
        fields = {field.name for field in (*KINDS[name].keys, *KINDS[name].values)}
        assert set(tables.SCHEMAS[name].names) == fields | {"kode_provinsi", "no", "waktu", "siapa", "alasan"}


PLACES = st.tuples(st.sampled_from(("53.01", "53.02", "52.01")), st.sampled_from(STAGES[:2]))
STATES = st.sampled_from(("sudah", "belum", "tidak", None))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(PLACES, STATES, min_size=1), min_size=1, max_size=4))
def test_whatever_was_entered_undo_gives_the_state_before_and_undoing_it_the_state_after(
    reference_folder: Path, batches: list[dict[tuple[str, str], str | None]]
) -> None:
    shutil.rmtree(path_of(reference_folder).parent, ignore_errors=True)
    model: dict[tuple[str, tuple[str, ...]], object] = {}
    for batch in batches:
        wishes = {("tahap", ("2026", *place)): state and {"keadaan": state, "tanggal": None} for place, state in batch.items()}
        before, number = dict(model), len(ledger.read(reference_folder).entries)
        changes = [WantedChange(*key, value, None) for key, value in wishes.items()]
        model = {key: value for key, value in {**model, **wishes}.items() if value is not None}
        if model == before:
            with pytest.raises(UserError, match="Tidak ada yang berubah"):
                record(reference_folder, *changes, by=OPERATOR, reason="uji")
            continue
        record(reference_folder, *changes, by=OPERATOR, reason="uji")
        assert values(reference_folder) == model
        undo(reference_folder, number + 1, by=OPERATOR)
        assert values(reference_folder) == before
        undo(reference_folder, number + 2, by=OPERATOR)
        assert values(reference_folder) == model
    shutil.rmtree(path_of(reference_folder).parent, ignore_errors=True)
