"""The test bench: an embedded cluster, a template database made once by the owner, a clone per worker, tests as `app`.

Tests never run as a superuser, an owner or a bypasser: row-level security binds them as it binds the product.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from tests.together import Together, order_of
from xdist.remote import Producer

from yinqiao.config.start import read_product

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


# How busy the machine is says nothing about a rule.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
# Before any room's own conftest imports its models.
read_product()
# Addresses are read once: not under the settings that some test wears for a moment.
importlib.import_module("yinqiao.config.urls")
# A worker of a parallel run has read its settings already, with its parent's database; it must use its own.
connection.settings_dict["NAME"] = os.environ["YINQIAO_DB_NAME"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """How a parallel run hands out its tests."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: at the end all processes have something small left.

    Those that raise one city for many tests stay together. Then come those that kill and cut, then all others.
    """
    items.sort(key=lambda item: (order_of(item.nodeid), item.get_closest_marker("fault") is None))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Start the cluster if need be, build the template if the migrations changed, clone it for this worker."""
    from tests.bench_database import clone_for_worker, write_through

    # A long run also tells how fast the product is: there the server waits for its disk.
    write_through(any(item.get_closest_marker("soak") for item in request.session.items))
    with django_db_blocker.unblock():
        clone_for_worker(os.environ["YINQIAO_DB_NAME"])
    yield


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A clone of its own for a test that needs real commits; Django is pointed at it and back again."""
    from tests.bench_database import further_database, pointed_at

    with django_db_blocker.unblock(), further_database() as name, pointed_at(name):
        yield
