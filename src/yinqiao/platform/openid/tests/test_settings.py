"""How an operator names a provider, and what is said when something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from yinqiao.platform.openid.settings import provider_of

pytestmark = pytest.mark.fast
_ISSUER, _BEGIN = "https://id.city.example", "YINQIAO_OPENID_PEOPLE"
NAMED = {
    f"{_BEGIN}_ISSUER": _ISSUER,
    f"{_BEGIN}_CLIENT": "yq",
    f"{_BEGIN}_NAME": "湘城通",
    f"{_BEGIN}_LEVELS": "face, chip",
}
SECRETS = {"openid_people_secret": "geheim"}


def test_a_provider_is_read_with_its_claims_and_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    (tmp_path / "key.pem").write_text("PEM")
    more = {f"{_BEGIN}_SECRET_FILE": str(tmp_path / "secret"), f"{_BEGIN}_KEY_FILE": str(tmp_path / "key.pem"),
            f"{_BEGIN}_CLAIM_ID_NO": "sfzh", f"{_BEGIN}_SCOPES": "openid realname"}  # fmt: skip
    found = provider_of({**NAMED, **more}, {}, "people")
    assert found is not None
    assert (found.issuer, found.client_id, found.secret, found.name, found.key) == (
        _ISSUER, "yq", "from a file", "湘城通", "PEM",
    )  # fmt: skip
    assert found.scopes == ("openid", "realname") and found.levels == {"face", "chip"}
    assert found.claims == {"id_no": "sfzh", "name": "name", "phone": "phone_number", "level": "acr"}


def test_nothing_named_is_no_provider_and_each_door_has_its_own() -> None:
    assert provider_of({}, SECRETS, "people") is None
    assert provider_of(NAMED, SECRETS, "people") is not None
    assert provider_of(NAMED, SECRETS, "staff") is None


@pytest.mark.parametrize("left_out", ["CLIENT", "NAME", "LEVELS"])
def test_what_is_missing_stops_the_start(left_out: str) -> None:
    told = {name: value for name, value in NAMED.items() if name != f"{_BEGIN}_{left_out}"}
    with pytest.raises(ValueError, match=_BEGIN):
        provider_of(told, SECRETS, "people")


def test_a_missing_secret_and_an_issuer_without_https_stop_the_start() -> None:
    with pytest.raises(ValueError, match=_BEGIN):
        provider_of(NAMED, {}, "people")
    with pytest.raises(ValueError, match="https"):
        provider_of({**NAMED, f"{_BEGIN}_ISSUER": "http://id.city.example"}, SECRETS, "people")
