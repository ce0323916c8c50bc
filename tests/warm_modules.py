"""What the server of forks reads before it forks: the whole product, as every process of it does."""

from __future__ import annotations

import importlib

import django

django.setup()
importlib.import_module("yinqiao.config.urls")
for _name in ("handover", "othercity", "routine", "certification", "opening"):
    importlib.import_module(f"yinqiao.areas.{_name}.services")
