"""Background work: sends a code, lets go of old ones every night."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.portal import services
from yinqiao.areas.portal.types import TEMPLATE
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job, nightly
from yinqiao.platform.texts import Text, send

_TIDIER = Actor.system("长辈版登录记录清理")


@job("portal.send_code")
def send_code(actor: Actor, code_id: str) -> None:
    """Make a code and hand it to the provider, out of any transaction; begun anew with another code if that fails."""
    made = services.prepare_code(actor=actor, at=timezone.now(), code_id=UUID(code_id))
    if made is not None:
        words = f"【银桥】您的登录验证码是 {made.code}，5 分钟内有效。不要把它告诉任何人，工作人员也不会问您要。"
        send(Text(made.phone, TEMPLATE, {"code": made.code}, words), at=timezone.now())


@nightly("portal.forget_old", cron="50 3 * * *")
def forget_old(timestamp: int) -> None:
    """Nothing is kept longer than it is needed."""
    services.forget_old(actor=_TIDIER, at=timezone.now())
