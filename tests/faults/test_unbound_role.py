"""A process whose database role may pass by row-level security does not start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests import warm
from tests.faults.outcomes import ROOT
from tests.journeys.site import free_port

pytestmark = [pytest.mark.db, pytest.mark.fault]


def _answers(port: int) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


# One owns the tables, the other passes by their policies.
@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("web", "owner"),
        ("web", "backup"),
        ("worker", "owner"),
        ("sequencer", "owner"),
        ("sealer", "owner"),
        ("deliverer", "owner"),
    ],
)
def test_a_role_that_no_policy_binds_starts_nothing(django_db_setup: None, name: str, role: str) -> None:
    port = ["--port", str(free_port())] if name == "web" else []
    ended = warm.yinqiao(name, *port, environment={**os.environ, "YINQIAO_ROLE": role}).ended()
    assert ended.returncode == 1
    assert "database.unbound_role" in ended.stderr


def test_the_site_starts_as_the_role_that_the_policies_bind(django_db_setup: None) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "yinqiao.config.cli", "web", "--port", str(port), "--workers", "1"],
        env={**os.environ, "YINQIAO_ROLE": "app"}, cwd=ROOT, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while not _answers(port):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        process.terminate()
        process.communicate(timeout=60)
