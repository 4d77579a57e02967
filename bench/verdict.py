"""What is printed of a measurement, and what it is judged by: goals, and the baseline by ratio."""

from typing import Any

from bench import exports, measure, paint, slow_line

GOAL_RATIO, GOAL_BYTES, GOAL_BUILD = 0.2, 40_000, 3.0
GOAL_CLICK, GOAL_FEWER = 0.5, 75
"""A step to another year: time to the painted map against the kindest plain way, bytes against the usual one."""
GOAL_LOADING = {"workbook": 10.0, "rounds": 4.0}
GOAL_LOADING_GB = 0.6
"""Understanding result files against the bare reading of them, and the memory it takes."""
GOAL_SHEET_S, GOAL_SHEETS_S, GOAL_BOOK_S = 1.5, 30.0, 2.0
"""A fact sheet, those of all provinces, and the national workbook, once the libraries are open."""
GOAL_SITE_S = 60.0
"""All pages of the static site, with maps and previews, on two cores: half of their processor seconds."""
GOAL_BOUNDARIES_S, GOAL_BOUNDARIES_GB = 90, 3
GOAL_LINE = {"figure": 700, "light_map": 1500, "page": 6000, "map": 14_000, "mb": 2.3}
GOAL_SLOWER_MS = 2500
"""The front page at 1.5 Mbit/s and 150 ms, milliseconds and MB; and its first figure at 400 kbit/s."""
GOAL_STATIC, GOAL_REPLICAS, GOAL_P95 = 0.9, 1.6, 1000
"""Static pages against a plain nginx, two replicas against one, and milliseconds of 200 readers' 95th percentile."""
GOAL_ENTRY_MS, GOAL_ENTRIES, GOAL_SEEN_MS = 3.0, 300.0, 1000.0
"""A build in the lake against one in the folder, and entries per second that eight machines bring into it together."""
TOLERANCE = 1.5  # medians of ratios on a shared machine differ that much from run to run
Result = dict[str, Any]


def pages_table(pages: dict[str, Result]) -> list[str]:
    """A line per page."""
    head = (
        f"{'halaman':<18}{'1 sesi ms':>10}{'rasio':>7}{'50 sesi ms':>11}{'rasio':>7}"
        f"{'p95 ms':>8}{'bita':>8}{'CPU ms':>8}{'MiB/sesi':>10}{'galat':>7}"
    )
    lines = [head]
    for name, r in pages.items():
        one, many = r["one"], r["many"]
        lines.append(
            f"{name:<18}{one['median_ms']:>10}{one['ratio']:>7}{many['median_ms']:>11}{many['ratio']:>7}"
            f"{many['p95_ms']:>8}{many['bytes']:>8}{r['cpu_ms']:>8}{r['mib_per_session']:>10}{many['faults']:>7}"
        )
    return lines


_KINDS = {"cold": "buka, peramban kosong", "warm": "buka lagi", "click": "tahun lain"}


def paint_table(painted: Result) -> list[str]:
    """A line per way of every kind; or, loudly, why nothing was measured."""
    if "skipped" in painted:
        return [f"!!!! PETA DI PERAMBAN TIDAK DIUKUR: {painted['skipped']} !!!!"]
    lines = [f"{'peta 514 wilayah':<24}{'cara':<12}{'tergambar ms':>13}{'rasio':>7}{'WebSocket':>11}{'HTTP':>11}{'x lebih':>9}"]
    for kind, told in painted.items():
        for way, one in told["ways"].items():
            ratio, fewer = told["time_ratio"].get(way, ""), told["fewer_bytes"].get(way, "")
            lines.append(
                f"{_KINDS[kind]:<24}{way:<12}{one['painted_ms']:>13}{ratio:>7}"
                f"{one['socket_bytes']:>11}{one['http_bytes']:>11}{fewer:>9}"
            )
    return [*lines, f"rasio: waktu {paint.OURS} dibagi cara itu; x lebih: bita cara itu dibagi {paint.OURS}"]


