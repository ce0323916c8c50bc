"""`yinqiao asyncapi`: prints what programmes are told, as `docs/api/asyncapi.json` holds it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yinqiao.shell.machine.asyncapi import printed


class Command(BaseCommand):
    """Print the document."""

    help = "输出事件的 AsyncAPI 描述"

    def handle(self, *args: Any, **options: Any) -> None:
        """As JSON that a reviewer can compare line by line."""
        self.stdout.write(printed(), ending="")
