"""By which providers people may sign in here: as the operator named them; in the demo the stand-in 演示替身."""

from __future__ import annotations

from django.conf import settings

from yinqiao.platform.openid.settings import CLAIMS
from yinqiao.platform.openid.standin import StandIn
from yinqiao.platform.openid.types import Provider


def staff_provider() -> Provider | None:
    """The office platform by which those who work here may sign in, or None."""
    named: Provider | None = settings.OPENID_STAFF
    if named is not None or not settings.IS_DEMO:
        return named
    claims = {"level": "amr"}
    return StandIn(settings.OPENID_STANDIN).provider("staff", "办公平台（演示替身）", claims, levels=frozenset({"otp"}))


def people_provider() -> Provider | None:
    """The city's app by which retirees may sign in, or None."""
    named: Provider | None = settings.OPENID_PEOPLE
    if named is not None or not settings.IS_DEMO:
        return named
    levels = frozenset({"face"})
    return StandIn(settings.OPENID_STANDIN).provider("people", "市民应用（演示替身）", CLAIMS, levels=levels)
