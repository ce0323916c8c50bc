"""The test bench: an embedded cluster, a template database made once by the owner, a clone per worker, tests as `app`.

Tests never run as a superuser, an owner or a bypasser: row-level security binds them as it binds the product.
"""

from __future__ import annotations

import importlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.db import connection
from tests.together import Together
from xdist.remote import Producer

ROOT = Path(__file__).parent
HOME = Path(os.environ.get("YINQIAO_TEST_HOME") or ROOT / "build" / "test-home")
os.environ["YINQIAO_HOME"] = str(HOME)
os.environ["YINQIAO_MODE"] = "demo"
os.environ["YINQIAO_ROLE"] = "app"
os.environ["YINQIAO_STATIC"] = "source"
# Nobody waits for the next event but where a test is about that.
os.environ["YINQIAO_FEED_WAITERS"] = "0"
os.environ["YINQIAO_DB_NAME"] = f"yq_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
os.environ["DJANGO_SETTINGS_MODULE"] = "yinqiao.config.settings"


# Before any room's own conftest imports its models.
django.setup()
# Addresses are read once: not under the settings that some test wears for a moment.
importlib.import_module("yinqiao.config.urls")
# A worker of a parallel run has read its settings already, with its parent's database; it must use its own.
connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """How a parallel run hands out its tests."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The modules of the matrix stay together, and so do the journeys: each has one city for all its modules."""
    items.sort(key=lambda item: ("probe_matrix" not in item.path.parts, item.get_closest_marker("journey") is None))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Start the cluster if need be, build the template if the migrations changed, clone it for this worker."""
    from tests.bench_database import clone_for_worker

    with django_db_blocker.unblock():
        clone_for_worker(os.environ["YINQIAO_DB_NAME"])
    yield


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A clone of its own for a test that needs real commits; Django is pointed at it and back again."""
    from tests.bench_database import clone, drop

    name = f"yq_test_{secrets.token_hex(6)}"
    with django_db_blocker.unblock():
        connection.close()
        clone(name)
        before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = name
        os.environ["YINQIAO_DB_NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
            os.environ["YINQIAO_DB_NAME"] = before
            drop(name)
