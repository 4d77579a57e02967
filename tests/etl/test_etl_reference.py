"""Reference data: every fault of every file is told at once, and one stops the build."""

from pathlib import Path

import pytest
from etl_tools import change

from etl.base.errors import UserError
from etl.base.paths import SHIPPED_DATA
from etl.inputs import reference
from etl.inputs.tables import REFERENCES

FAULTS = {
    "code that is none": (
        "wilayah.csv",
        "\n11.01,",
        "\n11.1,",
        "wilayah.csv: kode '11.1' (Kabupaten Aceh Selatan) harus berbentuk 11.01",
    ),
    "code twice": ("wilayah.csv", "\n11.02,", "\n11.01,", "wilayah.csv baris 3: kode sama dengan baris 2"),
    "region outside its province": (
        "wilayah.csv",
        "tidak,11,Aceh,11.01",
        "tidak,12,Aceh,11.01",
        "kode 11.01 tidak berada di provinsi 12",
    ),
    "kind": ("wilayah.csv", "Selatan,kabupaten,", "Selatan,Kab,", "11.01 berjenis 'Kab', harus kabupaten atau kota"),
    "province with two names": ("wilayah.csv", "tidak,11,Aceh,11.01", "tidak,11,Acheh,11.01", "provinsi 11 bernama ganda"),
    "old code twice": ("wilayah.csv", "Aceh,11.02,", "Aceh,11.01,", "kode_2020 11.01 dipakai lebih dari satu wilayah"),
    "unknown old province": ("wilayah.csv", "Aceh,11.01,11,", "Aceh,11.01,10,", "kode_provinsi_2020 10 tidak dikenal"),
    "empty name": ("wilayah.csv", "Kabupaten Aceh Selatan", "", "wilayah.csv baris 2, kolom nama: '' tidak boleh kosong"),
    "year in words": (
        "putaran.csv",
        "\n2013,",
        "\ndua ribu,",
        "putaran.csv baris 2, kolom tahun: 'dua ribu' harus tahun empat angka",
    ),
    "day that does not exist": (
        "putaran.csv",
        "2022-12-12",
        "2022-12-32",
        "kolom tanggal_pengumuman: '2022-12-32' bukan tanggal yang ada",
    ),
    "yes or no": ("putaran.csv", ",ya,2022", ",iya,2022", "kolom ada_penilaian: 'iya' harus 'ya' atau 'tidak'"),
    "rule of a round": (
        "putaran.csv",
        "Permenkumham 22/2021,ya",
        "Permenkumham 99/2099,ya",
        "dasar_hukum 'Permenkumham 99/2099' tidak ada",
    ),
    "round without its year of performance": (
        "putaran.csv",
        "2022,2021,",
        "2022,,",
        "putaran.csv 2022: tahun_capaian kosong padahal ada penilaian",
    ),
    "row too short": (
        "kriteria.csv",
        "Permenkumham 34/2016,1,Hak atas kesehatan",
        "Permenkumham 34/2016,1",
        "kriteria.csv baris 2: 2 isian untuk 3 kolom",
    ),
    "criteria of an unknown rule": (
        "kriteria.csv",
        "Permenkumham 34/2016,1",
        "Permen X,1",
        "kriteria.csv: peraturan 'Permen X' tidak ada",
    ),
    "band upside down": ("regulasi.csv", "Peduli HAM,65,75,", "Peduli HAM,75,65,", "rentang 75.0 sampai 65.0 tidak masuk akal"),
    "office of an unknown province": ("kanwil.csv", ",11,Aceh,", ",11,Acheh,", "kanwil.csv: provinsi 11 'Acheh' tidak cocok"),
    "nickname of a namesake": ("nama_panggilan.csv", "Kabupaten Aceh Tenggara", "Kota Aceh Tenggara", "nama_panggilan.csv: 11.02"),
    "publisher of no class": (
        "penerbit.csv",
        "ham.go.id,kementerian",
        "ham.go.id,menteri",
        "golongan 'menteri' tidak ada di golongan.csv",
    ),
    "publisher by no column": ("penerbit.csv", "1,domain", "1,alamat", "kolom 'alamat' harus 'domain' atau 'penerbit'"),
    "publishers without a last resort": (
        "penerbit.csv",
        "11,penerbit,,pers",
        "11,penerbit,Koran,pers",
        "baris terakhir harus berpola kosong",
    ),
    "pattern": (
        "tafsir_catatan.csv",
        "Dirjen HAM",
        "Dirjen (HAM",
        "tafsir_catatan.csv baris 3, kolom pola: 'Dirjen (HAM' bukan pola yang sah",
    ),
    "pattern that DuckDB does not know": ("tafsir_catatan.csv", "Dirjen HAM", "Dirjen++", "pola 'Dirjen++' tidak dipahami DuckDB"),
    "map of provinces with a gap": (
        "geografi.csv",
        "2013,2022",
        "2014,2022",
        "geografi.csv: tahun 2013 tercakup 0 baris, harus tepat satu",
    ),
    "maps of provinces overlapping": ("geografi.csv", "2023,,kini", "2022,,kini", "geografi.csv: tahun 2022 tercakup 2 baris"),
    "map of provinces unknown": ("geografi.csv", ",kini,", ",1999,", "susunan '1999' harus '2020' atau 'kini'"),
    "rank of a class": (
        "golongan.csv",
        "kementerian,1",
        "kementerian,satu",
        "golongan.csv baris 3, kolom peringkat: 'satu' harus bilangan",
    ),
    "tile of a region renamed": (
        "ubin_kabkota.csv",
        "Kabupaten Aceh Selatan",
        "Aceh Selatan",
        "ubin_kabkota.csv: 11.01 'Aceh Selatan'",
    ),
    "tile of an unknown region": (
        "ubin_kabkota.csv",
        "11.01,",
        "11.99,",
        "ubin_kabkota.csv: 11.01 'Kabupaten Aceh Selatan' tidak memiliki ubin",
    ),
    "two regions on one tile": (
        "ubin_kabkota.csv",
        "Aceh Selatan,4,4",
        "Aceh Selatan,4,3",
        "ubin_kabkota.csv: 11.01 dan 11.02 menempati ubin yang sama (kolom 4, baris 3)",
    ),
    "tiles of provinces of no known year": (
        "ubin_provinsi.csv",
        "2020,11,Aceh",
        "1999,11,Aceh",
        "ubin_provinsi.csv: susunan '1999' harus '2020' atau 'kini'",
    ),
    "share above the whole": (
        "ambang_pembina.csv",
        "2022,60,",
        "2022,600,",
        "ambang_pembina.csv 2022: ambang_persen 600 tidak dapat",
    ),
    "share of nothing": ("ambang_pembina.csv", "2022,60,", "2022,0,", "ambang_pembina.csv 2022: ambang_persen 0 tidak dapat"),
    "more than the whole": (
        "ambang_pembina.csv",
        "2020,50,",
        "2020,100,",
        "ambang_pembina.csv 2020: ambang_persen 100 tidak dapat",
    ),
    "share meant otherwise": (
        "ambang_pembina.csv",
        "2022,60,sekurangnya",
        "2022,60,minimal",
        "ambang_pembina.csv 2022: cara 'minimal' harus 'lebih-dari' atau 'sekurangnya'",
    ),
    "share with a comma": ("ambang_pembina.csv", "2022,60,", '2022,"60,5",', "kolom ambang_persen: '60,5' harus bilangan bulat"),
    "share of no certainty": (
        "ambang_pembina.csv",
        "sekurangnya,diketahui",
        "sekurangnya,pasti",
        "ambang_pembina.csv 2022: kepastian 'pasti' harus 'diketahui' atau 'perkiraan'",
    ),
    "share of a year twice": ("ambang_pembina.csv", "\n2019,", "\n2016,", "ambang_pembina.csv baris 3: tahun sama dengan baris 2"),
    "day that is not in every year": (
        "kalender_aturan.csv",
        ",,08-10,",
        ",,02-29,",
        "kalender_aturan.csv baris 2, kolom selesai: '02-29' bukan hari yang ada dalam setiap tahun",
    ),
    "step without a day": (
        "kalender_aturan.csv",
        ",,08-10,",
        ",,,",
        "kalender_aturan.csv Permenkumham 34/2016, penyerahan ke Kanwil: mulai dan selesai tidak boleh sama-sama kosong",
    ),
    "step that ends before it begins": ("kalender_aturan.csv", "09-01,09-15", "09-16,09-15", "mulai 09-16 sesudah selesai 09-15"),
    "calendar of an unknown rule": (
        "kalender_aturan.csv",
        "Permenkumham 34/2016,1",
        "Permen X,1",
        "kalender_aturan.csv Permen X, penyerahan ke Kanwil: peraturan tidak ada di regulasi.csv",
    ),
    "step of no certainty": (
        "kalender_aturan.csv",
        "kabupaten/kota,diketahui",
        "kabupaten/kota,?",
        "kepastian '?' harus 'diketahui'",
    ),
    "decree about something else": (
        "keputusan.csv",
        "2022,provinsi,",
        "2022,desa,",
        "perihal 'desa' harus 'kabkota' atau 'provinsi'",
    ),
    "decree about an unknown predicate": (
        "keputusan.csv",
        "Cukup Peduli HAM,M.HH-05",
        "Cukup Peduli,M.HH-05",
        "keputusan.csv 2020, M.HH-05.HA.04.03 Tahun 2020: predikat 'Cukup Peduli' tidak ada di regulasi.csv",
    ),
    "decree of no certainty": (
        "keputusan.csv",
        "2016,perkiraan,https://papua",
        "2016,pasti,https://papua",
        "keputusan.csv 2017, M.HH-HA.02.02 Tahun 2017: kepastian 'pasti' harus 'diketahui' atau 'perkiraan'",
    ),
    "decree twice": (
        "keputusan.csv",
        "M.HH-04.MH.04.03",
        "M.HH-04.HA.04.03",
        "keputusan.csv baris 7: tahun, nomor sama dengan baris 6",
    ),
    "zone that is none": (
        "zona_waktu.csv",
        "81,Maluku,WIT",
        "81,Maluku,WIB+2",
        "81: zona 'WIB+2' harus 'WIB' atau 'WITA' atau 'WIT'",
    ),
    "zone of a province renamed": (
        "zona_waktu.csv",
        "81,Maluku,",
        "81,Moluku,",
        "zona_waktu.csv: provinsi 81 'Moluku' tidak cocok",
    ),
    "province without a zone": (
        "zona_waktu.csv",
        "81,Maluku,",
        "99,Maluku,",
        "zona_waktu.csv: provinsi 81 'Maluku' tidak memiliki zona",
    ),
    "province without a tile": ("ubin_provinsi.csv", "2020,11,Aceh", "1999,11,Aceh", "(2020): 11 'Aceh' tidak memiliki ubin"),
}


