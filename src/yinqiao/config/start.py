"""Reading the product at the beginning of a process."""

from __future__ import annotations

import gc

import django


def read_product() -> None:
    """Read every room once. Nothing of it is thrown away again: looking for what could be would take a third of the time."""
    gc.disable()
    try:
        django.setup()
    finally:
        gc.freeze()
        gc.enable()
