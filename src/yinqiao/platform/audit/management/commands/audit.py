"""`yinqiao audit verify | seal | keys | accept-restore`: what the audit administrator does at the server."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.audit.seal import accept_restore, seal_pending, verifier_keys
from yinqiao.platform.audit.verify import verify_log


class Command(BaseCommand):
    """Sealing and its proof, by hand."""

    help = "审计日志：核验（verify）、立即封存（seal）、列出核验公钥（keys）、恢复备份后确认继续（accept-restore）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what to do."""
        parser.add_argument("what", choices=["verify", "seal", "keys", "accept-restore"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a breach or a refusal ends with an error."""
        try:
            getattr(self, "_" + options["what"].replace("-", "_"))()
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}{refusal.next_step}（{refusal.code}）") from refusal

    def _verify(self) -> None:
        proof = verify_log()
        for breach in proof.breaches:
            self.stdout.write(f"{breach.code} {breach.text}")
        self.stdout.write(
            f"已核验 {proof.entries} 条记录、{proof.checkpoints} 个检查点；另有 {proof.waiting} 条等待封存，尚不能证明。"
        )
        if proof.breaches:
            raise CommandError(f"发现 {len(proof.breaches)} 处不一致。请保全现场，并报告信息安全负责人。")

    def _seal(self) -> None:
        self.stdout.write(f"已封存 {seal_pending()} 条记录。")

    def _keys(self) -> None:
        for key in verifier_keys():
            self.stdout.write(key.encoded())

    def _accept_restore(self) -> None:
        lost = accept_restore()
        self.stdout.write(
            f"已确认：备份之后封存的 {lost} 条记录不在恢复的数据库中，核验报告将长期注明。"
            if lost
            else "无需确认，日志没有回退。"
        )
