"""The keyring file: born once with mode 0600, refused when exposed, damaged, foreign or locked."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from yinqiao.kernel.errors import Invalid, Unavailable
from yinqiao.platform.crypto.keyfile import (
    PASSPHRASE_ENV,
    add_key,
    complete_keyring,
    current_keyring,
    forget_key,
    init_keyring,
    install_keyring,
    load_keyring,
)
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.tests.conftest import MADE_AT
from yinqiao.platform.faults import KILL_ENV

pytestmark = pytest.mark.fast


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the keyring is to stand."""
    return tmp_path / "keys" / "keyring.json"


@pytest.mark.parametrize("passphrase", [None, "correct horse 银桥"])
def test_a_new_keyring_has_one_key_per_purpose_and_is_readable_by_its_owner_only(
    path: Path, passphrase: str | None
) -> None:
    made = init_keyring(path, at=MADE_AT, passphrase=passphrase)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    read = load_keyring(path, passphrase)
    assert [(k.id, k.purpose, k.secret) for k in read.keys] == [(k.id, k.purpose, k.secret) for k in made.keys]
    assert [k.purpose for k in read.keys] == list(Purpose)


def test_no_secret_of_a_wrapped_keyring_stands_in_the_file_or_in_its_repr(path: Path) -> None:
    made = init_keyring(path, at=MADE_AT, passphrase="pass")
    plain = init_keyring(path.with_name("plain.json"), at=MADE_AT)
    raw = path.read_text()
    stored = {entry["secret"] for entry in json.loads(path.with_name("plain.json").read_text())["keys"]}
    assert len(stored) == len(Purpose) and not any(secret in raw for secret in stored)
    assert all(k.secret.hex() not in repr(k) and str(k.secret) not in repr(k) for k in (*made.keys, *plain.keys))


@pytest.mark.parametrize("passphrase", [None, "pass"])
def test_a_keyring_of_an_earlier_version_gets_the_keys_that_it_lacks_and_keeps_its_own(
    path: Path, passphrase: str | None
) -> None:
    made = init_keyring(path, at=MADE_AT, passphrase=passphrase)
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "keys": told["keys"][:4]}))
    assert complete_keyring(path, at=MADE_AT, passphrase=passphrase)
    whole = load_keyring(path, passphrase)
    assert [key.purpose for key in whole.keys] == list(Purpose) and whole.keys[:4] == made.keys[:4]
    assert not complete_keyring(path, at=MADE_AT, passphrase=passphrase)
    assert load_keyring(path, passphrase).keys == whole.keys


def test_an_existing_keyring_is_never_overwritten(path: Path) -> None:
    init_keyring(path, at=MADE_AT)
    before = path.read_bytes()
    with pytest.raises(Invalid, match=r"crypto\.keyring_exists"):
        init_keyring(path, at=MADE_AT)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_keyring_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    init_keyring(path, at=MADE_AT)
    path.chmod(mode)
    with pytest.raises(Unavailable, match=r"crypto\.keyring_exposed"):
        load_keyring(path)


@pytest.mark.parametrize("passphrase", [None, "", "wrong"])
def test_a_wrong_or_absent_passphrase_is_named_as_such(path: Path, passphrase: str | None) -> None:
    init_keyring(path, at=MADE_AT, passphrase="right")
    with pytest.raises(Unavailable, match=r"crypto\.passphrase_wrong"):
        load_keyring(path, passphrase)


def test_a_lost_keyring_is_named_as_such(path: Path) -> None:
    with pytest.raises(Unavailable, match=r"crypto\.keyring_missing"):
        load_keyring(path)


@pytest.mark.parametrize("key", range(4))
def test_a_changed_secret_of_any_key_is_found_at_load(path: Path, key: int) -> None:
    init_keyring(path, at=MADE_AT)
    body = json.loads(path.read_text())
    secret = body["keys"][key]["secret"]
    body["keys"][key]["secret"] = ("A" if secret[0] != "A" else "B") + secret[1:]
    path.write_text(json.dumps(body))
    with pytest.raises(Unavailable, match=r"crypto\.keyring_damaged"):
        load_keyring(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "other", "wrap": null, "keys": []}', "\x00"])
def test_a_file_that_is_no_keyring_is_refused(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text(content)
    with pytest.raises(Unavailable, match=r"crypto\.keyring_damaged"):
        load_keyring(path)


def test_a_new_key_takes_over_and_the_former_can_be_forgotten(path: Path) -> None:
    old = init_keyring(path, at=MADE_AT, passphrase="p").active(Purpose.FIELD)
    turned = add_key(path, Purpose.FIELD, at=MADE_AT, passphrase="p")
    assert turned.active(Purpose.FIELD).id != old.id
    assert load_keyring(path, "p").get(old.id, Purpose.FIELD).retired_at == MADE_AT.isoformat()
    assert turned.active(Purpose.SEAL) == load_keyring(path, "p").active(Purpose.SEAL)
    forget_key(path, old.id, passphrase="p")
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        load_keyring(path, "p").get(old.id, Purpose.FIELD)


def test_a_running_process_reads_the_file_of_the_setting_and_each_change_of_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = init_keyring(path, at=MADE_AT, passphrase="p")
    monkeypatch.setenv(PASSPHRASE_ENV, "p")
    install_keyring(None)
    missing = override_settings(KEYRING_FILE=path.with_name("none.json"))
    with missing, pytest.raises(Unavailable, match=r"crypto\.keyring_missing"):
        current_keyring()
    with override_settings(KEYRING_FILE=path):
        assert current_keyring().keys == made.keys
        turned = add_key(path, Purpose.FIELD, at=MADE_AT, passphrase="p")
        assert current_keyring().keys == turned.keys
    install_keyring(None)


@pytest.mark.fault
@pytest.mark.parametrize("point", ["crypto.keyring.before_rename", "crypto.keyring.after_rename"])
def test_a_rotation_killed_at_any_point_leaves_a_whole_keyring(path: Path, point: str) -> None:
    old = init_keyring(path, at=MADE_AT).active(Purpose.FIELD)
    code = (
        "import sys, datetime, pathlib\n"
        "from yinqiao.platform.crypto.keyfile import add_key\n"
        "from yinqiao.platform.crypto.keys import Purpose\n"
        "add_key(pathlib.Path(sys.argv[1]), Purpose.FIELD, at=datetime.datetime(2026, 11, 24))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], env={**os.environ, KILL_ENV: point}, check=False)
    assert done.returncode == -signal.SIGKILL
    ring = load_keyring(path)
    assert ring.get(old.id, Purpose.FIELD).secret == old.secret
    assert (ring.active(Purpose.FIELD).id == old.id) is (point == "crypto.keyring.before_rename")
    assert add_key(path, Purpose.FIELD, at=MADE_AT).get(old.id, Purpose.FIELD).secret == old.secret
