"""长辈版: what retirees see of themselves. Its addresses begin with `/my/` and know retirees alone."""

from django.http import HttpRequest

from yinqiao.areas.portal.types import PREFIX, SESSION_COOKIE


def is_portal(path: str) -> bool:
    """Whether a path belongs to the portal."""
    return path.startswith(PREFIX)


def token_of(request: HttpRequest) -> str:
    """The token of a retiree's session, as the browser sent it."""
    return request.COOKIES.get(SESSION_COOKIE, "")[:100]
