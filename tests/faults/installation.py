"""Two installations for the restore drill: the one that is backed up, and an empty machine with a server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from django.db import connection

from tests import warm
from tests.bench_database import fingerprint, only_one
from tests.faults.plain_logs import people_in
from yinqiao.areas.handover.tests.conftest import CAST
from yinqiao.config.instance import ROLES, Instance, load_instance
from yinqiao.platform.database import embedded
from yinqiao.platform.database.roles import create_database

# What would point the empty machine at the test cluster or at the server of the first installation.
_FOREIGN = ("DATABASE_URL", "YINQIAO_KEYS", "YINQIAO_WITNESS", "YINQIAO_DB_NAME", "YINQIAO_ROLE", "YINQIAO_STATIC")
# Whose names and numbers no log may hold, beside every valid ID number.
KNOWN = {value: kind for one in CAST for value, kind in ((one.name, "name"), (one.phone, "phone")) if value}


@dataclass(frozen=True)
class Machine:
    """A home folder and how commands run in it, as on a machine that has nothing else."""

    home: Path

    def yinqiao(self, *arguments: str) -> warm.Ended:
        """Run a command of ours there; exit code and texts."""
        return warm.yinqiao(*arguments, environment=self._environment()).ended(timeout=3600)

    def install(self) -> None:
        """A server of its own, with our tables in it and nothing else; copied from one that was kept."""
        for part in _KEPT:
            subprocess.run(["cp", "-a", _kept() / part, self.home], check=True)
        embedded.start(self.instance().server)

    def install_for_good(self) -> None:
        """The same by the product's own `install`."""
        with self._there():
            instance = load_instance()
            embedded.initialise(instance.server, {role: instance.password(role) for role in ROLES})
            with instance.server.admin() as admin:
                create_database(admin, "yinqiao")
        done = self.yinqiao("install")
        assert done.returncode == 0, done.stderr

    def instance(self) -> Instance:
        """Its secrets and addresses."""
        with self._there():
            return load_instance()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        return {**kept, "YINQIAO_HOME": str(self.home)}

    @contextmanager
    def _there(self) -> Iterator[None]:
        with mock.patch.dict(os.environ, self._environment(), clear=True):
            yield

    @contextmanager
    def connected(self, role: str) -> Iterator[None]:
        """Django is connected there as `role` inside the block."""
        before = dict(connection.settings_dict)
        connection.close()
        with self._there():
            connection.settings_dict.update(load_instance().database(role))
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict.update(before)


# What an installation is made of before anybody has used it.
_KEPT = ("secrets.json", "pg")


def _kept() -> Path:
    """The folder of an installation whose server rests: made once for these migrations, for all runs."""
    home = load_instance().home
    folder, mark = home / "installed", home / "installed" / "made-for"
    with only_one(home):
        if not mark.exists() or mark.read_text() != fingerprint():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            with empty_machine() as machine:
                machine.install_for_good()
                embedded.stop(machine.instance().server)
                for part in _KEPT:
                    subprocess.run(["cp", "-a", machine.home / part, folder], check=True)
            mark.write_text(fingerprint())
    return folder


@contextmanager
def empty_machine() -> Iterator[Machine]:
    """A folder with nothing in it; its server is stopped and all is removed afterwards. Short: sockets lie in it.

    At its end nobody of the cast stands in its logs.
    """
    home = Path(tempfile.mkdtemp(prefix="yqr"))
    home.chmod(0o711)
    machine = Machine(home)
    try:
        yield machine
        assert people_in(home.rglob("*.log"), KNOWN) == []
    finally:
        if (home / "secrets.json").exists():
            embedded.stop(machine.instance().server, "immediate")
        shutil.rmtree(home)
