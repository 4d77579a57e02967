"""`docs/klaim.md` and its examples: executed against the real SQL, and the page is what they give."""

import re

import pytest

from etl.base.paths import CLAIM_EXAMPLES, CLAIM_GUIDE, SQL
from etl.build import claim_guide
from etl.build.claim_guide import Examples
from etl.inputs.claims import FaultReason

WRITTEN = claim_guide.tomllib.loads(CLAIM_EXAMPLES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def examples() -> Examples:
    return claim_guide.run()


@pytest.mark.parametrize("example", WRITTEN["pilihan"], ids=lambda example: example["judul"])
def test_a_choice_comes_out_as_written(examples: Examples, example: dict[str, object]) -> None:
    outcome = claim_guide.outcome(examples, example)
    expected = example["hasil"]
    assert {name: outcome[name] for name in expected} == expected
    summary = dict(example.get("rekap", {}))
    summary.pop("kode_provinsi", None)
    assert {name: "" if cell is None else cell for name, cell in claim_guide.summary(examples, example).items()} == summary


@pytest.mark.parametrize("example", WRITTEN["ditandai"], ids=lambda example: example["bendera"])
def test_a_flagged_claim_is_kept_and_not_chosen(examples: Examples, example: dict[str, str]) -> None:
    ids = [row["id"] for row in claim_guide.example_rows(example["klaim"])]
    found = examples.rows(
        "SELECT k.id, bendera, terpilih, f.konflik FROM mart.klaim AS k JOIN mart.fakta AS f USING (kunci) WHERE k.id = ?", ids[-1]
    )
    assert found == [{"id": ids[-1], "bendera": example["bendera"], "terpilih": False, "konflik": True}]


def test_every_rejected_example_is_rejected_for_its_reason_alone(examples: Examples) -> None:
    assert [entry.fault.reason.value for entry in examples.claims.rejected] == [example["alasan"] for example in WRITTEN["ditolak"]]
    by_rows = {reason.value for reason in FaultReason} - {FaultReason.CORRECTS_NOTHING.value}  # tests/etl/test_etl_corrections.py
    assert {example["alasan"] for example in WRITTEN["ditolak"]} == by_rows


def test_every_reason_of_choice_and_every_flag_has_an_example_and_a_meaning() -> None:
    in_sql = {
        name: (SQL / name).read_text(encoding="utf-8") for name in ("core/40_klaim.sql", "core/60_fakta.sql", "mart/70_klaim.sql")
    }
    flags = set(re.findall(r"THEN '([a-z-]+)'", in_sql["core/40_klaim.sql"] + in_sql["mart/70_klaim.sql"]))
    reasons = set(re.findall(r"(?:THEN|ELSE) '([a-z-]+)'", in_sql["core/60_fakta.sql"]))
    assert len(flags) == 9
    # needs an official result: tests/etl_hasil/test_hasil_publish.py; needs a correction: test_etl_corrections.py
    by_claims_alone = flags - {"tidak-ikut-menurut-hasil-resmi", "dicabut"}
    assert len(reasons) == 11
    assert set(claim_guide.meanings("bendera")) == flags
    assert by_claims_alone == {example["bendera"] for example in WRITTEN["ditandai"]}
    assert set(claim_guide.meanings("alasan")) == reasons
    assert reasons - {"semua-dicabut"} == {example["hasil"]["alasan"] for example in WRITTEN["pilihan"]}


def test_the_examples_do_not_touch_each_other(examples: Examples) -> None:
    keys: dict[str, str] = {}
    for example in [*WRITTEN["pilihan"], *WRITTEN["ditandai"]]:
        name = example.get("judul") or example["bendera"]
        for row in claim_guide.example_rows(example["klaim"]):
            ((key,),) = examples.connection.execute("SELECT kunci FROM mart.klaim WHERE id = ?", [row["id"]]).fetchall()
            assert keys.setdefault(key, name) == name, f"{name} and {keys[key]} speak of {key}"


def test_the_page_is_what_the_generator_makes() -> None:
    text = CLAIM_GUIDE.read_text(encoding="utf-8")
    assert set(re.findall(r"<!-- mulai: (\w+) -->", text)) == set(claim_guide.BLOCKS)
    assert claim_guide.render(text) == text, "run `python -m etl klaim`"


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(KeyError, match="entah"):
        claim_guide.render("<!-- mulai: entah -->\n<!-- akhir: entah -->")
