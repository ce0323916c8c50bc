"""The side menu. For one role it is the same on every page but for the entry that we are in: drawn once for each of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from yinqiao.platform.ui.registry import MenuEntry, ui
from yinqiao.platform.ui.words import address_of

# Roles times entries, with room to spare: a city's manager has sixty.
_MOST = 2048
# So many lines are read at a glance; a longer menu shows the heading that we are in, and of the others their names.
_GLANCE = 12


def side_menu(role: str, path: str) -> SafeString:
    """The menu of a role, as a page at `path` shows it."""
    return _drawn(settings.ROOT_URLCONF, role, _entry_of(role, path))


@lru_cache(maxsize=64)
def _lines(root: str, role: str) -> tuple[tuple[MenuEntry, str], ...]:
    """The entries of a role with their addresses; a page that this installation lacks has none. `root`: whose addresses."""
    return tuple((one, address) for one in ui.menu_for(role) if (address := address_of(one.url_name)))


def _entry_of(role: str, path: str) -> str:
    """The address of the entry that we are in: the page itself or anything below it, the longest match wins."""
    found = [address for _, address in _lines(settings.ROOT_URLCONF, role) if path.startswith(address)]
    return max(found, key=len, default="/" if path == "/" else "")


@lru_cache(maxsize=_MOST)
def _drawn(root: str, role: str, current: str) -> SafeString:
    lines = _lines(root, role)
    headings = [(heading, list(found)) for heading, found in groupby(lines, key=lambda one: one[0].group)]
    here = next((heading for heading, found in headings if current in {one[1] for one in found}), "")
    opened = {here or headings[0][0]} if len(lines) > _GLANCE else {heading for heading, _ in headings}
    groups = [(heading, found, heading in opened) for heading, found in headings]
    context = {"groups": groups, "home": reverse("shell:home"), "current": current}
    return render_to_string("shell/side_menu.html", context)