def boundaries_line(boundaries: Result) -> str:
    """What the boundaries took; or, loudly, why they were not built."""
    if "skipped" in boundaries:
        return f"!!!! BATAS WILAYAH TIDAK DIUKUR: {boundaries['skipped']} !!!!"
    fetched = "dengan" if boundaries["fetched"] else "tanpa"
    return f"batas wilayah {boundaries['seconds']} s ({fetched} unduhan), {boundaries['gb']} GB"


_LOADED = {"workbook": "rincian satu putaran (XLSX) : calamine", "rounds": "sebelas putaran (CSV) : read_csv"}


def loading_table(loading: Result) -> list[str]:
    """A line per kind of file."""
    head = f"{'hasil resmi dibaca dan diperiksa':<40}{'CPU s':>8}{'bacaan s':>10}{'rasio':>7}{'GB':>6}"
    return [head, *(f"{_LOADED[k]:<40}{r['seconds']:>8}{r['bare_s']:>10}{r['ratio']:>7}{r['gb']:>6}" for k, r in loading.items())]


def complaints(result: Result, baseline: Result | None) -> list[str]:
    """What misses a goal or fell behind the baseline; empty when all is well. What was skipped is no complaint."""
    before = baseline or {}
    found = [line for name, page in result["pages"].items() for line in _of_page(name, page, before.get("pages", {}).get(name, {}))]
    if result["build"]["build_s"] > GOAL_BUILD:
        found.append(f"pembangunan {result['build']['build_s']} s di atas {GOAL_BUILD} s")
    if "skipped" not in result["paint"]:
        found += _of_paint(result["paint"], before.get("paint", {}))
    return (
        found
        + _of_boundaries(result["boundaries"])
        + _of_loading(result.get("loading", {}))
        + _of_files(result.get("files", {}))
        + _of_site(result.get("site", {}), before.get("site", {}))
        + _of_line(result.get("line", {}))
    )


def _of_line(lines: Result) -> list[str]:
    if not lines:
        return []
    (fast, one), (slow, other) = ((name, ways[slow_line.OURS]) for name, ways in lines.items())
    found = [f"{fast}: {name} {one[name]} di atas {goal}" for name, goal in GOAL_LINE.items() if one[name] > goal]
    if other["figure"] > GOAL_SLOWER_MS:
        found.append(f"{slow}: angka pertama sesudah {other['figure']} ms, di atas {GOAL_SLOWER_MS}")
    return found


def _of_page(name: str, page: Result, before: Result) -> list[str]:
    many, found = page["many"], []
    if many["faults"]:
        found.append(f"{name}: {many['faults']} galat")
    if name == measure.STOCK:
        return found
    if many["ratio"] > GOAL_RATIO:
        found.append(f"{name}: rasio {many['ratio']} di atas {GOAL_RATIO}")
    if many["bytes"] > GOAL_BYTES:
        found.append(f"{name}: {many['bytes']} bita di atas {GOAL_BYTES}")
    former = before.get("many", {}).get("ratio")
    if former and many["ratio"] > former * TOLERANCE + 0.02:
        found.append(f"{name}: rasio {many['ratio']}, dulu {former}")
    return found


def _of_paint(painted: Result, before: Result) -> list[str]:
    found = []
    time, fewer = painted["click"]["time_ratio"][paint.KINDEST], painted["click"]["fewer_bytes"][paint.USUAL]
    if time > GOAL_CLICK:
        found.append(f"peta, tahun lain: waktu {time} kali cara {paint.KINDEST}, di atas {GOAL_CLICK}")
    if fewer < GOAL_FEWER:
        found.append(f"peta, tahun lain: bita {fewer} kali lebih sedikit daripada cara {paint.USUAL}, di bawah {GOAL_FEWER}")
    for kind, told in painted.items():
        former = before.get(kind, {})
        for way, ratio in told["time_ratio"].items():
            then = former.get("time_ratio", {}).get(way)
            if then and ratio > then * TOLERANCE + 0.1:
                found.append(f"peta, {_KINDS[kind]}: waktu {ratio} kali cara {way}, dulu {then}")
        for way, ratio in told["fewer_bytes"].items():
            then = former.get("fewer_bytes", {}).get(way)
            if then and ratio * 1.2 < then:
                found.append(f"peta, {_KINDS[kind]}: bita {ratio} kali lebih sedikit daripada cara {way}, dulu {then}")
    return found


