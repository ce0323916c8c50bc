"""Stored files as things with a period: the bytes go, the row stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import destroy_file
from yinqiao.platform.retention.registry import Due, RetentionClass, register_retention

FILE_CLASSES = {
    "roster_upload": "名册原件", "roster_annotated": "批注名册", "archive_catalogue_upload": "档案目录原件",
    "archive_catalogue_annotated": "批注档案目录", "asset_list_upload": "资产清单原件",
    "asset_list_annotated": "批注资产清单", "party_roster_upload": "党员名册原件",
    "party_roster_annotated": "批注党员名册", "proof": "证明材料", "agreement_scan": "协议签署件",
    "branch_papers": "党组织移交批复扫描件",
    "checklist_evidence": "移交准备附件", "fund_voucher": "付款凭证",
    "retiring_list_upload": "即将退休人员名单原件", "retiring_list_annotated": "批注即将退休人员名单",
    "othercity_paper": "异地移交交换文件", "opening_upload": "旧系统数据原件", "export": "导出文件",
    "paper": "打印的文书", "paper_page": "盖章扫描页", "paper_scan": "未读取的扫描件",
    "application_picture": "办件材料图片", "inward_letter": "来函扫描件", "dropbox_upload": "报送文件原件", "dropbox_annotated": "批注报送文件",
    "reimbursement_file": "报销票据文件", "dues_statement": "党费对账单原件",
    "hotline_file": "12345工单表和答复表",
}  # fmt: skip


def register_file_classes() -> None:
    """Every class of stored files."""
    for code, label in FILE_CLASSES.items():
        register_retention(RetentionClass(f"retention.{code}", _finder(code, label), _destroy))


def _finder(code: str, label: str) -> Callable[[date], Sequence[Due]]:
    def find(kept_before: date) -> Sequence[Due]:
        files = StoredFile.objects.filter(
            retention_class=code, destroyed_at__isnull=True, created_at__date__lt=kept_before
        )
        # A file's own name may hold a person's; its kind, size and day do not.
        return [
            Due(row.id, f"{label}（{row.size:,} 字节）", timezone.localdate(row.created_at)) for row in files.iterator()
        ]

    return find


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    files = list(StoredFile.objects.select_for_update().filter(pk__in=ids, destroyed_at__isnull=True))
    for row in files:
        destroy_file(row, at=at, act_id=act_id)
    return len(files)
