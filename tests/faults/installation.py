"""Two installations for the restore drill: the one that is backed up, and an empty machine with a server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from yinqiao.config.instance import Instance, load_instance
from yinqiao.platform.audit.tests.sealed_log import database_role
from yinqiao.platform.database import embedded

# What would point the empty machine at the test cluster or at the server of the first installation.
_FOREIGN = ("DATABASE_URL", "YINQIAO_KEYS", "YINQIAO_WITNESS", "YINQIAO_DB_NAME", "YINQIAO_ROLE", "YINQIAO_STATIC")


@dataclass(frozen=True)
class Machine:
    """A home folder and how commands run in it, as on a machine that has nothing else."""

    home: Path

    def yinqiao(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ours there; exit code and texts."""
        environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        return subprocess.run(
            [sys.executable, "-m", "yinqiao.config.cli", *arguments],
            env={**environment, "YINQIAO_HOME": str(self.home)}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def instance(self) -> Instance:
        """Its secrets and addresses."""
        before = os.environ["YINQIAO_HOME"]
        os.environ["YINQIAO_HOME"] = str(self.home)
        try:
            return load_instance()
        finally:
            os.environ["YINQIAO_HOME"] = before

    @contextmanager
    def connected(self, role: str) -> Iterator[None]:
        """Django is connected there as `role` inside the block."""
        before = dict(connection.settings_dict)
        address = self.instance().database(role)
        with database_role(role):
            connection.settings_dict.update(address, NAME="yinqiao")
            yield
        connection.settings_dict.update(before)


@contextmanager
def empty_machine() -> Iterator[Machine]:
    """A folder with nothing in it; its server is stopped and all is removed afterwards. Short: sockets lie in it."""
    home = Path(tempfile.mkdtemp(prefix="yqr"))
    home.chmod(0o711)
    machine = Machine(home)
    try:
        yield machine
    finally:
        if (home / "secrets.json").exists():
            embedded.stop(machine.instance().server, "immediate")
        shutil.rmtree(home)
