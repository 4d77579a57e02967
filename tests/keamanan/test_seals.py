"""Somebody who may write to the data folder: what seals kept elsewhere, and the access log, tell of what became of the ledgers."""

import datetime as dt
import hashlib
import json
import shutil
from typing import get_args

import pytest

from etl import workspace
from etl.__main__ import main
from etl.backup import make
from etl.base import chain, seal
from etl.base.paths import ENTRIES_NAME, SHIPPED_DATA, TRAIL_NAME
from etl.entries import ledger
from etl.entries.area import Area
from etl.entries.entry import Author, Changed, Entry, WantedChange, line_of
from etl.inputs.tables import REFERENCES
from etl.workspace import edge
from tests.etl.etl_tools import claim, write_claims

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
ADMIN = Author("admin@contoh.go.id", ("admin",), frozenset({"peran", "jejak"}), Area())


def login(folder, who, at):
    with (here := workspace.of(folder)).lock(TRAIL_NAME):
        here.append(TRAIL_NAME, {"waktu": at.isoformat(), "apa": "masuk", "alamat": who, "peran": ["admin"]})


def give(folder, who, at, *, role="pimpinan"):
    change = WantedChange("peran", (who,), {"peran": role}, 0)
    return ledger.record(folder, [change], author=ADMIN, reason="surat tugas", now=at)


