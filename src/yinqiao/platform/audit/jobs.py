"""Nightly: prove the audit log."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.platform.audit.services import verify_nightly
from yinqiao.platform.jobs import nightly


@nightly("audit.verify", cron="10 4 * * *")
def verify(timestamp: int) -> None:
    """Verify; what is wrong stands on the auditor's page and in today's list the next morning."""
    verify_nightly(at=timezone.now())
