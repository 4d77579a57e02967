"""The tasks that people come with, on the first screen; on a telephone no table scrolls two ways."""

import pytest

HIGH = 900
BOTTOM = "e => e.getBoundingClientRect().bottom"
TASKS = [
    ("provinsi?prov=16&tahun=2023", ("2023: 12 dari 17", "2022: 3 dari 17", "Lahat, Musi Rawas, Kota Lubuk Linggau.")),
    (
        "kanwil?kanwil=kemenkumham-kalimantan-selatan&tahun=2020",
        ("Target 13 dari 13, hasil 10 dari 13.", "10 Agustus 2020", "Hulu Sungai Utara", "Rekomendasi Yankomas yang tidak dijawab"),
    ),
    ("predikat?ke=2020&dari=2019", ("11 dari 34 provinsi dapat dibandingkan; paling naik Jawa Timur +5 (29 → 34)",)),
    ("partisipasi?tahun=2022", ("2022: 419 dari 514 kabupaten/kota (81,5 %) ikut dinilai",)),
    ("daerah?kode=16.04", ("Kabupaten Lahat, terakhir diketahui 2024: Peduli HAM.",)),
    ("peta?tahun=2023", ("Persentase Peduli HAM, 2023: tertinggi Kepulauan Bangka Belitung",)),
]


@pytest.mark.parametrize(("path", "told"), TASKS)
@pytest.mark.parametrize(("width", "screens"), [(1440, 1), (390, 2)])
def test_the_answer_stands_on_the_first_screen(visit, path, told, width, screens):
    with visit(path, width=width, height=HIGH) as tab:
        for words in told:
            found = tab.page.get_by_text(words).first
            assert found.evaluate(BOTTOM) <= HIGH * screens, words
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        tab.check()


WAYS = """() => [...document.querySelectorAll('.ph.tw')].map(e => [e.getAttribute('aria-label'), e.classList.contains('hm'),
  e.scrollWidth > e.clientWidth + 1, e.scrollHeight > e.clientHeight + 1])"""


@pytest.mark.parametrize(
    "path",
    [
        "provinsi?prov=35&tahun=2023&tabel-hasil=1&tabel-klaim=1",
        "kanwil?tahun=2023",
        "kanwil?kanwil=kemenkumham-sumatera-selatan&tahun=2023&tabel-kelompok=1&tabel-hasil=1&tabel-tahapan-lain=1",
        "daerah",
        "daerah?kode=16.71",
        "partisipasi?tabel-nasional=1&tabel-urutan=1",
        "predikat?tabel-jumlah=1&tabel-alir=1",
        "peta?tahun=2022&tabel-peta=1",
    ],
)
def test_on_a_telephone_no_table_scrolls_two_ways(visit, path):
    with visit(path, width=390) as tab:
        tables = tab.page.evaluate(WAYS)
        assert tables
        # the heat map of 38 provinces and 12 years moves sideways only, and opens on the newest year
        assert [name for name, heat, across, down in tables if down or (across and not heat)] == []
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_heat_map_opens_on_the_newest_year_with_its_names_in_sight(visit):
    with visit("partisipasi", width=390) as tab:
        box = tab.page.locator(".ph.tw.hm")
        sides = box.evaluate(
            "e => { const at = q => e.querySelector(q).getBoundingClientRect();"
            " return [at('thead tr:last-child th:last-child').right, e.getBoundingClientRect().right, at('tbody th').left, "
            "e.getBoundingClientRect().left]; }"
        )
        assert sides[0] == pytest.approx(sides[1], abs=2)
        assert sides[2] == pytest.approx(sides[3], abs=2)
