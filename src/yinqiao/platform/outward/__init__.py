"""What goes out to addresses of others: where we connect at all, one request, and the courier that keeps sending."""

from yinqiao.platform.outward.addresses import may_connect, why_not_url
from yinqiao.platform.outward.courier import Courier, Desk, Parcel
from yinqiao.platform.outward.sender import Answer, Sender

__all__ = ["Answer", "Courier", "Desk", "Parcel", "Sender", "may_connect", "why_not_url"]
