"""Runs one installation's carrier in a process of its own, so that a test may kill it."""

from __future__ import annotations

from pathlib import Path


def main(code: str, folder: Path, servers: tuple[str, ...], once: bool) -> None:
    """Carry, until there is nothing left or until told to stop; the database is that of the environment."""
    from django.conf import settings

    settings.FILES_FOLDER, settings.KEYRING_FILE = folder / "files", folder / "keys.json"
    settings.CARRIER_SERVERS = servers
    from yinqiao.areas.hub.jobs.desk import CityDesk, ProvinceDesk
    from yinqiao.areas.hub.jobs.running import run_desk

    desk = ProvinceDesk() if code.endswith("00") else CityDesk()
    run_desk(desk, name=f"walk-{code}", pause=0.05, look=0.0 if once else 1.0, once=once)
