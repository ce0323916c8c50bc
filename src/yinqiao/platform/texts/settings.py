"""Reads the account with a provider from the environment; what is secret may lie in the installation's own file."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.platform.texts.aliyun import ENDPOINT
from yinqiao.platform.texts.types import Account


def account_of(told: Mapping[str, str], secrets: Mapping[str, str]) -> Account | None:
    """The account that the operator named, or None; ValueError says what is missing.

    `YINQIAO_TEXTS` = `aliyun`, with `_KEY_ID`, `_KEY_SECRET` (or `texts_key_secret` in `secrets.json`), `_SIGN`, and
    `_TEMPLATES` = `sign_in_code=SMS_1234567`.
    """
    provider = told.get("YINQIAO_TEXTS", "")
    if not provider:
        return None
    if provider != "aliyun":
        raise ValueError(f"YINQIAO_TEXTS: no provider {provider}")
    secret = told.get("YINQIAO_TEXTS_KEY_SECRET") or secrets.get("texts_key_secret", "")
    pairs = [one.partition("=") for one in told.get("YINQIAO_TEXTS_TEMPLATES", "").split(",") if one.strip()]
    templates = {name.strip(): code.strip() for name, _, code in pairs}
    key_id, sign = told.get("YINQIAO_TEXTS_KEY_ID", ""), told.get("YINQIAO_TEXTS_SIGN", "")
    if not (secret and key_id and sign and templates and all(templates.values())):
        raise ValueError("YINQIAO_TEXTS: key, secret, signature and templates are all needed")
    return Account(key_id, secret, sign, templates, told.get("YINQIAO_TEXTS_ENDPOINT") or ENDPOINT)
