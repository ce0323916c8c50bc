"""Reads the account with a provider from the environment and the installation's own files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yinqiao.platform.payments.types import ENDPOINT, Merchant

_KEY_LENGTH = 32


def merchant_of(told: Mapping[str, str], secrets: Mapping[str, str]) -> Merchant | None:
    """The account that the operator named, or None; ValueError says what is missing.

    `YINQIAO_PAYMENTS` = `wechat`, with `_MERCHANT`, `_APP`, `_SERIAL`, `_KEY` (the merchant's private key, a PEM file),
    `_PLATFORM` = `PUB_KEY_ID_…=file.pem,…` (the provider's public keys), and the APIv3 key as `_API_KEY` or as
    `payments_api_key` in `secrets.json`.
    """
    provider = told.get("YINQIAO_PAYMENTS", "")
    if not provider:
        return None
    if provider != "wechat":
        raise ValueError(f"YINQIAO_PAYMENTS: no provider {provider}")
    given = {
        name: told.get(f"YINQIAO_PAYMENTS_{name}", "") for name in ("MERCHANT", "APP", "SERIAL", "KEY", "PLATFORM")
    }
    api_key = (told.get("YINQIAO_PAYMENTS_API_KEY") or secrets.get("payments_api_key", "")).encode()
    pairs = [one.partition("=") for one in given["PLATFORM"].split(",") if one.strip()]
    if not all(given.values()) or len(api_key) != _KEY_LENGTH or not all(file for _, _, file in pairs):
        raise ValueError(
            "YINQIAO_PAYMENTS: merchant, app, serial, key, platform keys and a 32-byte API key are all needed"
        )
    return Merchant(
        given["MERCHANT"], given["APP"], given["SERIAL"], Path(given["KEY"]).read_bytes(), api_key,
        {name.strip(): Path(file.strip()).read_bytes() for name, _, file in pairs},
        told.get("YINQIAO_PAYMENTS_ENDPOINT") or ENDPOINT,
    )  # fmt: skip
