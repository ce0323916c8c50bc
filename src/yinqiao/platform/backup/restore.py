"""Restores a backup into an empty installation, checks it, begins a new epoch; refuses everything else before it writes.

The keys are not in the backup: they must lie in their place before. Nothing is merged, nothing is overwritten.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from yinqiao.platform.backup import errors
from yinqiao.platform.backup.archive import DUMP, read_archive
from yinqiao.platform.backup.invariants import find_breaches
from yinqiao.platform.backup.make import lost_files
from yinqiao.platform.backup.manifest import Facts, Manifest
from yinqiao.platform.backup.site import Site, count_rows
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.database import embedded
from yinqiao.platform.database.roles import LOGIN_ROLES, create_database
from yinqiao.platform.events.sequencer import begin_epoch


def restore_backup(site: Site, source: Path, *, accept_missing_keys: bool = False) -> Manifest:
    """Bring the backup `source` back into the empty installation `site`; the manifest is returned.

    Refused before anything is written: a missing or wrong keyring, a damaged file, an installation that holds data, an
    older server or older code, keys of the backup that the keyring lacks (unless accepted: they may be erased by law).
    Afterwards: rows are counted against the manifest, migrations run, a new epoch begins so that readers
    resynchronise, everybody is signed out, the audit log goes on, the invariants are checked.
    """
    current_keyring()
    _start_server()
    _refuse_unless_empty(site)
    with tempfile.TemporaryDirectory(dir=site.home, prefix="restoring-") as folder:
        staging = Path(folder)
        manifest = _unpack(source, staging)
        _refuse_unfit(site, manifest.facts, accept_missing_keys=accept_missing_keys)
        _load(site, staging / DUMP)
        _compare_counts(site, manifest.facts)
        _lay_files(site, staging)
    _begin_anew()
    _go_on_sealing()
    _check()
    # `make up` must not load a demo city beside what was restored.
    (site.home / "demo-users.txt").touch(mode=0o600)
    return manifest


def adopt_recovered(site: Site) -> int:
    """Go on with a database that its operator brought to an earlier moment from archived WAL; returns the files lost.

    As after a restore: acts of two transactions get one fate, migrations run, a new epoch begins, everybody is signed
    out, the audit log goes on from that moment, the invariants are checked. Files are kept outside the database: rows
    whose bytes are missing are counted. Conflict `backup.still_recovering` while the server replays.
    """
    current_keyring()
    with site.connect("owner") as owner:
        row = owner.execute("SELECT pg_is_in_recovery()").fetchone()
        if row is None or row[0]:
            raise errors.still_recovering()
    _as_worker("了结中断的办理", "worker", "--settle")
    _begin_anew()
    _go_on_sealing()
    _check()
    return len(lost_files(site))


def verify_backup(source: Path) -> Manifest:
    """Decrypt and check a backup file without restoring it; the manifest is returned. Errors as `read_archive`."""
    return _unpack(source, None)


def _unpack(source: Path, into: Path | None) -> Manifest:
    try:
        opened = source.open("rb")
    except OSError as problem:
        raise errors.source_missing(source.name) from problem
    with opened:
        return read_archive(opened, into)


def _start_server() -> None:
    """The embedded server of an empty machine is made now; one's own has been made ready by `yinqiao db init`."""
    instance = settings.INSTANCE
    if instance.uses_embedded:
        embedded.initialise(instance.server, {role: instance.password(role) for role in LOGIN_ROLES})
        with instance.server.admin() as admin:
            create_database(admin, _name())


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _refuse_unless_empty(site: Site) -> None:
    with site.connect("owner") as owner:
        if owner.execute("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace LIMIT 1").fetchone():
            raise errors.target_not_empty("数据表")
    if any(site.files.glob("??/??/*")):
        raise errors.target_not_empty("文件")


def _refuse_unfit(site: Site, facts: Facts, *, accept_missing_keys: bool) -> None:
    here = site.server_major()
    if here < facts.server:
        raise errors.server_older(facts.server, here)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := [one for one in facts.migrations if one not in known]:
        raise errors.code_older(unknown[0])
    held = {f"{key.id:08x}" for key in current_keyring().keys}
    if (lost := [one for one in facts.keys if one not in held]) and not accept_missing_keys:
        raise errors.keys_missing(lost)


def _load(site: Site, dump: Path) -> None:
    """All of the dump in one transaction, by the owner; definer functions go to `privileged`, as in the migrations."""
    with site.connect("owner") as owner:
        owner.autocommit = True
        owner.execute("GRANT CREATE ON SCHEMA public TO yq_privileged")
        try:
            site.run("owner", "pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={_name()}", str(dump))
        finally:
            owner.execute("REVOKE CREATE ON SCHEMA public FROM yq_privileged")


def _compare_counts(site: Site, facts: Facts) -> None:
    with site.connect("backup") as reader:
        here = count_rows(reader)
    for table, rows in facts.tables.items():
        if here.get(table) != rows:
            raise errors.counts_differ(table)


def _lay_files(site: Site, staging: Path) -> None:
    """The stored files into the store; the witness only where none stands, for one outside knows more than a backup."""
    for path in (staging / "files").glob("??/??/*"):
        place = site.files / path.relative_to(staging / "files")
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(path, place)
    if (staging / "witness").exists() and not site.witness.exists():
        site.witness.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (staging / "witness").iterdir():
            name = site.witness.name if path.name == "checkpoints.txt" else path.name
            shutil.move(path, site.witness.with_name(name))


def _begin_anew() -> None:
    """Migrations and grants of this code, a new epoch, no sessions: whoever was signed out must not come back."""
    call_command("install")
    begin_epoch("restored")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
        cursor.execute("ANALYZE")


def _go_on_sealing() -> None:
    """What was not sealed at the moment of the backup is sealed now: a backup of last week must not look like a dead sealer."""
    _as_worker("审计日志确认恢复", "audit", "accept-restore")
    _as_worker("审计日志续封", "sealer", "--once")


def _as_worker(step: str, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yinqiao.config.cli", *command],
        env={**os.environ, "YINQIAO_ROLE": "worker", "YINQIAO_DB_NAME": _name()},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise errors.step_failed(step, done.stderr.strip()[-600:])


def _check() -> None:
    told = find_breaches(_name())
    if told:
        raise errors.invariants_broken(told)
