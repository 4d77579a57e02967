"""`peduliham replika`, `gilir`, `sehat`: the shell of deploy/peduliham; systemctl and nginx are scripts that note the words."""

import http.server
import os
import shutil
import subprocess
import threading

import pytest

from etl.base.paths import PROJECT

SHIPPED = (PROJECT / "deploy/nginx/peduliham-replika.conf").read_text(encoding="utf-8")


@pytest.fixture
def machine(tmp_path):
    """Runs the command; gives its exit code, what it said, and what systemctl and nginx were told, in order."""
    for name in ("systemctl", "nginx"):
        program = tmp_path / name
        program.write_text(
            f'#!/bin/sh\necho "{name} $*" >> {tmp_path}/catatan\n[ ! -e {tmp_path}/gagal-{name} ]\n', encoding="utf-8"
        )
        program.chmod(0o755)
    (tmp_path / "replika.conf").write_text(SHIPPED, encoding="utf-8")

    def run(*words):
        (tmp_path / "catatan").write_text("", encoding="utf-8")
        environ = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PEDULIHAM_REPLIKA": str(tmp_path / "replika.conf")}
        done = subprocess.run(
            ["sh", str(PROJECT / "deploy/peduliham"), *words], env=environ, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr, (tmp_path / "catatan").read_text(encoding="utf-8").splitlines()

    run.folder = tmp_path
    return run


def listed(machine):
    lines = (machine.folder / "replika.conf").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def line(port):
    return f"server 127.0.0.1:{port} max_fails=0;"


def test_the_new_ones_run_before_nginx_knows_them_and_the_former_until_it_does_not(machine):
    assert listed(machine) == [line(8511), line(8512)]
    code, _, told = machine("replika", "3")
    started = [f"systemctl enable --now peduliham-publik@{port}.service" for port in (8511, 8512, 8513)]
    assert (code, told) == (0, [*started, "nginx -t", "systemctl reload nginx"])
    assert listed(machine) == [line(8511), line(8512), line(8513)]
    code, _, told = machine("replika", "1")
    stopped = [f"systemctl disable --now peduliham-publik@{port}.service" for port in (8512, 8513)]
    assert (code, told) == (0, [started[0], "nginx -t", "systemctl reload nginx", *stopped])
    assert listed(machine) == [line(8511)]
    assert SHIPPED.splitlines()[0] == (machine.folder / "replika.conf").read_text(encoding="utf-8").splitlines()[0]


def test_without_a_number_there_is_one_for_each_core(machine):
    assert machine("replika")[0] == 0
    assert len(listed(machine)) == int(subprocess.run(["nproc"], capture_output=True, text=True, check=True).stdout)


def test_what_nginx_does_not_take_is_not_left_behind(machine):
    (machine.folder / "gagal-nginx").touch()
    code, _, told = machine("replika", "1")
    assert code == 1
    assert not any("disable" in one for one in told)
    assert listed(machine) == [line(8511), line(8512)]


@pytest.mark.parametrize("number", ["0", "17", "dua", "-1"])
def test_a_number_that_is_none_changes_nothing(machine, number):
    code, said, told = machine("replika", number)
    assert (code, told) == (2, [])
    assert "replika [N]" in said


class Answering(http.server.BaseHTTPRequestHandler):
    """A replica that is well."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


def test_health_and_renewal_stop_at_one_that_does_not_answer(machine):
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as one,
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as two,
    ):
        for server in (one, two):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        ports = [one.server_port, two.server_port]
        (machine.folder / "replika.conf").write_text("".join(f"{line(port)}\n" for port in ports), encoding="utf-8")
        assert machine("sehat")[:2] == (0, "".join(f"replika {port}: ok\n" for port in ports))
        code, _, told = machine("gilir")
        assert (code, told) == (0, [f"systemctl restart peduliham-publik@{port}.service" for port in ports])
        one.shutdown()
        one.server_close()
        code, said, _ = machine("sehat")
        assert code == 1
        assert said == f"replika {ports[0]}: TIDAK MENJAWAB\nreplika {ports[1]}: ok\n"
        code, said, told = machine("gilir")
        assert code == 1
        assert told == [f"systemctl restart peduliham-publik@{ports[0]}.service"], "the others are left in peace"
        two.shutdown()


@pytest.mark.parametrize("shared", [True, False])
def test_a_command_of_the_operator_works_where_the_workspace_is(tmp_path, shared):
    """As the owner of the data, with the address of the shared workspace, though sudo lets no variable through."""
    if shared:
        shutil.copy(PROJECT / "deploy/contoh-ruang.environ", tmp_path / "ruang.env")
    (tmp_path / "sudo").write_text(
        f'#!/bin/sh\n[ "$1 $2" = "-u peduliham" ] || exit 9\nshift 2\nexec env -i PATH="{os.environ["PATH"]}" "$@"\n'
    )
    (tmp_path / "sudo").chmod(0o755)
    script = (PROJECT / "deploy/peduliham").read_text(encoding="utf-8")
    assert "/opt/peduliham/app/.venv/bin/python -m etl" in script
    (tmp_path / "peduliham").write_text(script.replace("/opt/peduliham/app/.venv/bin/python -m etl", "env"), encoding="utf-8")
    environ = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PEDULIHAM_RUANG_ENV": str(tmp_path / "ruang.env"),
        "SUDO_USER": "siti",
    }
    done = subprocess.run(["sh", str(tmp_path / "peduliham")], env=environ, capture_output=True, text=True, check=True)
    seen = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert (seen["PEDULIHAM_DATA"], seen["PEDULIHAM_SIAPA"]) == ("/var/lib/peduliham/data", "siti")
    address = "postgresql://peduliham@10.0.0.20/peduliham"
    assert (seen.get("PEDULIHAM_RUANG"), seen.get("PGPASSFILE")) == ((address, "/etc/peduliham/pgpass") if shared else (None, None))
