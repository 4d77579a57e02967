"""The benchmark's verdict, without measuring anything."""

import json

import pytest

from bench import baseline, exports, paint
from bench.measure import STOCK
from bench.verdict import boundaries_line, complaints, of_workspace, paint_table
from dasbor.page import registry


def result(*, ratio=0.05, size=12_000, faults=0, build=1.5, click=0.35, warm=1.0, fewer=120.0, **boundaries):
    many = {"ratio": ratio, "bytes": size, "faults": faults}
    stock = {"ratio": 1.0, "bytes": 600, "faults": 0}
    return {
        "pages": {STOCK: {"many": stock}, "predikat": {"many": many}},
        "build": {"build_s": build},
        "paint": {
            "warm": {"time_ratio": {paint.KINDEST: warm}, "fewer_bytes": {paint.KINDEST: 27.0}},
            "click": {
                "time_ratio": {paint.KINDEST: click, paint.USUAL: 0.16},
                "fewer_bytes": {paint.KINDEST: 36.0, paint.USUAL: fewer},
            },
        },
        "boundaries": {"seconds": 35, "gb": 0.43, "fetched": False, **boundaries},
    }


def test_all_is_well():
    assert complaints(result(), result()) == []
    assert complaints(result(), None) == []


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"ratio": 0.21}, "di atas 0.2"),
        ({"size": 40_001}, "bita"),
        ({"faults": 1}, "galat"),
        ({"build": 3.1}, "pembangunan"),
        ({"ratio": 0.12}, "dulu 0.05"),
        ({"click": 0.51}, "di atas 0.5"),
        ({"click": 0.7}, "dulu 0.35"),
        ({"warm": 1.7}, "buka lagi: waktu 1.7 kali cara satu jejak, dulu 1.0"),
        ({"fewer": 74.9}, "di bawah 75"),
        ({"fewer": 90.0}, "dulu 120.0"),
        ({"seconds": 91}, "91 s di atas 90"),
        ({"gb": 3.1}, "3.1 GB di atas 3"),
    ],
)
def test_what_is_missed_is_told(bad, told):
    found = complaints(result(**bad), result())
    assert len(found) >= 1
    assert any(told in line for line in found)


@pytest.mark.parametrize(
    ("name", "seconds", "told"),
    [
        ("lembar fakta provinsi", 1.5, ""),
        ("lembar fakta provinsi", 1.51, "di atas 1.5"),
        ("XLSX nasional satu tahun", 2.1, "di atas 2.0"),
        (exports.SHEETS, 29.0, ""),
        (exports.SHEETS, 30.1, "di atas 30"),
    ],
)
def test_files_have_their_goals(name, seconds, told):
    found = complaints(
        {**result(), "files": {name: {"first_s": 9.0 if name != exports.SHEETS else seconds, "median_s": seconds}}}, None
    )
    assert bool(found) is bool(told)
    assert all(told in line for line in found)


@pytest.mark.parametrize(("cpu", "ratio", "told"), [(119.0, 400.0, ""), (121.0, 400.0, "di atas 60 s"), (70.0, 700.0, "dulu 400")])
def test_the_site_has_a_goal_in_processor_seconds_of_two_cores(cpu, ratio, told):
    before = {**result(), "site": {"halaman": {"cpu_s": 70.0, "ratio": 400.0}}}
    found = complaints({**result(), "site": {"halaman": {"cpu_s": cpu, "ratio": ratio}}}, before)
    assert bool(found) is bool(told)
    assert all(told in line for line in found)


@pytest.mark.parametrize(
    ("entry", "eight", "seen", "told"),
    [
        (3.0, 300.0, 1000.0, []),
        (3.1, 400.0, 10.0, ["satu isian"]),
        (1.0, 299.0, 10.0, ["299.0 isian per detik"]),
        (1.0, 300.0, 1001.0, ["melihat sesudah 1001.0 ms"]),
    ],
)
def test_the_workspace_on_a_server_has_goals(entry, eight, seen, told):
    there = {"isian_ms": entry, "delapan_penulis_per_s": eight, "mesin_lain_melihat_ms": seen}
    found = of_workspace({"folder": {}, "server": there})
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))


def test_what_could_not_be_measured_is_said_loudly_and_is_no_fault():
    skipped = {"skipped": "tidak ada jaringan"}
    assert complaints({**result(), "paint": skipped, "boundaries": skipped}, result()) == []
    assert complaints(result(), {**result(), "paint": skipped, "boundaries": skipped}) == []
    for line in (*paint_table(skipped), boundaries_line(skipped)):
        assert line.startswith("!!!!")
        assert "tidak ada jaringan" in line


def test_the_map_is_not_measured_without_boundaries(monkeypatch, tmp_path):
    monkeypatch.setattr(paint.paths, "STATIC", tmp_path)
    assert paint.unable() != ""


def test_what_is_measured_by_itself_is_kept_beside_the_rest(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(baseline, "PATH", tmp_path / "baseline.json")
    baseline.PATH.write_text('{"pages": {"peta": 1}, "ruang": 2}', encoding="utf-8")
    assert baseline.concluded("ruang", {"1x": 3}, [], save=False) == 0
    assert json.loads(baseline.PATH.read_text(encoding="utf-8"))["ruang"] == 2
    assert baseline.concluded("ruang", {"1x": 3}, ["terlalu lambat"], save=True) == 1
    assert json.loads(baseline.PATH.read_text(encoding="utf-8")) == {"pages": {"peta": 1}, "ruang": {"1x": 3}}
    assert "terlalu lambat" in capsys.readouterr().out


def test_the_baseline_knows_every_page():
    saved = json.loads(baseline.PATH.read_text(encoding="utf-8"))["pages"]
    assert set(saved) == {STOCK, *(spec.key for spec in registry.PAGES)}