def _of_loading(loading: Result) -> list[str]:
    found = []
    for kind, one in loading.items():
        if one["ratio"] > GOAL_LOADING[kind]:
            found.append(f"{_LOADED[kind]}: rasio {one['ratio']} di atas {GOAL_LOADING[kind]}")
        if one["gb"] > GOAL_LOADING_GB:
            found.append(f"{_LOADED[kind]}: {one['gb']} GB di atas {GOAL_LOADING_GB} GB")
    return found


def _of_boundaries(boundaries: Result) -> list[str]:
    found = []
    if boundaries.get("seconds", 0) > GOAL_BOUNDARIES_S:
        found.append(f"batas wilayah {boundaries['seconds']} s di atas {GOAL_BOUNDARIES_S} s")
    if boundaries.get("gb", 0) > GOAL_BOUNDARIES_GB:
        found.append(f"batas wilayah {boundaries['gb']} GB di atas {GOAL_BOUNDARIES_GB} GB")
    return found


def _of_files(files: Result) -> list[str]:
    """Seconds of files against their goals; the first making of a kind opens libraries and is not judged."""
    found = []
    for name, row in files.items():
        goal = GOAL_SHEETS_S if name == exports.SHEETS else GOAL_BOOK_S if name.startswith("XLSX") else GOAL_SHEET_S
        took = row.get("median_s", row["first_s"])
        if took > goal:
            found.append(f"{name}: {took} s di atas {goal} s")
    return found


def of_service(service: Result) -> list[str]:
    """What of `bench.layanan` misses its goal."""
    static, ratio, leisure, hard = (service[key] for key in ("static", "saturation", "leisure", "disturbed"))
    found = []
    if static.get("ratio", GOAL_STATIC) < GOAL_STATIC:
        found.append(f"halaman statis: {static['ratio']} kali nginx polos, di bawah {GOAL_STATIC}")
    if not ratio["quiet_pairs"]:
        found.append(
            f"dua replika: {ratio['ratio']} kali satu, tetapi orang lain memakai kedua inti selama itu: ulangi di mesin yang tenang"
        )
    elif ratio["ratio"] < GOAL_REPLICAS:
        found.append(f"dua replika: {ratio['ratio']} kali satu, di bawah {GOAL_REPLICAS}")
    if leisure["p95_ms"] > GOAL_P95 or leisure["faults"] or leisure["cut"]:
        found.append(
            f"{leisure['sessions']} sesi: p95 {leisure['p95_ms']} ms, {leisure['faults']} galat, {leisure['cut']} terputus"
        )
    if hard["static_failed"] or hard["faults"] or hard["back"] < hard["cut"] or not hard["cut"]:
        found.append(f"terbit dan replika mati: {hard['static_failed']} halaman statis gagal, {hard['faults']} galat")
    return found


def of_workspace(found: Result) -> list[str]:
    """What of `bench.ruang` misses its goal."""
    there = found["server"]
    missed = []
    if there["isian_ms"] > GOAL_ENTRY_MS:
        missed.append(f"satu isian di server {there['isian_ms']} ms, di atas {GOAL_ENTRY_MS}")
    if there["delapan_penulis_per_s"] < GOAL_ENTRIES:
        missed.append(f"delapan penulis {there['delapan_penulis_per_s']} isian per detik, di bawah {GOAL_ENTRIES}")
    if there["mesin_lain_melihat_ms"] > GOAL_SEEN_MS:
        missed.append(f"mesin lain melihat sesudah {there['mesin_lain_melihat_ms']} ms, di atas {GOAL_SEEN_MS}")
    return missed


def _of_site(site: Result, before: Result) -> list[str]:
    """Pages against their goal; everything against the baseline by its ratio to a plain loop of the same run."""
    found = []
    if site and (took := site["halaman"]["cpu_s"] / 2) > GOAL_SITE_S:
        found.append(f"situs: semua halaman {took:.0f} s di dua inti, di atas {GOAL_SITE_S:.0f} s")
    for name, row in site.items():
        then = before.get(name, {}).get("ratio")
        if then and row["ratio"] > then * TOLERANCE:
            found.append(f"situs, {name}: rasio {row['ratio']}, dulu {then}")
    return found
