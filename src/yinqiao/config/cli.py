"""The `yinqiao` command: Django's commands, run as the database role that each one needs."""

from __future__ import annotations

import os
import sys

OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "install", "collectstatic", "restore"}
WORKER_COMMANDS = {"worker", "sequencer", "sealer", "deliverer", "figures", "carrier", "hub"}


def role_of(command: str) -> str:
    """The database role as which a command runs."""
    if command in ("backup", "scans"):
        return "backup"
    return "owner" if command in OWNER_COMMANDS else "worker" if command in WORKER_COMMANDS else "app"


def main() -> None:
    """Run one command; migrations run as `owner`, jobs as `worker`, the rest as `app`, unless `YINQIAO_ROLE` says otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in ("up", "down", "reset", "status"):
        from yinqiao.config.operate import COMMANDS

        COMMANDS[command]()
        return
    os.environ.setdefault("YINQIAO_ROLE", role_of(command))
    from django.core.management import execute_from_command_line

    from yinqiao.config.start import read_product

    read_product()
    execute_from_command_line(["yinqiao", *sys.argv[1:]])


if __name__ == "__main__":
    main()
