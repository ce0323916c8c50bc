"""There and back: what proves who somebody is, and everything that does not."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils import timezone
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.openid import asking, begin, finish
from yinqiao.platform.openid.tests.peer import BACK, PERSON, Peer, asked_of

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as caught:
        act()
    assert not any(value in f"{caught.value.message}{caught.value.next_step}" for value in PERSON.values())
    return caught.value.code


def _part(token: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(token).encode()).rstrip(b"=").decode()


def test_who_signs_in_there_comes_back_with_id_and_claims(peer: Peer) -> None:
    told = peer.walk()
    assert (told.issuer, told.subject, told.text("id_number"), told.text("acr")) == (
        peer.issuer, "app-1", PERSON["id_number"], "face",
    )  # fmt: skip
    assert "王桂英" not in repr(told) and PERSON["id_number"] not in repr(told)


def test_the_browser_goes_away_with_a_challenge_and_none_of_its_secrets(peer: Peer) -> None:
    begun = begin(peer.own, back=BACK)
    asked = asked_of(begun)
    assert (asked["response_type"], asked["code_challenge_method"], asked["redirect_uri"]) == ("code", "S256", BACK)
    assert len({asked["state"], asked["nonce"], asked["code_challenge"], begun.ticket}) == 4
    assert begun.ticket not in begun.url and peer.own.secret not in begun.url and peer.own.secret not in repr(peer.own)
    assert asked_of(begin(peer.own, back=BACK))["state"] != asked["state"]


def test_a_return_is_good_once_in_the_browser_that_went_away(peer: Peer) -> None:
    begun, other = begin(peer.own, back=BACK), begin(peer.own, back=BACK)
    query, now = peer.comes_back(begun), timezone.now()
    for ticket in ("", other.ticket):
        assert _refusal(lambda t=ticket: finish(peer.own, ticket=t, query=query, back=BACK, at=now)) == "openid.stale"
    assert finish(peer.own, ticket=begun.ticket, query=query, back=BACK, at=now).subject == "app-1"
    assert _refusal(lambda: finish(peer.own, ticket=begun.ticket, query=query, back=BACK, at=now)) == "openid.stale"


def test_the_code_of_another_sign_in_opens_nothing(peer: Peer) -> None:
    victim, thief = begin(peer.own, back=BACK), begin(peer.own, back=BACK)
    stolen = {**peer.comes_back(victim), "state": asked_of(thief)["state"]}
    at = timezone.now()
    assert (
        _refusal(lambda: finish(peer.own, ticket=thief.ticket, query=stolen, back=BACK, at=at)) == "openid.code_refused"
    )


def test_a_code_that_was_used_and_one_that_was_made_up_open_nothing(peer: Peer) -> None:
    begun = begin(peer.own, back=BACK)
    query = peer.comes_back(begun)
    finish(peer.own, ticket=begun.ticket, query=query, back=BACK, at=timezone.now())
    assert _refusal(lambda: peer.walk(code=query["code"])) == "openid.code_refused"
    assert _refusal(lambda: peer.walk(code="made-up")) == "openid.code_refused"
    assert _refusal(lambda: peer.walk(code="")) == "openid.no_code"


def test_the_answer_of_another_provider_is_none_of_this_one(peer: Peer) -> None:
    assert _refusal(lambda: peer.walk(iss="https://evil.example")) == "openid.another_issuer"
    peer.about = {"authorization_response_iss_parameter_supported": False}
    asking.forget()
    assert peer.walk().subject == "app-1"
    peer.about = {"issuer": "https://evil.example"}
    asking.forget()
    assert _refusal(peer.walk) == "openid.another_issuer"


def test_a_provider_that_says_where_to_ask_inside_is_not_followed(peer: Peer) -> None:
    for name in ("token_endpoint", "jwks_uri", "userinfo_endpoint", "authorization_endpoint"):
        peer.about = {name: "http://10.0.0.1/x"}
        asking.forget()
        assert _refusal(peer.walk) == "openid.endpoints"


def _with(**changed: Any) -> Callable[[dict[str, Any], dict[str, Any]], str]:
    """A token that is signed well and says something else."""

    def made(claims: dict[str, Any], key: dict[str, Any]) -> str:
        told = {name: value for name, value in {**claims, **changed}.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": key["kid"]}, told, ECKey.import_key(key))

    return made


NOW = int(timezone.now().timestamp())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"iss": "https://evil.example"}, "claim_iss"), ({"iss": None}, "claim_iss"), ({"aud": "another"}, "claim_aud"),
        ({"aud": None}, "claim_aud"), ({"aud": ["people", "another"]}, "claim_azp"), ({"azp": "another"}, "claim_azp"),
        ({"nonce": "of another sign-in"}, "claim_nonce"), ({"nonce": None}, "claim_nonce"), ({"nonce": 7}, "claim_nonce"),
        ({"exp": NOW - 3600}, "claim_exp"), ({"exp": None}, "claim_exp"), ({"exp": "soon"}, "claim_exp"),
        ({"iat": NOW + 3600}, "claim_iat"), ({"iat": NOW - 86400}, "claim_iat"), ({"iat": None}, "claim_iat"),
        ({"nbf": NOW + 3600}, "claim_nbf"), ({"sub": None}, "claim_sub"), ({"sub": ""}, "claim_sub"), ({"sub": 7}, "claim_sub"),
        ({"sub": "x" * 256}, "claim_sub"), ({"sub": "somebody else"}, "another_person"),
    ],
)  # fmt: skip
def test_a_token_that_is_not_for_us_of_now_and_of_this_sign_in_proves_nothing(
    peer: Peer, changed: dict[str, Any], code: str
) -> None:
    peer.twist = _with(**changed)
    assert _refusal(peer.walk) == f"openid.{code}"


def _unsigned(claims: dict[str, Any], key: dict[str, Any]) -> str:
    return f"{_part({'alg': 'none', 'kid': key['kid']})}.{_part(claims)}."


def _by_published_key(claims: dict[str, Any], key: dict[str, Any]) -> str:
    """Signed by HMAC with the published key as if it were the secret."""
    public = json.dumps(ECKey.import_key(key).as_dict(private=False)).encode()
    return jwt.encode({"alg": "HS256", "kid": key["kid"]}, claims, OctKey.import_key(public), algorithms=["HS256"])


def _by_client_secret(claims: dict[str, Any], key: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(b"x" * 32), algorithms=["HS256"])


def _by_strange_key(claims: dict[str, Any], key: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": key["kid"]}, claims, ECKey.generate_key("P-256"))


def _by_key_in_header(claims: dict[str, Any], key: dict[str, Any]) -> str:
    own = ECKey.generate_key("P-256")
    return jwt.encode({"alg": "ES256", "kid": key["kid"], "jwk": own.as_dict(private=False)}, claims, own)


def _another_kind(claims: dict[str, Any], key: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": key["kid"]}, claims, RSAKey.generate_key(2048))


def _altered(claims: dict[str, Any], key: dict[str, Any]) -> str:
    head, _, mark = _with()(claims, key).split(".")
    return f"{head}.{_part({**claims, 'sub': 'somebody'})}.{mark}"


def _unknown(claims: dict[str, Any], key: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": "nobody's"}, claims, ECKey.import_key(key))


@pytest.mark.parametrize(
    ("twist", "code"),
    [
        (_unsigned, "signature"), (_by_published_key, "signature"), (_by_client_secret, "signature"),
        (_by_strange_key, "signature"), (_by_key_in_header, "signature"), (_another_kind, "signature"),
        (_altered, "signature"), (_unknown, "unknown_key"), (lambda *_: "rubbish", "not_a_token"),
        (lambda *_: "", "not_a_token"), (lambda *_: "W10.e30.x", "not_a_token"), (lambda *_: "a" * 9_000, "not_a_token"),
        (lambda *_: 7, "no_id_token"),
    ],
)  # fmt: skip
def test_a_signature_that_the_provider_did_not_make_proves_nothing(peer: Peer, twist: Any, code: str) -> None:
    peer.twist = twist
    assert _refusal(peer.walk) == f"openid.{code}"


def test_clocks_may_differ_by_a_minute_and_not_by_more(peer: Peer) -> None:
    for seconds in (-50, 50):
        peer.clock = timedelta(seconds=seconds)
        assert peer.walk().subject == "app-1"
    for seconds in (-500, 120):
        peer.clock = timedelta(seconds=seconds)
        assert _refusal(peer.walk) in ("openid.claim_iat", "openid.claim_exp")


def test_a_new_key_is_looked_for_once_and_the_old_one_no_longer_holds(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer.walk()
    peer.walk()
    assert (peer.asked_for.count("keys"), peer.asked_for.count("openid-configuration")) == (1, 1)
    peer.turn_key()
    # Just looked: whoever sends unknown keys does not make us ask each time.
    assert _refusal(peer.walk) == "openid.unknown_key"
    assert peer.asked_for.count("keys") == 1
    asking._known[peer.issuer].keys_since -= 31
    assert peer.walk().subject == "app-1"
    assert peer.asked_for.count("keys") == 2


def test_what_the_provider_refuses_is_told_in_words(peer: Peer) -> None:
    def back_with(error: str) -> str:
        return _refusal(lambda: peer.walk(error=error))

    assert [back_with(one) for one in ("access_denied", "server_error", "<script>", "x" * 5000)] == [
        "openid.cancelled", "openid.told_no", "openid.told_no", "openid.told_no",
    ]  # fmt: skip


def test_what_is_not_json_or_too_long_and_a_dead_provider_are_told_in_words(peer: Peer) -> None:
    own = peer.own
    for issuer, code in (
        (f"{peer.issuer}/keys-of-nobody", "not_readable"), ("http://127.0.0.1:1", "unreachable"),
        ("http://10.0.0.1", "address_refused"), ("http://city.example", "address_refused"),
    ):  # fmt: skip
        assert _refusal(lambda i=issuer: begin(replace(own, issuer=i), back=BACK)) == f"openid.{code}"
    peer.about = {"filler": "x" * 20_000}
    asking.forget()
    assert _refusal(lambda: begin(own, back=BACK)) == "openid.not_readable"


def test_a_secret_that_is_not_ours_is_refused_there(peer: Peer) -> None:
    assert _refusal(lambda: peer.walk(provider=replace(peer.own, secret="wrong"))) == "openid.code_refused"


def test_three_wait_at_once_and_the_next_is_told_to_come_back(peer: Peer) -> None:
    for _ in range(3):
        asking._WAITING.acquire()
    try:
        assert _refusal(lambda: begin(peer.own, back=BACK)) == "openid.busy"
    finally:
        for _ in range(3):
            asking._WAITING.release()
    assert begin(peer.own, back=BACK)


def test_a_number_that_was_encrypted_for_us_is_opened_and_one_for_another_proves_nothing(peer: Peer) -> None:
    keys = [generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
    pems = [one.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode() for one in keys]
    ours = RSAKey.import_key(pems[0])
    sealed = jwe.encrypt_compact(
        {"alg": "RSA-OAEP-256", "enc": "A256GCM"}, PERSON["id_number"], ours, algorithms=["RSA-OAEP-256", "A256GCM"]
    )
    claims = {**PERSON, "id_number": sealed}
    assert peer.walk(claims, replace(peer.own, key=pems[0])).text("id_number") == PERSON["id_number"]
    assert _refusal(lambda: peer.walk(claims, replace(peer.own, key=pems[1]))) == "openid.claim_sealed"
    # In the clear it is taken as it is.
    assert peer.walk(PERSON, replace(peer.own, key=pems[0])).text("id_number") == PERSON["id_number"]


def test_claims_that_come_signed_are_believed_for_the_providers_signature_alone(peer: Peer) -> None:
    kept: list[dict[str, Any]] = []

    def keeps_key(claims: dict[str, Any], key: dict[str, Any]) -> str:
        kept[:] = [key]
        return _with()(claims, key)

    peer.twist = keeps_key
    peer.signed_by = lambda told: _with()(told, kept[0])
    assert peer.walk().text("id_number") == PERSON["id_number"]
    peer.signed_by = lambda told: _by_strange_key(told, kept[0])
    assert _refusal(peer.walk) == "openid.signature"
    peer.signed_by = lambda told: _unsigned(told, kept[0])
    assert _refusal(peer.walk) == "openid.signature"
