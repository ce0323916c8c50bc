"""What the server of forks reads before it forks: the whole product, as every process of it does."""

from __future__ import annotations

import importlib

from yinqiao.config.start import read_product

read_product()
importlib.import_module("yinqiao.config.urls")
for _name in ("handover", "othercity", "routine", "certification", "opening"):
    importlib.import_module(f"yinqiao.areas.{_name}.services")
# What the walks stand on, the library of the tests among it.
importlib.import_module("yinqiao.areas.hub.jobs.running")
importlib.import_module("yinqiao.areas.handover.tests.conftest")
