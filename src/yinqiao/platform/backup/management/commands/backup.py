"""`yinqiao backup --to FILE | verify FILE | nightly | note | age`: what the system administrator does for the worst day."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.backup.blocks import copy_blocks, copy_folder
from yinqiao.platform.backup.make import make_backup
from yinqiao.platform.backup.manifest import Manifest
from yinqiao.platform.backup.nightly import KEPT, drop_old, nightly_folder, nightly_name
from yinqiao.platform.backup.record import last_backup, note_backup
from yinqiao.platform.backup.restore import verify_backup
from yinqiao.platform.backup.site import this_site


class Command(BaseCommand):
    """Backups by hand and by night; anything odd ends with an exit code that is not 0."""

    help = (
        "备份（--to 文件）、核验备份文件（verify 文件）、每夜备份（nightly）、"
        "登记由其他工具完成的备份（note 名称）、查看上次备份（age）。备份不含密钥，密钥须另行保管。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """A word and a file; without a word, a backup is made."""
        parser.add_argument("what", nargs="?", default="make", choices=["make", "verify", "nightly", "note", "age"])
        parser.add_argument("about", nargs="?", default="")
        parser.add_argument("--to", default="", help="写入的备份文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal or a fault of the disk ends with an error."""
        self.site = this_site()
        try:
            getattr(self, "_" + options["what"])(options["to"] or options["about"])
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}{refusal.next_step}（{refusal.code}）") from refusal
        except OSError as problem:
            text = f"读写备份文件时出错，备份没有完成：{problem}。请检查磁盘空间和设备。（backup.disk）"
            raise CommandError(text) from problem

    def _make(self, name: str) -> None:
        if not name:
            raise CommandError("请用 --to 写明备份文件。")
        target = Path(name).absolute()
        self._tell(make_backup(self.site, target, at=timezone.now()), target)

    def _verify(self, name: str) -> None:
        self._tell(verify_backup(Path(name)), Path(name))

    def _nightly(self, about: str) -> None:
        folder, now = nightly_folder(self.site.home), timezone.now()
        target = folder / nightly_name(now)
        self._tell(make_backup(self.site, target, at=now), target)
        if (copies := copy_folder()) is not None:
            told = copy_blocks(copies)
            self.stdout.write(f"扫描件副本：新增 {told.new} 段 {told.size} 字节，已有 {told.known} 段。")
            if told.altered:
                text = f"{len(told.altered)} 段扫描件与校验值不符，没有复制；数据库备份已完成。请查看扫描件核验结果。（scans.altered）"
                raise CommandError(text)
        for name in drop_old(folder, keep=int(os.environ.get("YINQIAO_BACKUP_KEEP", KEPT))):
            self.stdout.write(f"已删除过期备份 {name}。")

    def _note(self, name: str) -> None:
        if not name:
            raise CommandError("请写明完成备份的工具和备份名称。")
        note_backup(self.site.home, at=timezone.now(), by="external", name=name, size=0)
        self.stdout.write("已登记。")

    def _age(self, about: str) -> None:
        last = last_backup(self.site.home)
        if last is None:
            raise CommandError("还没有备份。")
        self.stdout.write(f"上次备份：{timezone.localtime(last.at):%Y-%m-%d %H:%M}，{last.name}，{last.size} 字节。")

    def _tell(self, manifest: Manifest, path: Path) -> None:
        facts = manifest.facts
        self.stdout.write(
            f"{path}：备份时刻 {facts.created_at}，银桥 {facts.version}，PostgreSQL {facts.server}，"
            f"{len(facts.tables)} 张表 {sum(facts.tables.values())} 行，{len(manifest.members)} 个文件，"
            f"{path.stat().st_size} 字节，核对无误。恢复时需要密钥 {'、'.join(facts.keys)}（不在备份中）。"
        )
