"""`yinqiao restore`: brings a backup back into an empty installation, or adopts a database recovered from WAL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.backup.restore import adopt_recovered, restore_backup
from yinqiao.platform.backup.site import this_site

_NEXT = """已恢复到 {moment} 的状态：{tables} 张表 {rows} 行，{files} 个文件；一致性检查通过，新的序列纪元已开始。
接下来：
1. 用 yinqiao audit verify 核验审计日志；备份时刻之后办理的业务不在其中，请按纸质材料补录。
2. 用 YINQIAO_MODE=production make up 启动，请一位用户查找并打开一名人员，确认受保护的信息可以读取。
3. 通知接收方按新纪元重新同步；所有用户需要重新登录。
4. 立即做一次新的备份；密钥文件的保管按《密钥管理》执行。"""

_ADOPTED = """数据库已接续使用：一致性检查通过，新的序列纪元已开始，所有用户需要重新登录。{files}
接下来：
1. 用 yinqiao audit verify 核验审计日志；恢复时刻之后办理的业务不在其中，请按纸质材料补录。
2. 启动各进程，请一位用户查找并打开一名人员，确认受保护的信息可以读取。
3. 通知接收方按新纪元重新同步；立即做一次新的基础备份，归档从新的时间线开始。"""
_FILES_LOST = "文件库缺少 {count} 个仍有登记的文件，请从文件库的备份补回。"


class Command(BaseCommand):
    """Restore, loudly refused when anything is not as it must be."""

    help = "把备份恢复到空的系统。密钥文件（keys.json）须先放好；secrets.json 可以新生成。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether keys erased by law may be absent."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--from", dest="source", help="备份文件")
        what.add_argument("--recovered", action="store_true", help="数据库已用归档日志恢复到某一时刻，接续使用")
        parser.add_argument("--accept-missing-keys", action="store_true", help="备份时的部分密钥已依法销毁")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore or adopt; a refusal or a fault of the disk ends with an error."""
        try:
            if options["recovered"]:
                lost = adopt_recovered(this_site())
                self.stdout.write(_ADOPTED.format(files=_FILES_LOST.format(count=lost) if lost else ""))
                return
            manifest = restore_backup(
                this_site(), Path(options["source"]), accept_missing_keys=options["accept_missing_keys"]
            )
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}{refusal.next_step}（{refusal.code}）") from refusal
        except OSError as problem:
            raise CommandError(
                f"读写文件时出错，恢复没有完成：{problem}。请检查磁盘空间和设备。（backup.disk）"
            ) from problem
        facts = manifest.facts
        self.stdout.write(
            _NEXT.format(moment=facts.created_at, tables=len(facts.tables), rows=sum(facts.tables.values()),
                         files=sum(name.startswith("files/") for name in manifest.members))
        )  # fmt: skip
