"""Files between cities: every byte counts, only the addressee opens, only a confirmed sender speaks."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.jwk import OKPKey

from yinqiao.areas.othercity.rules import sealing
from yinqiao.areas.othercity.rules.messages import (
    MESSAGES,
    PackageMessage,
    WithdrawalMessage,
    read_message,
    write_message,
)
from yinqiao.areas.othercity.rules.sealing import fingerprint, open_sealed, read_keys, seal, write_keys
from yinqiao.areas.othercity.tests.cities import far_keys, person
from yinqiao.areas.othercity.types import Covered
from yinqiao.kernel.errors import Invalid

pytestmark = pytest.mark.fast
OURS, OUR_SHEET = far_keys("4301")
THEIRS, THEIR_SHEET = far_keys("4403")
KNOWN = {OURS.sign_kid: OUR_SHEET.sign, THEIRS.sign_kid: THEIR_SHEET.sign}


def _message(**facts: object) -> PackageMessage:
    told = {
        "jti": uuid4(), "iss": "4301", "aud": "4403", "iat": datetime(2026, 3, 2, 1, tzinfo=UTC),
        "number": "4301-4403-2026-0001", "sequence": 1, "valid_to": date(2026, 5, 1), "covers": (Covered.SOCIAL,),
        "rule_of_sender": "甲", "rule_of_receiver": "乙", "people": (person(),),
    }  # fmt: skip
    return PackageMessage(**(told | facts))  # type: ignore[arg-type]


MESSAGE = _message()
SEALED = seal(MESSAGE, own=OURS, to=THEIR_SHEET)


def _code(content: bytes, **given: object) -> str:
    told = {"own": THEIRS, "key_of": KNOWN.get} | given
    with pytest.raises(Invalid) as refused:
        open_sealed(content, **told)  # type: ignore[arg-type]
    assert "没有保存任何内容" in refused.value.message
    return refused.value.code


def test_the_addressee_reads_what_the_sender_wrote() -> None:
    opened = open_sealed(SEALED, own=THEIRS, key_of=KNOWN.get)
    assert opened.message == MESSAGE and opened.kid == OURS.sign_kid
    assert person().name.encode() not in SEALED


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
@settings(max_examples=400, deadline=None)
def test_any_altered_byte_is_refused(at: int, by: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= by
    assert _code(bytes(changed)) in {
        "othercity.altered", "othercity.not_a_package", "othercity.for_another_city", "othercity.key_gone",
    }  # fmt: skip


def test_every_last_character_of_a_part_counts_though_base64_would_not_mind() -> None:
    parts = SEALED.split(b".")
    for at, part in enumerate(parts):
        raw = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
        for last in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
            other = part[:-1] + bytes([last])
            if other != part and base64.urlsafe_b64decode(other + b"=" * (-len(other) % 4)) == raw:
                assert _code(b".".join([*parts[:at], other, *parts[at + 1 :]])) == "othercity.altered"


@given(st.integers(0, len(SEALED) - 1))
@settings(max_examples=100, deadline=None)
def test_a_truncated_file_is_refused(length: int) -> None:
    assert _code(SEALED[:length]) in {"othercity.altered", "othercity.not_a_package"}


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_anything_else_is_refused(content: bytes) -> None:
    assert _code(content) in {"othercity.altered", "othercity.not_a_package"}


def test_what_is_appended_or_too_large_is_refused() -> None:
    assert _code(SEALED + b"\n") == "othercity.not_a_package"
    assert _code(SEALED + b"A" * sealing.MOST_BYTES) == "othercity.too_large"


def test_a_file_for_another_city_is_not_opened() -> None:
    stranger, _ = far_keys("4201")
    assert _code(SEALED, own=stranger) == "othercity.for_another_city"


def test_a_key_that_we_no_longer_hold_is_said() -> None:
    newer, _ = far_keys("4403")
    assert _code(SEALED, own=newer) == "othercity.key_gone"


def test_a_signature_by_keys_that_nobody_confirmed_does_not_count() -> None:
    assert _code(SEALED, key_of={}.get) == "othercity.sender_unknown"
    other, _ = far_keys("4301")
    forged = seal(MESSAGE, own=other, to=THEIR_SHEET)
    assert _code(forged) == "othercity.sender_unknown"
    # With the id of the confirmed key and a secret of the own, the signature does not hold.
    posing = type(OURS)("4301", OURS.sign_kid, other.sign, OURS.opening)
    assert _code(seal(MESSAGE, own=posing, to=THEIR_SHEET)) == "othercity.altered"


def test_who_signs_for_another_city_or_to_another_city_is_refused() -> None:
    assert _code(seal(_message(iss="4201"), own=OURS, to=THEIR_SHEET)) == "othercity.sender_unknown"
    # A file for a third city, opened by its receiver and sealed anew for us, still says for whom it was.
    assert _code(seal(_message(aud="4201"), own=OURS, to=THEIR_SHEET)) == "othercity.for_another_city"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "dir", "enc": "A256GCM"},
        {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "zip": "DEF"},
        {"alg": "ECDH-ES+A256KW", "enc": "A128GCM"},
    ],
)
def test_other_algorithms_and_compression_are_refused_before_anything_is_opened(header: dict[str, str]) -> None:
    told = {"typ": "yinqiao-transfer", "kid": THEIR_SHEET.open_kid, "epk": {}} | header
    first = base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=")
    assert _code(b".".join([first, *SEALED.split(b".")[1:]])) == "othercity.not_a_package"


def test_an_unsigned_message_is_refused() -> None:
    public = OKPKey.import_key(
        {"kty": "OKP", "crv": "X25519", "x": base64.urlsafe_b64encode(THEIR_SHEET.open).rstrip(b"=").decode()}
    )
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "typ": "yinqiao-transfer", "kid": THEIR_SHEET.open_kid}
    registry = jwe.JWERegistry(algorithms=["ECDH-ES+A256KW", "A256GCM"])
    bare = jwe.encrypt_compact(header, write_message(MESSAGE), public, registry=registry).encode()
    assert _code(bare) == "othercity.not_a_package"
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"yinqiao-transfer","kid":"4301-1"}').rstrip(b"=")
    unsigned = b".".join([none, base64.urlsafe_b64encode(write_message(MESSAGE)).rstrip(b"="), b""])
    assert _code(jwe.encrypt_compact(header, unsigned, public, registry=registry).encode()) == "othercity.not_a_package"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "yinqiao-transfer/2"), ("kind", "loan"), ("iss", "430"), ("number", "7"), ("sequence", 0),
        ("iat", "2026-03-02T09:00:00"), ("people", []), ("covers", ["money"]), ("surplus", 1),
    ],
)  # fmt: skip
def test_what_is_not_of_the_schema_is_not_read(field: str, value: object) -> None:
    told = json.loads(write_message(MESSAGE))
    assert read_message(json.dumps(told).encode()) == MESSAGE
    with pytest.raises(Invalid) as refused:
        read_message(json.dumps(told | {field: value}).encode())
    assert refused.value.code == "othercity.not_readable" and refused.value.__cause__ is None


def test_a_person_twice_and_a_return_without_reason_are_not_read() -> None:
    twice = json.loads(write_message(MESSAGE))
    twice["people"] *= 2
    answer = {
        "schema": "yinqiao-transfer/1", "kind": "answer", "jti": str(uuid4()), "iss": "4403", "aud": "4301",
        "iat": "2026-03-02T09:00:00+08:00", "number": "4301-4403-2026-0001",
        "answers": [{"ref": str(uuid4()), "decision": "returned", "decided_on": "2026-03-02"}],
    }  # fmt: skip
    for told in (twice, answer):
        with pytest.raises(Invalid):
            read_message(json.dumps(told).encode())
    answer["answers"][0]["reason"] = "declined"  # type: ignore[index]
    assert read_message(json.dumps(answer).encode()).kind == "answer"


@given(st.lists(st.uuids(), min_size=1, max_size=30, unique=True))
@settings(max_examples=30, deadline=None)
def test_a_message_is_read_as_it_was_written(refs: list[UUID]) -> None:
    message = WithdrawalMessage(
        jti=uuid4(), iss="4301", aud="4403", iat=datetime(2026, 3, 2, 1, tzinfo=UTC), number="4301-4403-2026-0001",
        refs=tuple(refs),
    )  # fmt: skip
    assert open_sealed(seal(message, own=OURS, to=THEIR_SHEET), own=THEIRS, key_of=KNOWN.get).message == message


def test_a_key_sheet_holds_public_keys_and_nothing_else_is_taken_for_one() -> None:
    sheet = write_keys(OUR_SHEET)
    assert read_keys(sheet) == OUR_SHEET
    assert OURS.sign.hex() not in sheet.decode() and b'"d"' not in sheet
    assert fingerprint(OUR_SHEET) != fingerprint(THEIR_SHEET) and len(fingerprint(OUR_SHEET)) == 32
    told = json.loads(sheet)
    told["keys"][0]["d"] = told["keys"][0]["x"]
    other_city = json.loads(sheet) | {"city": "4403"}
    for wrong in (json.dumps(told), json.dumps(other_city), "[]", "{", '{"keys": 1}', ""):
        with pytest.raises(Invalid) as refused:
            read_keys(wrong.encode())
        assert refused.value.code == "othercity.not_a_key_sheet"


def test_the_schema_that_other_cities_read_is_the_one_in_force() -> None:
    from pathlib import Path

    kept = Path(__file__).parents[5] / "docs/programmers/transfer-package.schema.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == MESSAGES.json_schema(by_alias=True)
