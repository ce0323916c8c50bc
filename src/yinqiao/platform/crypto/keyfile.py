"""The keyring's file: born once, read by every process, changed by rotation, optionally wrapped by a passphrase.

Each change is written beside the old file, flushed and renamed, so that a crash leaves the old or the new one whole.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from yinqiao.platform.crypto import errors
from yinqiao.platform.crypto.keys import Key, Keyring, Purpose, is_suite_of, new_keyring
from yinqiao.platform.faults import killpoint

FORMAT = "yinqiao-keyring/1"
PASSPHRASE_ENV = "YINQIAO_KEK"  # noqa: S105  a name, not a secret

_SCRYPT = {"n": 2**15, "r": 8, "p": 1}
_loaded: tuple[tuple[str, int, int], Keyring] | None = None
_installed: Keyring | None = None


def current_keyring() -> Keyring:
    """The keyring of this process: the installed one, else the file of the setting `KEYRING_FILE`.

    The file is read again when it was replaced, so that a new key reaches every running process at once.
    """
    global _loaded
    if _installed is not None:
        return _installed
    path = Path(settings.KEYRING_FILE)
    try:
        state = path.stat()
    except OSError as problem:
        raise errors.keyring_missing() from problem
    version = (str(path), state.st_ino, state.st_mtime_ns)
    if _loaded is None or _loaded[0] != version:
        _loaded = (version, load_keyring(path, os.environ.get(PASSPHRASE_ENV)))
    return _loaded[1]


def install_keyring(ring: Keyring | None) -> None:
    """Use `ring` from now on in this process; None goes back to the file, which is then read anew."""
    global _installed, _loaded
    _installed, _loaded = ring, None


@contextmanager
def keyring_installed(ring: Keyring) -> Iterator[Keyring]:
    """Use `ring` inside the block: for tests, and for a rotation that must see a key just made."""
    before = _installed
    install_keyring(ring)
    try:
        yield ring
    finally:
        install_keyring(before)


def init_keyring(path: Path, *, at: datetime, passphrase: str | None = None) -> Keyring:
    """Make the file with one key per purpose. Invalid `crypto.keyring_exists` if it is there: never overwritten."""
    with _locked(path):
        if path.exists():
            raise errors.keyring_exists()
        ring = new_keyring(at, settings.CRYPTO_FAMILY)
        _write(path, ring, passphrase)
    return ring


def complete_keyring(path: Path, *, at: datetime, passphrase: str | None = None) -> bool:
    """Add keys for purposes that came with an upgrade; whether there were any."""
    with _locked(path):
        ring = load_keyring(path, passphrase)
        whole = ring.with_missing(at, settings.CRYPTO_FAMILY)
        if len(whole.keys) == len(ring.keys):
            return False
        _write(path, whole, passphrase)
    return True


def add_key(path: Path, purpose: Purpose, *, at: datetime, passphrase: str | None = None) -> Keyring:
    """Make a new active key for `purpose`, of the configured family, and retire the former one, which stays readable."""
    with _locked(path):
        ring = load_keyring(path, passphrase).with_new_key(purpose, at, settings.CRYPTO_FAMILY)
        _write(path, ring, passphrase)
    return ring


def forget_key(path: Path, key_id: int, *, passphrase: str | None = None) -> Keyring:
    """Delete a retired key: everything still under it is unreadable from now on (erasure by key deletion)."""
    with _locked(path):
        ring = load_keyring(path, passphrase).without(key_id)
        _write(path, ring, passphrase)
    return ring


def load_keyring(path: Path, passphrase: str | None = None) -> Keyring:
    """Read and check the file. Unavailable: `crypto.keyring_missing`, `_exposed`, `_damaged`, `passphrase_wrong`."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise (errors.keyring_missing() if isinstance(problem, OSError) else errors.keyring_damaged()) from problem
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise errors.keyring_exposed()
    try:
        body = json.loads(text)
        if body["format"] != FORMAT:
            raise errors.keyring_damaged()
        wrap = _wrapping(body["wrap"], passphrase)
        return Keyring(_key_from(entry, wrap) for entry in body["keys"])
    except (ValueError, KeyError, TypeError) as problem:
        raise errors.keyring_damaged() from problem


def _write(path: Path, ring: Keyring, passphrase: str | None) -> None:
    salt = secrets.token_bytes(16) if passphrase else None
    wrap_note = {"kdf": "scrypt", "salt": _b64(salt), **_SCRYPT} if salt else None
    wrap = _wrapping(wrap_note, passphrase)
    body = {
        "format": FORMAT,
        "wrap": wrap_note,
        "keys": [_entry_of(key, wrap) for key in ring.keys],
    }
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(body, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    killpoint("crypto.keyring.before_rename")
    beside.replace(path)
    _flush_folder(path.parent)
    killpoint("crypto.keyring.after_rename")


def _entry_of(key: Key, wrap: AESGCM | None) -> dict[str, Any]:
    secret = key.secret
    if wrap:
        nonce = secrets.token_bytes(12)
        secret = nonce + wrap.encrypt(nonce, secret, _bound_to(key.id, key.purpose, key.suite))
    return {
        "id": f"{key.id:08x}",
        "purpose": key.purpose.value,
        "suite": key.suite,
        "created_at": key.created_at,
        "retired_at": key.retired_at,
        "secret": _b64(secret),
        "check": _check_value(key.secret),
    }


def _key_from(entry: Mapping[str, Any], wrap: AESGCM | None) -> Key:
    key_id, purpose, suite = (
        int(entry["id"], 16),
        Purpose(entry["purpose"]),
        str(entry["suite"]),
    )
    secret = base64.b64decode(entry["secret"], validate=True)
    if wrap:
        try:
            secret = wrap.decrypt(secret[:12], secret[12:], _bound_to(key_id, purpose, suite))
        except InvalidTag as problem:
            raise errors.passphrase_wrong() from problem
    if _check_value(secret) != entry["check"] or not is_suite_of(purpose, suite):
        raise errors.keyring_damaged()
    return Key(key_id, purpose, suite, entry["created_at"], entry["retired_at"], secret)


def _wrapping(note: Mapping[str, Any] | None, passphrase: str | None) -> AESGCM | None:
    if note is None:
        return None
    if not passphrase:
        raise errors.passphrase_wrong()
    salt = base64.b64decode(note["salt"], validate=True)
    kdf = Scrypt(salt=salt, length=32, n=int(note["n"]), r=int(note["r"]), p=int(note["p"]))
    return AESGCM(kdf.derive(passphrase.encode()))


def _bound_to(key_id: int, purpose: Purpose, suite: str) -> bytes:
    return f"{FORMAT}|{key_id:08x}|{purpose.value}|{suite}".encode()


def _check_value(secret: bytes) -> str:
    # Shows a flipped byte at load time; 64 bits of a hash of 256 random bits tell nothing about them.
    return hashlib.sha256(b"yinqiao key check\0" + secret).hexdigest()[:16]


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time; the lock is a file of its own because the keyring is replaced, not changed."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_name(path.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
