"""deploy/nginx as it is installed, but on ports of loopback: for `satu_mesin`, the tests and the load test.

The files are the shipped ones; only ports, places, names and, if asked, TLS are changed. Every change must find what it changes, so
that a file that is written differently fails here instead of being tried in another form than it is installed in.
"""

import os
import re
import shutil
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent / "nginx"
FILES = {
    "peduliham.conf": "conf.d",
    "peduliham-umum.conf": "snippets",
    "peduliham-dasbor.conf": "snippets",
    "peduliham-replika.conf": "snippets",
}
DOMAIN = "contoh.go.id"
_MAIN = """
{user} daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/log/galat.log;
worker_rlimit_nofile 8192; events {{ worker_connections 4096; }}
http {{
    # as in Debian's nginx.conf: what is set here too must not be set a second time at this level
    sendfile on; tcp_nopush on; types_hash_max_size 2048; include /etc/nginx/mime.types; default_type application/octet-stream;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; gzip on;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include conf.d/*.conf;
}}
"""
_WITHOUT_TLS = {
    r"^ *ssl_.*\n": "",
    r"^ *listen 443 ssl default_server;\n": "",
    r"^server \{\n    listen 80;\n.*?\n\}\n": "",
    "~\\^https://": "~^http://",
    "; Secure; ": "; ",
    r"^proxy_cookie_flags .*\n": "",
}


@dataclass(frozen=True)
class Ports:
    """Where nginx listens (`secure` None: everything without TLS on `plain`) and where it finds the dashboards."""

    plain: int
    secure: int | None
    replicas: Sequence[int]
    internal: int


def program(name: str) -> str | None:
    """The path of nginx or wrk, also where only root has it on the path; None if it is missing."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def install(folder: Path, ports: Ports, *, site: Path, domain: str = DOMAIN, workers: str = "auto") -> list[str]:
    """Write the files below `folder`, which must be empty; the command that runs nginx with them in the foreground.

    With TLS the certificates are expected as in the files: `ssl/ham.crt`, `ssl/dasbor.crt`, `ssl/internal.crt` and their keys.
    RuntimeError if nginx is missing or a file has not what is changed here.
    """
    nginx = program("nginx")
    if nginx is None:
        raise RuntimeError("nginx tidak ada (apt-get install nginx-light)")
    for name in ("conf.d", "snippets", "ssl", "log"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    changes, found = _changes(folder, ports, site, domain), set()
    for name, place in FILES.items():
        text = (SHIPPED / name).read_text(encoding="utf-8")
        for pattern, new in changes.items():
            text, count = re.subn(pattern, new, text, flags=re.MULTILINE | (re.DOTALL if ".*?" in pattern else re.NOFLAG))
            found |= {pattern} if count else set()
        (folder / place / name).write_text(_replicas(text, ports.replicas) if "replika" in name else text, encoding="utf-8")
    if missing := set(changes) - found:
        raise RuntimeError(f"deploy/nginx tidak lagi memuat: {', '.join(sorted(missing))}")
    main = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    main.write_text(_MAIN.format(folder=folder, user=user, workers=workers), encoding="utf-8")
    return [nginx, "-p", str(folder), "-e", str(folder / "log/galat.log"), "-c", str(main)]


def _changes(folder: Path, ports: Ports, site: Path, domain: str) -> dict[str, str]:
    """Pattern → what takes its place, in this order."""
    port = ports.secure or ports.plain
    return {
        r"^ *listen \[::\]:.*\n": "",
        **({} if ports.secure else _WITHOUT_TLS),
        r"listen 80\b": f"listen 127.0.0.1:{ports.plain}",
        r"listen 443 ssl( http2)?": f"listen 127.0.0.1:{port} ssl\\1" if ports.secure else f"listen 127.0.0.1:{port}",
        r"127\.0\.0\.1:8502\b": f"127.0.0.1:{ports.internal}",
        **({"/etc/ssl/peduliham": f"{folder}/ssl"} if ports.secure else {}),
        "/var/log/nginx": f"{folder}/log",
        "/srv/peduliham/situs": str(site),
        "/opt/peduliham/app": str(SHIPPED.parent.parent),
        re.escape(DOMAIN): domain,
    }


def _replicas(text: str, replicas: Sequence[int]) -> str:
    """The list of replicas with those of here, each line as it is shipped."""
    line = re.search(r"^server .*\n", text, re.MULTILINE)
    if line is None:
        raise RuntimeError("peduliham-replika.conf tidak memuat satu replika pun")
    return "".join(re.sub(r":\d+", f":{port}", line[0]) for port in replicas)
