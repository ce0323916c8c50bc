"""`yinqiao carrier`: posts what this city has for others into its stream, and takes in what others have for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yinqiao.areas.hub.jobs.desk import CityDesk
from yinqiao.areas.hub.jobs.running import run_desk


class Command(BaseCommand):
    """Run until told to stop."""

    help = "市间专线：发送移交文件和指标，接收外市发来的文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` does what can be done now and ends."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--pause", type=float, default=0.5, help="两次查看之间的秒数")
        parser.add_argument("--look", type=float, default=5.0, help="两次核对消息流之间的秒数")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry."""
        if not settings.CARRIER_SERVERS:
            raise CommandError("没有设置专线服务器（YINQIAO_CARRIER），没有启动。")
        desk, name = CityDesk(), f"yinqiao-carrier-{settings.REGION}"
        run_desk(desk, name=name, pause=options["pause"], look=options["look"], once=options["once"])
