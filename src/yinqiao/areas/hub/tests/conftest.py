"""The real servers, once for a run; two cities and their province, once for a module, at rest at each test's beginning."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yinqiao.areas.hub.tests.world import CHANGSHA, SHENZHEN, World, world_in
from yinqiao.platform.carrier.tests.cluster import Cluster, cluster_in


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Three servers that write through."""
    with tempfile.TemporaryDirectory(prefix="yq-line-") as folder, cluster_in(Path(folder)) as made:
        yield made


@pytest.fixture(scope="module")
def three(
    cluster: Cluster, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Two cities and their province."""
    with django_db_blocker.unblock():
        for code in (CHANGSHA, SHENZHEN):
            cluster.forget(f"YINQIAO-{code}")
        with world_in(tmp_path_factory.mktemp("world"), cluster) as made:
            yield made


@pytest.fixture
def world(three: World) -> World:
    """Nobody is on the way from one city to the other, and everything was told to everybody."""
    three.come_to_rest()
    return three
