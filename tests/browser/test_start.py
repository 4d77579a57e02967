"""Starting the dashboard as `make run` does."""

import os
import subprocess
import sys
import time
import urllib.request

from dasbor.words import paths
from deploy.loopback import free_port


def test_starting_asks_nobody_outside(record_folder):
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
    environ = {**os.environ, "PEDULIHAM_DATA": str(record_folder), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=paths.ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        # the banner is printed after the server answers; looking up the outer address takes up to two seconds
        time.sleep(3)
    finally:
        process.terminate()
    told = process.communicate(timeout=15)[0]
    assert f"http://localhost:{port}" in told
    assert "xternal" not in told
