"""Builds the city of the matrix and those who ask; whatever is asked of it is undone at the end.

A parallel run builds it once, in a database of its own: each of its processes works in a copy.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from tests.bench_database import TEMPLATE, admin_of, clone, drop, further_database, only_one, pointed_at
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.city import City, build_city
from tests.probe_matrix.folk import KEYS, TOKENS, Folk, furnish, gather_folk
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.config.instance import load_instance
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import Key, Keyring, new_keyring

_NAMED = "yq_matrix_"
# What a process must know of a city that another has built.
Known = tuple[City, Folk, dict[str, str], dict[str, str], tuple[Key, ...]]


@contextmanager
def standing_matrix(files: Path, crowd: int = 0) -> Iterator[Matrix]:
    """The matrix, with room for its files and `crowd` further people of each kind. Whoever asks may not commit."""
    ring = new_keyring(timezone.now())
    with _surrounded(files, ring), transaction.atomic():
        city, folk = _lay(crowd)
        with _asked(city, folk) as built:
            yield built


@contextmanager
def copied_matrix(files: Path) -> Iterator[Matrix]:
    """The same over a copy of the city that this run has built, or builds now."""
    name, folder = _built_for_this_run()
    city, folk, tokens, access, keys = _recall(folder)
    TOKENS.update(tokens)
    KEYS.update(access)
    shutil.copytree(folder / "files", files, dirs_exist_ok=True)
    with (
        further_database(name) as copy, pointed_at(copy), _surrounded(files, Keyring(keys)), transaction.atomic(),
        _asked(city, folk) as built,
    ):  # fmt: skip
        yield built


def _built_for_this_run() -> tuple[str, Path]:
    """The database that holds the city, and the folder with what else belongs to it; earlier runs' are removed."""
    run = os.environ["PYTEST_XDIST_TESTRUNUID"][:12]
    home = load_instance().home / "matrix"
    home.mkdir(mode=0o700, exist_ok=True)
    folder, name = home / run, f"{_NAMED}{run}"
    with only_one(home):
        if not (folder / "known").exists():
            _remove_earlier(home)
            (folder / "files").mkdir(parents=True)
            clone(name, TEMPLATE)
            _build(name, folder)
    return name, folder


def _build(name: str, folder: Path) -> None:
    ring = new_keyring(timezone.now())
    with pointed_at(name), _surrounded(folder / "files", ring), transaction.atomic():
        city, folk = _lay(0)
    (folder / "known").write_bytes(pickle.dumps((city, folk, TOKENS, KEYS, ring.keys)))


def _recall(folder: Path) -> Known:
    known: Known = pickle.loads((folder / "known").read_bytes())  # noqa: S301  written by this run
    return known


def _remove_earlier(home: Path) -> None:
    for folder in (one for one in home.iterdir() if one.is_dir()):
        shutil.rmtree(folder)
    for name in _earlier():
        drop(name)


def _earlier() -> list[str]:
    instance = load_instance()
    with only_one(instance.home), admin_of(instance) as admin:
        found = admin.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_NAMED])
        return [name for (name,) in found]


@contextmanager
def _surrounded(files: Path, ring: Keyring) -> Iterator[None]:
    """Files and keys of the city; accounts are made quickly, nobody signs in by password."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=quick), keyring_installed(ring):
        cache.clear()
        forget_places()
        yield
    cache.clear()
    forget_places()


def _lay(crowd: int) -> tuple[City, Folk]:
    city = build_city(timezone.now(), crowd)
    folk = gather_folk(city)
    furnish(city, folk)
    return city, folk


@contextmanager
def _asked(city: City, folk: Folk) -> Iterator[Matrix]:
    """What stands now stands to the end: thousands of questions need not have it looked through for garbage."""
    built = Matrix(city, folk)
    gc.collect()
    gc.freeze()
    try:
        yield built
    finally:
        gc.unfreeze()
        transaction.set_rollback(True)
