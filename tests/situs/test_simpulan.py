"""What is concluded, on the pages of the site: named as such, with its reason, and with a link to the claims behind it."""

import html
import re

import duckdb
import pytest

from dasbor.mart.scopes import Scope
from dasbor.site import cards, plan, render
from dasbor.site.plan import PageJob
from dasbor.words.texts import LANGUAGES


def rendered(kind, what, lang="id"):
    return render.rendered(plan.page(PageJob(kind, lang, what)))


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def rows(page):
    """The rows of the table of the map: name → cells as HTML."""
    found = re.findall(r'<tr><th scope="row"><a [^>]*>([^<]+)</a></th>(.*?)(?=<tr>|</tbody>)', page)
    return {html.unescape(name): cells for name, cells in found}


def test_lampung_2024_holds_the_award_in_all_its_regions_in_every_part_of_the_page(published):
    page = rendered("provinsi", "18")
    told = words(page)
    assert "Predikat: Lampung, 2024" in told
    assert "Peduli HAM: 15 menurut nama; Lampung: 15 dari 15." in told
    assert "Peduli HAM: 15 dari 15 (100,0 %)" in told
    of_map = [cells for cells in rows(page).values() if cells.startswith("<td>18.")]
    assert len(of_map) == 15
    assert all(re.match(r"<td>[\d.]+<td>Peduli HAM(?: \(disimpulkan\))?<td>", cells) for cells in of_map)


@pytest.mark.parametrize(("lang", "reason"), [("id", "hanya disebut satu sumber"), ("en", "only one source outside the ministry")])
def test_kota_surakarta_2016_stays_open_and_the_page_says_why_and_leads_to_the_count(published, lang, reason):
    """That all 35 hold it rests on one publisher, and regions' own pages doubt it."""
    page = rendered("daerah", "33.72", lang)
    assert reason in words(page)
    with duckdb.connect(str(published / "publik.duckdb"), read_only=True) as house:
        state, key = house.execute(
            "SELECT keadaan_rinci, kunci_halangan FROM mart.hasil_kabkota WHERE tahun = 2016 AND kode = '33.72'"
        ).fetchone()
        (claim,) = house.execute("SELECT id_klaim FROM mart.fakta WHERE kunci = ?", [key]).fetchone()
    assert state == "tidak diketahui"
    assert f'href="../klaim/2016.html#{claim}"' in page


def test_a_map_of_the_nation_gives_each_conclusion_its_reason_and_its_claims(published):
    page = rendered("peta", "2016")
    with duckdb.connect(str(published / "publik.duckdb"), read_only=True) as house:
        wanted = house.execute(
            "SELECT h.nama, f.id_klaim FROM mart.hasil_kabkota AS h JOIN mart.fakta AS f ON f.kunci = h.kunci_simpulan "
            "WHERE h.tahun = 2016 AND h.dasar_keadaan = 'jumlah penuh'"
        ).fetchall()
    assert len(wanted) == 30
    shown = rows(page)
    for name, claim in wanted:
        assert f'href="../klaim/2016.html#{claim}">disimpulkan: jumlahnya sama dengan' in shown[name]
    assert "Peduli HAM (disimpulkan): 30 dari 514" in words(page)
    assert page.count(f'<path d="{"M-2,6l4,4M0,0l8,8M6,-2l4,4"}" stroke="#ffffff"') >= 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_nation_of_2024_is_at_least_188_wherever_it_is_counted(published, lang):
    told = words(rendered("tahun", "2024", lang))
    assert ("nasional: ≥ 188 dari 514." if lang == "id" else "nation: ≥ 188 of 514.") in told
    assert not re.findall(r"≥ (?!188)\d+ (?:dari|of) 514 \((?:Peduli|holding)", told)
    assert ("Kabupaten/Kota Peduli HAM" if lang == "id" else "Human-Rights-Caring Regencies and Cities") in told
    figure = cards._figure(cards.Card(lang, Scope("nasional", "", 2024)))
    assert figure == ("Peduli HAM: ≥ 188 dari 514" if lang == "id" else "Peduli HAM: ≥ 188 of 514")
