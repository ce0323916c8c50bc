"""Type size and colours as this browser chose them, kept in two cookies: they hold before sign-in and need no script."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

THEMES = {"light": "浅色", "dark": "深色", "contrast": "高对比度"}
TYPE_SIZES = {"16": "标准", "18": "大", "20": "较大", "24": "特大", "30": "最大"}
THEME_COOKIE = "yq_theme"
TYPE_COOKIE = "yq_type"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Appearance:
    """How pages look: a key of `THEMES` and one of `TYPE_SIZES` (pixels of the root type)."""

    theme: str = "light"
    type_size: str = "16"


def appearance_of(request: HttpRequest | None) -> Appearance:
    """What the browser chose; unknown values and absent cookies give the default."""
    if request is None:
        return Appearance()
    theme = request.COOKIES.get(THEME_COOKIE, "")
    size = request.COOKIES.get(TYPE_COOKIE, "")
    return Appearance(theme if theme in THEMES else "light", size if size in TYPE_SIZES else "16")


def remember_appearance(response: HttpResponse, look: Appearance) -> None:
    """Put the choice on a response, for a year."""
    for name, value in ((THEME_COOKIE, look.theme), (TYPE_COOKIE, look.type_size)):
        response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="Lax")
