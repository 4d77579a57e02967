"""`python -m bench`: measure, print, write JSON, compare with the committed baseline by ratio.

Exit code 1 if a page is over its goal or clearly slower than the baseline, else 0.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from bench import measure

BASELINE = Path(__file__).with_name("baseline.json")
RESULT = Path(__file__).parent / "hasil" / "hasil.json"
GOAL_RATIO, GOAL_BYTES, GOAL_BUILD = 0.2, 40_000, 3.0
TOLERANCE = 1.5  # medians of ratios on a shared machine differ that much from run to run


def _table(pages: dict[str, dict[str, Any]]) -> list[str]:
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


def complaints(result: dict[str, Any], baseline: dict[str, Any] | None) -> list[str]:
    """What misses a goal or fell behind the baseline; empty when all is well."""
    found = []
    before = (baseline or {}).get("pages", {})
    for name, r in result["pages"].items():
        many = r["many"]
        if many["faults"]:
            found.append(f"{name}: {many['faults']} galat")
        if name == measure.STOCK:
            continue
        if many["ratio"] > GOAL_RATIO:
            found.append(f"{name}: rasio {many['ratio']} di atas {GOAL_RATIO}")
        if many["bytes"] > GOAL_BYTES:
            found.append(f"{name}: {many['bytes']} bita di atas {GOAL_BYTES}")
        former = before.get(name, {}).get("many", {}).get("ratio")
        if former and many["ratio"] > former * TOLERANCE + 0.02:
            found.append(f"{name}: rasio {many['ratio']}, dulu {former}")
    if result["build"]["build_s"] > GOAL_BUILD:
        found.append(f"pembangunan {result['build']['build_s']} s di atas {GOAL_BUILD} s")
    return found


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--runs", type=int, default=5, help="reruns per session under load")
    parser.add_argument("--out", type=Path, default=RESULT)
    parser.add_argument("--save-baseline", action="store_true", help="write bench/baseline.json")
    asked = parser.parse_args()
    build = measure.build()
    result = {"sessions": asked.sessions, "build": build, "pages": measure.reruns(sessions=asked.sessions, runs=asked.runs)}
    print("\n".join(_table(result["pages"])))
    print(f"pembangunan {build['build_s']} s; read_csv saja {build['read_csv_s']} s; rasio {build['ratio']}")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    targets = [asked.out, BASELINE] if asked.save_baseline else [asked.out]
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else None
    for target in targets:
        target.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    found = complaints(result, baseline)
    print("\n".join(found) or "Semua sasaran tercapai, tidak lebih lambat daripada dasar pembanding.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
