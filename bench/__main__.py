"""`python -m bench`: measure, print, write JSON, compare with the committed baseline by ratio.

Exit code 1 if a page is over its goal or clearly slower than the baseline, else 0.
"""

import argparse
import json
from pathlib import Path

from bench import baseline, exports, measure, paint, results, site, slow_line, verdict

RESULT = Path(__file__).parent / "hasil" / "hasil.json"


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--runs", type=int, default=5, help="reruns per session under load")
    parser.add_argument("--out", type=Path, default=RESULT)
    parser.add_argument("--save-baseline", action="store_true", help="write bench/baseline.json")
    asked = parser.parse_args()
    result = measured(sessions=asked.sessions, runs=asked.runs)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    targets = [asked.out, baseline.PATH] if asked.save_baseline else [asked.out]
    before = json.loads(baseline.PATH.read_text(encoding="utf-8")) if baseline.PATH.exists() else None
    kept = {key: before[key] for key in baseline.ALONE if before and key in before}
    for target in targets:
        target.write_text(json.dumps({**result, **kept}, indent=1) + "\n", encoding="utf-8")
    found = verdict.complaints(result, before)
    print("\n".join(found) or "Semua sasaran tercapai, tidak lebih lambat daripada dasar pembanding.")
    return 1 if found else 0


def measured(*, sessions: int, runs: int) -> verdict.Result:
    """All measurements, one after the other, printed as they come."""
    build = measure.build()
    pages = measure.reruns(sessions=sessions, runs=runs)
    print("\n".join(verdict.pages_table(pages)))
    print(f"pembangunan {build['build_s']} s; read_csv saja {build['read_csv_s']} s; rasio {build['ratio']}")
    reason = paint.unable()
    painted = {"skipped": reason} if reason else paint.painted_map()
    print("\n".join(verdict.paint_table(painted)))
    line = {} if reason else slow_line.judged()
    print("\n".join(slow_line.table(line)))
    boundaries = measure.boundaries()
    print(verdict.boundaries_line(boundaries))
    loading = results.loading()
    print("\n".join(verdict.loading_table(loading)))
    files = exports.judged()
    static = site.judged()
    return {
        "sessions": sessions,
        "build": build,
        "pages": pages,
        "paint": painted,
        "boundaries": boundaries,
        "loading": loading,
        "files": files,
        "site": static,
        "line": line,
    }


if __name__ == "__main__":
    raise SystemExit(main())
