"""Reads from the environment which providers people may sign in by; what is secret lies in files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yinqiao.platform.openid.types import Provider
from yinqiao.platform.outward import why_not_url

# What of a person a provider may tell, and by which claim unless the operator says otherwise.
STAFF, PEOPLE = "staff", "people"
CLAIMS = {"id_no": "id_number", "name": "name", "phone": "phone_number", "level": "acr"}


def provider_of(told: Mapping[str, str], secrets: Mapping[str, str], who: str) -> Provider | None:
    """The provider of these people (`staff`, `people`), or None where there is none; ValueError says what is missing.

    `YINQIAO_OPENID_STAFF_ISSUER` names it, with `_CLIENT`, `_SECRET_FILE` (or `openid_staff_secret` in `secrets.json`),
    `_NAME` (as the button says it), and where needed `_SCOPES`, `_CLAIM_ID_NO`, `_CLAIM_NAME`, `_CLAIM_PHONE`,
    `_CLAIM_LEVEL`, `_LEVELS` (`high,substantial`; of people always), `_KEY_FILE` (our private key, for claims that come encrypted).
    """
    begin = f"YINQIAO_OPENID_{who.upper()}"
    issuer = told.get(f"{begin}_ISSUER", "")
    if not issuer:
        return None
    file, key = told.get(f"{begin}_SECRET_FILE", ""), told.get(f"{begin}_KEY_FILE", "")
    secret = Path(file).read_text().strip() if file else secrets.get(f"openid_{who}_secret", "")
    client, name = told.get(f"{begin}_CLIENT", ""), told.get(f"{begin}_NAME", "")
    if why_not_url(issuer) or not (client and name and secret):
        raise ValueError(f"{begin}: an https issuer, client, name and secret are all needed")
    levels = frozenset(_words(told.get(f"{begin}_LEVELS", ""), ","))
    if who == PEOPLE and not levels:
        raise ValueError(f"{begin}_LEVELS: by which values the app says that it has made sure who somebody is")
    return Provider(
        issuer, client, secret, name, ("openid", *_words(told.get(f"{begin}_SCOPES", "profile"), " ")),
        {word: told.get(f"{begin}_CLAIM_{word.upper()}") or claim for word, claim in CLAIMS.items()},
        levels, Path(key).read_text() if key else "",
    )  # fmt: skip


def _words(text: str, separator: str) -> list[str]:
    return [one.strip() for one in text.split(separator) if one.strip() and one.strip() != "openid"]
