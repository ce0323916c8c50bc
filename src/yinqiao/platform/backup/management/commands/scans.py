"""`yinqiao scans copy | restore | check FOLDER`: blocks of scans beside the backup of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yinqiao.platform.backup.blocks import copy_blocks, lost_blocks, restore_blocks
from yinqiao.platform.backup.site import this_site
from yinqiao.platform.scans.copying import Carried


class Command(BaseCommand):
    """Copies of the store of scans by hand; anything odd ends with an exit code that is not 0."""

    help = "扫描件库：复制到文件夹（copy 文件夹，只复制新增的）、从文件夹补回（restore 文件夹）、核对登记的是否都在（check）。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """A word and a folder."""
        parser.add_argument("what", choices=["copy", "restore", "check"])
        parser.add_argument("folder", nargs="?", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a fault of the disk or of the store ends with an error, what is copied already stays."""
        if options["what"] != "check" and not options["folder"]:
            raise CommandError("请写明存放副本的文件夹。")
        try:
            getattr(self, "_" + options["what"])(Path(options["folder"]).absolute())
        except OSError as problem:
            text = (
                f"读写扫描件库或副本时出错：{problem}。已复制的有效，排除故障后再运行会接着做。（scans.copy_stopped）"
            )
            raise CommandError(text) from problem

    def _copy(self, folder: Path) -> None:
        self._tell(copy_blocks(folder))

    def _restore(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CommandError("没有这个文件夹，没有改动。请核对存放副本的位置。")
        self._tell(restore_blocks(folder))
        self._check(folder)

    def _check(self, folder: Path) -> None:
        if lost := lost_blocks(this_site()):
            raise CommandError(
                f"登记的扫描件缺少 {lost} 段。请用副本补回（yinqiao scans restore 文件夹）后再核对。（scans.lost）"
            )
        self.stdout.write("登记的扫描件都在。")

    def _tell(self, told: Carried) -> None:
        self.stdout.write(f"新增 {told.new} 段 {told.size} 字节，已有 {told.known} 段。")
        if told.altered:
            raise CommandError(f"{len(told.altered)} 段与校验值不符，没有复制。请从其他副本补回。（scans.altered）")
