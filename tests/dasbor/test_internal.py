"""The one door to internal figures: a database holds the rows of the person's area, whatever is asked of it."""

import duckdb
import pytest

from dasbor.mart import offices, warehouse
from dasbor.web import internal
from dasbor.web.access import PUBLIC, Person, Role
from dasbor.words import paths
from etl.base.errors import UserError
from etl.entries import ledger
from etl.entries.ledger import Author, WantedChange
from tests.inside_maker import NOW, PROVINCES, YEAR

NTT = Person("ntt@contoh.go.id", (Role.KANWIL,), ("kemenham-nusa-tenggara-timur",))
LEADER = Person("p@contoh.go.id", (Role.PIMPINAN,))
KERJA = {"target", "tahap", "tenggat", "yankomas", "koreksi", "riwayat", "draf_hasil", "draf_rincian", "draf_versi"}


@pytest.fixture
def inside(inside_folder, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(inside_folder))
    return inside_folder


def tables(held):
    return set(held.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'kerja'")["table_name"])


def everything(held):
    """Every cell of every table that is not published, as one text."""
    return "\n".join(held.query(f"FROM kerja.{name}").to_csv() for name in sorted(tables(held)))


@pytest.mark.usefixtures("inside")
def test_an_office_has_its_rows_in_every_table_and_no_other():
    held = internal.of(NTT)
    assert tables(held) == KERJA
    for name in KERJA - {"koreksi", "draf_versi"}:
        codes = set(held.query(f"FROM kerja.{name}")["kode_provinsi"])
        assert codes <= {"53", ""}, name
        assert "53" in codes, name
    text = everything(held)
    mine, other = PROVINCES["53"], PROVINCES["18"]
    assert mine[1] in text
    assert str(mine[2]) in text
    assert not [one for one in (other[0], other[1], str(other[2])) if one in text]
    assert list(held.query("FROM kerja.tenggat WHERE kode_provinsi = ''")["tahap"]) == ["mengirim"]  # the nation's, for all


@pytest.mark.usefixtures("inside")
def test_a_version_is_seen_where_it_has_rows():
    assert list(internal.of(LEADER).query("FROM kerja.draf_versi")["versi"]) == [1, 2]
    assert list(internal.of(NTT).query("FROM kerja.draf_versi")["versi"]) == [1, 2]
    lampung = Person("l@contoh.go.id", (Role.KANWIL,), ("kemenham-lampung",))
    assert list(internal.of(lampung).query("FROM kerja.draf_versi")["versi"]) == [1]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.OPERATOR])
def test_national_roles_have_all_rows(role):
    text = everything(internal.of(Person("p@contoh.go.id", (role,))))
    assert all(word in text for _, word, _ in PROVINCES.values())


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("person", [PUBLIC, Person("a", (Role.ADMIN,), NTT.offices), Person("a", (Role.KANWIL,))])
def test_whoever_may_not_see_them_has_empty_tables(person):
    held = internal.of(person)
    assert tables(held) == KERJA
    assert [name for name in KERJA if held.value(f"SELECT count(*) FROM kerja.{name}")] == []


def test_nobody_opens_the_workspace_or_the_ledger(inside, monkeypatch, tmp_path):
    (tmp_path / "publik.duckdb").symlink_to(inside / "publik.duckdb")
    (tmp_path / "kerja.duckdb").mkdir()
    (tmp_path / "isian").write_text("")
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    assert internal.of(PUBLIC).value("SELECT count(*) FROM kerja.target") == 0


@pytest.mark.usefixtures("inside")
def test_published_tables_can_be_joined():
    found = internal.of(NTT).query("SELECT w.nama FROM kerja.yankomas JOIN mart.wilayah AS w USING (kode) WHERE tahun = ?", [YEAR])
    assert list(found["nama"]) == ["Kota Kupang"]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    "sql",
    [
        "FROM kerja.yankomas UNION ALL FROM kerja.yankomas",
        "SELECT * FROM kerja.yankomas WHERE kode_provinsi = '18' OR 1 = 1 --",
        "FROM duckdb_databases()",
    ],
)
def test_no_query_finds_another_area(sql):
    assert PROVINCES["18"][1] not in internal.of(NTT).query(sql).to_csv()


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH '{folder}/kerja.duckdb' AS x",
        "FROM read_text('{folder}/isian/catatan.jsonl')",
        "COPY (SELECT 1) TO '{folder}/x.csv'",
    ],
)
def test_no_query_opens_a_file(sql):
    with pytest.raises(duckdb.PermissionException):
        internal.of(NTT).query(sql.format(folder=paths.data_folder()))


@pytest.mark.usefixtures("inside")
def test_an_office_with_a_hostile_name_is_no_office():
    assert everything(internal.of(Person("a", (Role.KANWIL,), ("x') OR 1=1 --",)))) == everything(internal.of(PUBLIC))


@pytest.mark.usefixtures("inside")
def test_every_province_has_its_office_once_or_none():
    held = [code for one in offices.offices().values() for code in one.provinces]
    assert len(held) == len(set(held))


def test_the_content_follows_the_files(inside, monkeypatch, tmp_path):
    copy = tmp_path / "data"
    (copy / "isian").mkdir(parents=True)
    for name in ("publik.duckdb", "kerja.duckdb", "isian/catatan.jsonl", *(file.name for file in inside.glob("*.csv"))):
        (copy / name).write_bytes((inside / name).read_bytes())
    monkeypatch.setenv("PEDULIHAM_DATA", str(copy))
    before = internal.of(NTT)
    assert internal.of(NTT) is before
    author = Author("ntt@contoh.go.id", ("kanwil",), frozenset({"lihat", "isi"}), before.area)
    seen = ledger.read(copy).current["target", (str(YEAR), "53")].number
    ledger.record(
        copy, [WantedChange("target", (str(YEAR), "53"), {"target_peduli": 9}, seen)], author=author, reason="uji", now=NOW
    )
    after = internal.of(NTT)
    assert after.key != before.key
    assert after.value("SELECT target_peduli FROM kerja.target") == 9
    assert before.value("SELECT target_peduli FROM kerja.target") == 7  # who was reading reads on
    assert internal.of(LEADER).key != after.key


def test_a_broken_ledger_shows_nothing_and_gives_no_roles(inside, monkeypatch, tmp_path, caplog):
    (tmp_path / "isian").mkdir()
    (tmp_path / "publik.duckdb").symlink_to(inside / "publik.duckdb")
    (tmp_path / "isian" / "catatan.jsonl").write_text('{"no": 2}\n')
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    with pytest.raises(UserError):
        internal.of(NTT)
    assert internal.granted() == {}
    assert "tidak berlaku" in caplog.text


def test_without_a_published_warehouse_there_is_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    with pytest.raises(warehouse.WarehouseError):
        internal.of(NTT)
