"""`yinqiao openapi`: prints the description of the machine interface, as `docs/api/openapi.json` holds it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yinqiao.shell.machine.root import printed


class Command(BaseCommand):
    """Print the description."""

    help = "输出机器接口的 OpenAPI 描述"

    def handle(self, *args: Any, **options: Any) -> None:
        """As JSON that a reviewer can compare line by line."""
        self.stdout.write(printed(), ending="")
