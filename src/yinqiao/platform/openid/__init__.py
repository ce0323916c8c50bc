"""Signing in by a provider of OpenID Connect: of the staff, of the people, in the demo the stand-in 演示替身."""

from yinqiao.platform.openid.flow import begin, finish
from yinqiao.platform.openid.providers import people_provider, staff_provider
from yinqiao.platform.openid.returning import Keeper
from yinqiao.platform.openid.types import Begun, Provider, Told

__all__ = ["Begun", "Keeper", "Provider", "Told", "begin", "finish", "people_provider", "staff_provider"]
