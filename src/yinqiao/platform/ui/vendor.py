"""Finds the few files of npm packages that pages use, so that a start need not copy and press thousands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

# Where a page asks for it → where the package keeps it.
FILES = {
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/tabler-icons/tabler-icons.min.css": "@tabler/icons-webfont/dist/tabler-icons.min.css",
    "vendor/tabler-icons/fonts/tabler-icons.woff2": "@tabler/icons-webfont/dist/fonts/tabler-icons.woff2",
    "vendor/tabler-icons/fonts/tabler-icons.woff": "@tabler/icons-webfont/dist/fonts/tabler-icons.woff",
    "vendor/tabler-icons/fonts/tabler-icons.ttf": "@tabler/icons-webfont/dist/fonts/tabler-icons.ttf",
}


class _Packages(FileSystemStorage):
    """The packages' folder under the names that pages use."""

    def path(self, name: str) -> str:
        """Where a file really lies."""
        return str(Path(settings.NODE_MODULES) / FILES[name])


class VendorFinder(BaseFinder):
    """A static-files finder over `FILES`."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a name, or nothing."""
        found = [str(Path(settings.NODE_MODULES) / FILES[path])] if path in FILES else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Every file, for collectstatic."""
        storage = _Packages()
        for name in FILES:
            yield name, storage
