"""The publishing clock: zones, daylight saving, leap days and seconds, a clock set back, and two publishers in the same minute."""

import datetime as dt
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hasil_tools import ask, complete, decide, later, load, public, tables_of, write_results

from etl.base.errors import UserError
from etl.build import life, life_command
from etl.build.run import build
from etl.results import history
from tests.etl.etl_tools import contents

DUE = later(days=9)
SECOND = dt.timedelta(seconds=1)
PUBLISHER = """
import datetime as dt, sys
from pathlib import Path
from etl.base.errors import UserError
from etl.build import life
print("ready", flush=True)
sys.stdin.readline()
try:
    report = life.publish_due(Path(sys.argv[1]), now=dt.datetime.fromisoformat(sys.argv[2]))
    print("nothing" if report is None or not report.replaced else "published")
except UserError as error:
    print("busy" if "sedang berjalan" in str(error) else error)
"""


@pytest.fixture(scope="module")
def scheduled_once(built_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version of 2024 that comes out at `DUE`. Read only: a test that writes takes `scheduled`."""
    place = tmp_path_factory.mktemp("terjadwal")
    folder = Path(shutil.copytree(built_empty, place / "data"))
    load(folder, write_results(place / "akhir.csv", complete(tables_of(folder))))
    decide(folder, "terbit", later(days=1), due=DUE)
    return folder


@pytest.fixture
def scheduled(scheduled_once: Path, tmp_path: Path) -> Path:
    """A copy of it for this test alone."""
    return Path(shutil.copytree(scheduled_once, tmp_path / "data"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-12-10T09:00+07:00", "2026-12-10T02:00:00+00:00"),
        ("2026-12-10T11:00+09:00", "2026-12-10T02:00:00+00:00"),
        ("2026-12-10T02:00Z", "2026-12-10T02:00:00+00:00"),
        ("2027-01-01T00:30+07:00", "2026-12-31T17:30:00+00:00"),
        ("2028-02-29T09:00+07:00", "2028-02-29T02:00:00+00:00"),
        # New York's half past one on the night when its clocks go back: twice, an hour apart
        ("2026-11-01T01:30-04:00", "2026-11-01T05:30:00+00:00"),
        ("2026-11-01T01:30-05:00", "2026-11-01T06:30:00+00:00"),
    ],
)
def test_a_moment_is_the_same_in_every_zone(written: str, moment: str) -> None:
    found = life_command._moment(written)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "written",
    ["2026-12-31T23:59:60+00:00", "2027-02-29T09:00+07:00", "2026-12-10T09:00", "2026-12-10T24:30+07:00", "0001-01-01T00:00+07:00"],
)
def test_what_is_no_moment_is_refused_with_an_example(written: str) -> None:
    """A leap second, 29 February of a common year, a time without its zone, an hour that is none, a moment before all moments."""
    with pytest.raises(UserError) as refused:
        life_command._moment(written)
    assert written in str(refused.value)
    assert "+07:00" in refused.value.remedy


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Apia"])
def test_the_zone_of_the_server_moves_nothing(scheduled: Path, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert life.publish_due(scheduled, now=DUE - SECOND) is None
        assert ask(scheduled, "SELECT count(*) FROM mart.versi_hasil") == [(0,)]
        jakarta = DUE.astimezone(dt.timezone(dt.timedelta(hours=7)))
        assert life.publish_due(scheduled, now=jakarta) is not None
        ((at,),) = ask(scheduled, "SELECT epoch(diterbitkan_pada) FROM mart.versi_hasil")
        assert at == DUE.timestamp()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_once_in_force_in_force_when_the_clock_is_set_back(scheduled: Path) -> None:
    life.publish_due(scheduled, now=DUE)
    shown = public(scheduled)
    for back in (dt.timedelta(seconds=30), dt.timedelta(days=3)):
        life.publish_due(scheduled, now=DUE - back)
        assert public(scheduled) == shown, back
        build(scheduled, now=DUE - back)
        assert public(scheduled) == shown, back


def test_two_publishers_in_the_same_minute_publish_once(scheduled: Path) -> None:
    """One of them does it; the other has nothing left to do, or is told that it is being done. Nothing is written twice."""
    before, kept = history.read(scheduled), contents(scheduled / "hasil")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(scheduled), DUE.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = sorted(one.communicate(timeout=120)[0].strip() for one in both)
    assert said in (["nothing", "published"], ["busy", "published"])
    assert ask(scheduled, "SELECT tahun, versi FROM mart.versi_hasil WHERE keadaan = 'terbit'") == [(2024, 1)]
    after = history.read(scheduled)
    assert len(after.events) == len(before.events) + 1, "that it came into force, once"
    assert after.events[: len(before.events)] == before.events
    now = contents(scheduled / "hasil")
    assert {path.name for path in now if now[path] != kept.get(path)} <= {"riwayat.jsonl", ".kunci-riwayat"}
    assert life.publish_due(scheduled, now=DUE + SECOND) is None