@pytest.mark.parametrize(("name", "before", "after", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place(folder: Path, name: str, before: str, after: str, expected: str) -> None:
    change(folder / name, before, after)
    with pytest.raises(UserError) as caught:
        reference.load(folder)
    message = str(caught.value)
    assert expected in message, message
    assert "Data rujukan di" in message
    assert "gudang data sebelumnya tidak diubah" in message


def test_the_faults_of_all_files_are_told_together(folder: Path) -> None:
    change(folder / "putaran.csv", "\n2013,", "\nx,")
    change(folder / "kriteria.csv", "34/2016,1,", "34/2016,satu,")
    change(folder / "wilayah.csv", "Kabupaten Aceh Selatan", "")
    with pytest.raises(UserError) as caught:
        reference.load(folder)
    assert len(caught.value.details) == 3
    assert [detail.split()[0] for detail in caught.value.details] == ["wilayah.csv", "putaran.csv", "kriteria.csv"]


@pytest.mark.parametrize("spec", REFERENCES, ids=lambda spec: spec.name)
def test_a_missing_file_stops_unless_the_program_ships_one(folder: Path, spec: reference.ReferenceFile) -> None:
    (folder / spec.file_name).unlink()
    if spec.shipped:
        table = reference.load(folder).tables[spec.name]
        assert not table.own
        shipped = (SHIPPED_DATA / spec.file_name).read_text(encoding="utf-8").splitlines()[1:]
        assert len(table.rows) == len(shipped)
    else:
        with pytest.raises(UserError, match=rf"Berkas {spec.name}\.csv tidak ada di folder"):
            reference.load(folder)


@pytest.mark.parametrize("spec", REFERENCES, ids=lambda spec: spec.name)
def test_a_missing_column_stops(folder: Path, spec: reference.ReferenceFile) -> None:
    column = spec.columns[-1].name
    text = (folder / spec.file_name).read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    (folder / spec.file_name).write_text(head.replace(column, "lain") + "\n" + rest, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        reference.load(folder)
    assert f"Berkas {spec.name}.csv, baris 1" in str(caught.value)
    assert f"kolom '{column}' tidak ada" in str(caught.value)


def test_a_folder_from_before_a_column_came_reads_as_empty_there(folder: Path) -> None:
    text = (folder / "kanwil.csv").read_text(encoding="utf-8")
    (folder / "kanwil.csv").write_text(
        text.replace(",sumber_url,", ",,", 1).replace("https://bargo.id/?p=7234", ""), encoding="utf-8"
    )
    rows = reference.load(folder).rows("kanwil")
    assert len(rows) == 76
    assert {row["sumber_url"] for row in rows} == {None}


def test_decrees_wait_for_their_round(folder: Path) -> None:
    rows = (folder / "putaran.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "putaran.csv").write_text("".join(row for row in rows if not row.startswith("2024")), encoding="utf-8")
    assert 2024 in {row["tahun"] for row in reference.load(folder).rows("keputusan")}


def test_the_programs_own_calendar_does_not_bind_another_folders_rules(folder: Path) -> None:
    for name in ("kalender_aturan.csv", "aturan_nilai.csv"):
        (folder / name).unlink()
    for name in ("regulasi.csv", "kriteria.csv", "putaran.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("Permenkumham 34/2016", "Permen Lain"), encoding="utf-8")
    assert not reference.load(folder).tables["kalender_aturan"].own


def test_former_names_are_known_without_their_year(folder: Path) -> None:
    rows = {row["kode"]: row for row in reference.load(folder).rows("wilayah")}
    assert reference.names_of(rows["12.12"]) == {"kabupaten toba", "kabupaten toba samosir"}
    assert reference.names_of(rows["13.71"]) == {"kota padang"}
