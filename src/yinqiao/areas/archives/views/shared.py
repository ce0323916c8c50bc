"""What the pages of archives share: the address of a list of archives."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def archives_url(**query: object) -> str:
    """The list of archives under these filters; what is empty is left out."""
    chosen = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse('archives:archives')}?{chosen}".rstrip("?")
