"""What the payment provider tells: opened by nobody's sign-in, believed for its signature alone."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yinqiao.areas.dues import services
from yinqiao.platform.access.types import Actor
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.payments import NoticeRefused, PaymentUnavailable, take_notice

logger = logging.getLogger(__name__)
_COUNTER = Actor.system("党费支付")


@csrf_exempt
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """支付通知、退款通知: booked once; what is not the provider's is refused with 401. A fault of ours is told anew by the provider."""
    now = timezone.now()
    try:
        told = take_notice(request.headers, request.body, at=now)
    except (NoticeRefused, PaymentUnavailable) as refusal:
        logger.warning("payment notice refused: %s", refusal.args[0])
        return JsonResponse({"code": "FAIL", "message": "签名或时间不对"}, status=401)
    killpoint("dues.notice_before_booking")
    services.hear(actor=_COUNTER, at=now, told=told)
    return HttpResponse(status=204)
