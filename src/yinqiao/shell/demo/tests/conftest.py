"""Puts the developers' tools on the path: they are programs of their own, and know what must always hold."""

from __future__ import annotations

import sys

from django.conf import settings

sys.path.insert(0, str(settings.PROJECT / "tools"))