def hours(count):
    return NOW + dt.timedelta(hours=count)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A data folder with five entries of one who logged in before. To be copied, not written."""
    folder = tmp_path_factory.mktemp("segel") / "data"
    folder.mkdir()
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    write_claims(folder / "klaim.csv", [claim()])
    login(folder, ADMIN.address, NOW)
    for number in range(1, 6):
        give(folder, f"orang{number}@contoh.go.id", hours(number))
    return folder


@pytest.fixture
def folder(kept, tmp_path):
    return shutil.copytree(kept, tmp_path / "data")


@pytest.fixture
def jejak(folder, capsys):
    """Runs `jejak` with these words: its exit code and what it said."""

    def run(*words, environ=None):
        code = main(["jejak", *words], environ or {"PEDULIHAM_DATA": str(folder)})
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def sealed(jejak, tmp_path):
    """What `jejak --segel` printed, in a mail."""
    code, said = jejak("--segel")
    assert code == 0
    mail = tmp_path / "surat.txt"
    mail.write_text(f"Yth. Inspektorat,\n\n> {said.replace(chr(10), chr(10) + '> ')}\nSalam\n", encoding="utf-8")
    return str(mail)


def lines_of(folder):
    return (folder / ENTRIES_NAME).read_bytes().splitlines()


def chained(lines):
    """The same lines, numbered and chained anew as the program would."""
    made, before = [], ""
    for number, line in enumerate(lines, start=1):
        said = {name: value for name, value in json.loads(line).items() if name not in ("no", "sebelum")}
        made.append(chain.line_of(number, said, before))
        before = hashlib.sha256(made[-1]).hexdigest()
    return made


def write(folder, lines):
    (folder / ENTRIES_NAME).write_bytes(b"".join(line + b"\n" for line in lines))


def outsider(who="orang-luar@jahat.invalid", by=ADMIN.address, at=None):
    """A line of the ledger that makes somebody an operator; the admin never wrote it."""
    given = Changed("peran", (who,), "", None, 0, {"peran": ["operator"], "kanwil": None})
    return line_of(Entry(0, at or hours(40), by, ("admin",), "surat tugas", (given,)))


def test_as_sealed_is_said_and_what_was_added_since_too(folder, jejak, sealed):
    code, said = jejak("--periksa", sealed)
    assert code == 0
    assert f"{ENTRIES_NAME}: 5 baris, rantai utuh, sama dengan segel" in said
    login(folder, ADMIN.address, hours(30))
    give(folder, "orang6@contoh.go.id", hours(31))
    code, said = jejak("--periksa", sealed)
    assert code == 0
    assert "DITAMBAHKAN: baris 6\nPERAN" not in said
    assert said.count("DITAMBAHKAN: baris") == 2  # of both ledgers
    assert "PERAN  6  " in said
    assert "TANPA MASUK" not in said


def test_an_outsider_made_operator_by_an_appended_line_is_told(folder, jejak, sealed):
    """The chain is whole, the ledger takes it as good: only the seal and the access log tell."""
    chain.append(folder / ENTRIES_NAME, outsider())
    assert ("peran", ("orang-luar@jahat.invalid",)) in ledger.read(folder).current
    assert jejak()[0] == 0
    code, said = jejak("--periksa", sealed)
    assert code == 1
    assert "DITAMBAHKAN: baris 6" in said
    assert "TANPA MASUK  6  " in said
    assert "peran orang-luar@jahat.invalid: tidak tercatat → peran=operator" in said
    assert jejak("--periksa")[0] == 1, "the access log alone tells, too"


def test_a_login_forged_with_it_leaves_what_was_added_to_be_seen(folder, jejak, sealed):
    chain.append(folder / ENTRIES_NAME, outsider())
    login(folder, ADMIN.address, hours(39))
    code, said = jejak("--periksa", sealed)
    assert code == 0  # what remains: docs/keamanan.md
    assert "PERAN  6  " in said
    assert "orang-luar@jahat.invalid" in said
    assert f"{TRAIL_NAME}: 2 baris, rantai utuh, sama dengan segel" in said


DAMAGE = {
    "changed": (lambda lines: [*lines[:2], lines[2].replace(b"orang3", b"orang9"), *lines[3:]], "DIUBAH: baris 3"),
    "made unreadable": (lambda lines: [*lines[:2], b"[]", *lines[3:]], "DIUBAH: baris 3"),
    "removed": (lambda lines: [lines[0], *lines[3:]], "DIHAPUS: baris 2–3"),
    "removed from the end": (lambda lines: lines[:3], "DIHAPUS: baris 4–5"),
    "all removed": (lambda _: [], "DIHAPUS: baris 1–5"),
    "reordered": (lambda lines: [lines[0], lines[3], lines[2], lines[1], lines[4]], "DITUKAR: baris 2, 4"),
    "put in": (lambda lines: [*lines[:2], lines[1], *lines[2:]], "DITAMBAHKAN: baris 2"),
    "rewritten": (
        lambda lines: chained([*lines[:2], lines[2].replace(b"orang3", b"orang9"), *lines[3:]]),
        "DITULIS ULANG: baris 1–5",
    ),
    "rewritten in another order": (lambda lines: chained([lines[1], lines[0], *lines[2:]]), "DITULIS ULANG: baris 1–5"),
    "rewritten and longer": (lambda lines: chained([lines[1], *lines]), "DITULIS ULANG: baris 1–5"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_became_of_the_lines_is_told_apart(folder, jejak, sealed, damage):
    change, said = DAMAGE[damage]
    write(folder, change(lines_of(folder)))
    code, told = jejak("--periksa", sealed)
    assert code == 2
    assert f"  {said}\n" in told
    assert sum(f"  {kind.upper()}: baris" in told for kind in get_args(seal.Kind)) == 1


def test_several_seals_narrow_where_it_was_rewritten(folder, jejak, tmp_path):
    found = chain.read(folder / ENTRIES_NAME)
    seals = [str(seal.Seal(ENTRIES_NAME, count, found.seals[count - 1][:32], NOW)) for count in (2, 4, 5)]
    lines = lines_of(folder)
    write(folder, chained([*lines[:3], lines[3].replace(b"orang4", b"orang9"), lines[4]]))
    code, said = jejak("--periksa", *seals)
    assert code == 2
    assert "DITULIS ULANG: baris 3–4" in said
    assert "sampai baris 2" in said


def test_a_line_masked_since_is_no_longer_what_was_sealed(folder, jejak, sealed):
    """Masking keeps the hash of the line: whoever may write can put a line of his own in the place of a sealed one."""
    forged = {**outsider(), "no": 2, "sebelum": json.loads(lines_of(folder)[1])["sebelum"]}
    chain.mask(
        folder / ENTRIES_NAME, lambda fields: forged if fields["no"] == 2 else fields, line_of(Entry(0, hours(6), "x", (), "", ()))
    )
    assert ("peran", ("orang-luar@jahat.invalid",)) in ledger.read(folder).current
    code, said = jejak("--periksa", sealed)
    assert code == 1
    assert "DISAMARKAN: baris 2" in said


def test_a_mask_that_nobody_attests_is_a_change(folder, jejak, sealed):
    lines = lines_of(folder)
    was = hashlib.sha256(lines[2]).hexdigest()
    write(folder, [*lines[:2], lines[2].replace(b"orang3", b"orang9")[:-1] + f', "sidik_semula": "{was}"}}'.encode(), *lines[3:]])
    code, said = jejak("--periksa", sealed)
    assert code == 2
    assert "DIUBAH: baris 3" in said


def test_a_backup_carries_seals_and_is_compared_with(folder, jejak, tmp_path):
    (tmp_path / "cadangan").mkdir()
    made = make.back_up(folder, tmp_path / "cadangan", now=hours(6))
    assert [(one.name, one.count) for one in made.manifest.seals] == [(ENTRIES_NAME, 5), (TRAIL_NAME, 1)]
    assert jejak("--periksa", str(made.path))[0] == 0
    write(folder, chained(lines_of(folder)[1:]))
    code, said = jejak("--periksa", str(made.path))
    assert code == 2
    assert "DIHAPUS: baris 5" in said  # at least: of the others the seal alone cannot say more
    assert main(["cadangkan", str(tmp_path / "cadangan")], {"PEDULIHAM_DATA": str(folder)}) == 1


def test_what_is_no_seal_is_refused(folder, jejak, tmp_path):
    (tmp_path / "kosong.txt").write_text("tidak ada", encoding="utf-8")
    for given in (
        str(tmp_path / "kosong.txt"),
        str(tmp_path / "tidak-ada"),
        "isian/catatan.jsonl:5",
        f"{ENTRIES_NAME}:5:abc:hari ini",
    ):
        assert jejak("--periksa", given)[0] == 2


def test_of_a_broken_chain_there_is_no_seal(folder, jejak):
    write(folder, lines_of(folder)[1:])
    code, said = jejak("--segel")
    assert code == 2
    assert seal.written(said)[0].name == TRAIL_NAME


def test_the_same_holds_where_the_workspace_lives_on_a_server(postgres, folder, jejak, sealed):
    """The tables keep the order of lines, and take any line that follows from whoever may write to them."""
    found = chain.read(folder / ENTRIES_NAME)
    line = chain.line_of(6, outsider(), found.seal)
    with postgres.holding(folder):
        server = workspace.of(folder).server

        def periksa():
            workspace.of(folder)._known.clear()  # a command reads everything
            return jejak("--periksa", sealed, environ={"PEDULIHAM_DATA": str(folder), edge.VARIABLE: server._said})

        assert periksa()[0] == 0
        put = "INSERT INTO baris (rantai, no, segel, sebelum, isi) VALUES (%s, 6, %s, %s, %b) RETURNING no"
        server.ask(put, (ENTRIES_NAME, hashlib.sha256(line).hexdigest(), found.seal, line))
        code, said = periksa()
        assert code == 1
        assert "DITAMBAHKAN: baris 6" in said
        assert "TANPA MASUK  6  " in said
        server.ask("DELETE FROM baris WHERE rantai = %s AND no > 3 RETURNING no", (ENTRIES_NAME,))
        assert "DIHAPUS: baris 4–5" in periksa()[1]
