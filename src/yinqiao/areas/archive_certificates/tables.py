"""The list of certificates from the record."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.archive_certificates.queries import title_of
from yinqiao.areas.archive_certificates.types import Channel, Stage
from yinqiao.platform.ui.columns import StateColumn

_NOWRAP = {"td": {"class": "nowrap"}}
TONES = {"asked": "soon", "drafted": "soon", "issued": "good", "refused": "neutral"}


class AttestationTable(tables.Table):
    """What was asked, the newest first."""

    asked_at = tables.DateTimeColumn(
        verbose_name="申请", format="Y-m-d H:i", attrs=_NOWRAP,
        linkify=("archive_certificates:attestation", {"attestation_id": tables.A("pk")}),
    )  # fmt: skip
    archive_no = tables.Column("档号", accessor="archive__archive_no", attrs=_NOWRAP)
    name = tables.Column("姓名", accessor="archive__name", attrs=_NOWRAP)
    kind = tables.Column("证明种类")
    channel = tables.Column("来源")
    letter_unit = tables.Column("来函单位")
    drafted_name = tables.Column("起草人")
    answered_name = tables.Column("复核人")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(Stage.choices()))

    def render_kind(self, value: str) -> str:
        """As the rules call it."""
        return title_of(value, timezone.localdate())

    def render_channel(self, record: Any) -> str:
        """In words."""
        return Channel(record.channel).label
