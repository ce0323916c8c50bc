"""A whole site for the journeys: its own folder, database, demo city, web, worker, sequencer, sealer, deliverer and figures.

Everything is started as processes of its own and ended again; nothing is shared with the test bench.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests import warm
from tests.faults.plain_logs import people_in
from tests.journeys.kept import lay_out
from yinqiao.config.cli import role_of

ACCOUNT = re.compile(r"^([a-z]+\.[a-z]+)\s+(\S{16})\s", re.MULTILINE)
# Nobody of the register: what is typed and sent to the site in the wrong places, to be looked for in its logs.
CANARIES = {"990101195003070017": "id_number", "13971000100": "phone", "龚金丝雀": "name"}
# Who can sign in, where `yinqiao up` keeps it too.
USERS = "demo-users.txt"
# What the test bench sets for itself must not reach the site.
BENCH_ONLY = ("YINQIAO_DB_NAME", "YINQIAO_ROLE", "YINQIAO_STATIC", "DATABASE_URL", "YINQIAO_KEYS")
PREPARE = "from yinqiao.config.operate import prepare; from yinqiao.config.instance import load_instance; prepare(load_instance())"
# The checker connects as the role that reads everything; its password is not for a command line.
CHECK = (
    "import os, sys; from yinqiao.config.instance import load_instance; at = load_instance().database('backup');"
    " os.environ.update(PGHOST=at['HOST'], PGUSER=at['USER'], PGPASSWORD=at['PASSWORD'], PGDATABASE=at['NAME']);"
    " os.execv(sys.executable, [sys.executable, 'tools/check_invariants.py', '--dsn', '', '--full'])"
)
# Everybody of the register, for this process alone: what must stand in no log.
PEOPLE = (
    "import django, json; django.setup(); from yinqiao.areas.retirees.models import Retiree;"
    " from yinqiao.areas.retirees.queries.facts import facts_of; from yinqiao.platform.access import Actor, acting;"
    "\nwith acting(Actor.system('logs')): rows = list(Retiree.objects.all()); facts = facts_of(rows)"
    "\nprint(json.dumps([(row.name, one.get('id_no', ''), one.get('phone', '')) for row, one in zip(rows, facts)]))"
)
_SERVER = "from yinqiao.platform.database import embedded; from yinqiao.config.instance import load_instance; "
START, STOP = (f"{_SERVER}embedded.{word}(load_instance().server)" for word in ("start", "stop"))


@dataclass
class Site:
    """One running site; `passwords` maps who can sign in to the password."""

    home: Path
    port: int
    passwords: dict[str, str] = field(default_factory=dict)
    processes: dict[str, warm.Warm] = field(default_factory=dict)
    is_whole: bool = False
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    def environment(self, role: str = "app") -> dict[str, str]:
        """The environment of one of its processes."""
        kept = {name: value for name, value in os.environ.items() if name not in BENCH_ONLY}
        own = {"YINQIAO_HOME": str(self.home), "YINQIAO_MODE": "demo", "YINQIAO_ROLE": role}
        return {**kept, **own, "DJANGO_SETTINGS_MODULE": "yinqiao.config.settings"}

    def run(self, lines: str) -> str:
        """Run lines of Python to their end; what they said. RuntimeError with that when they fail."""
        return _said(warm.lines(lines, environment=self.environment()), lines)

    def yinqiao(self, *command: str) -> str:
        """The same with one of the product's commands."""
        return _said(warm.yinqiao(*command, environment=self.environment()), command[0])

    def start(self, name: str, *arguments: str) -> None:
        """Start one lasting program of the product; what it says goes to the log folder."""
        around, log = self.environment(role_of(name)), self.home / "log" / f"{name}.log"
        self.processes[name] = warm.yinqiao(name, *arguments, environment=around, log=log)

    @contextlib.contextmanager
    def at_rest(self, name: str) -> Iterator[None]:
        """One program stands still meanwhile, so that what waits for it can be looked at."""
        number = self.processes[name].process.pid
        assert number
        os.kill(number, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(number, signal.SIGCONT)

    def people_in_logs(self) -> list[str]:
        """File, line and kind of every person who stands in a log of a program or of the database, to this moment."""
        kinds = ("name", "id_number", "phone")
        people = json.loads(self.run(PEOPLE))
        known = {value: kind for person in people for kind, value in zip(kinds, person, strict=True) if value}
        assert len(known) > 2 * len(people) > 0
        return people_in(sorted(self.home.rglob("*.log")), {**known, **CANARIES})

    def log(self, name: str) -> str:
        """The end of a program's log."""
        return (self.home / "log" / f"{name}.log").read_text(errors="replace")[-3000:]


def _said(running: warm.Warm, what: str) -> str:
    done = running.ended(timeout=600)
    if done.returncode:
        raise RuntimeError(f"{what[:80]}: {done.stdout[-500:]}{done.stderr[-3000:]}")
    return done.stdout


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def raise_site(*, people: int, seed: int) -> Site:
    """Build the site in a new folder and wait until it answers."""
    # Not below pytest's own folder: the database's system user must be able to walk there.
    home = Path(tempfile.mkdtemp(prefix="yq-site-"))
    home.chmod(0o711)
    site = Site(home, free_port())
    try:
        lay_out(home, lambda: _make(site, people, seed), of=f"{people} {seed}")
        site.passwords = dict(ACCOUNT.findall((home / USERS).read_text()))
        site.run(START)
        site.start("web", "--port", str(site.port), "--workers", "1")
        for name in ("worker", "sealer"):
            site.start(name)
        for name in ("sequencer", "deliverer"):
            # Nobody waits here for a tenth of a second: looking so often would be a tenth of all the work.
            site.start(name, "--pause", "0.5")
        site.start("figures", "--pause", "4")
        _wait_for(site)
        site.is_whole = True
    except BaseException:
        raze_site(site)
        raise
    return site


def _make(site: Site, people: int, seed: int) -> None:
    """Everything from nothing, by the product's own commands; the server rests at the end."""
    site.run(PREPARE)
    told = site.yinqiao("demo", "--people", str(people), "--seed", str(seed))
    (site.home / USERS).touch(mode=0o600)
    (site.home / USERS).write_text(told)
    site.run(STOP)


def _wait_for(site: Site) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if urllib.request.urlopen(f"{site.url}/healthz", timeout=2).status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the site does not answer: {site.log('web')}")


def raze_site(site: Site) -> None:
    """End every process of the site, stop its database, remove its folder.

    First the database must tell one consistent story, whatever was walked: RuntimeError with each breach. And nobody
    may stand in a log.
    """
    try:
        if site.is_whole:
            site.run(CHECK)
            if found := site.people_in_logs():
                raise RuntimeError("somebody stands in a log: " + ", ".join(found))
    finally:
        _tear_down(site)


def _tear_down(site: Site) -> None:
    for one in site.processes.values():
        one.process.terminate()
    for one in site.processes.values():
        one.end()
    with contextlib.suppress(RuntimeError):
        site.run(STOP)
    shutil.rmtree(site.home, ignore_errors=True)
