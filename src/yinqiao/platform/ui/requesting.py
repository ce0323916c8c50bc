"""Where a request comes from."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address a request comes from, behind as many proxies as the settings trust and no more."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
