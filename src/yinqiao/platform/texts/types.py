"""One text message, and the account with a provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A message by its template, for providers send only wordings they have approved; `words` is how it reads."""

    phone: str = field(repr=False)
    template: str
    values: Mapping[str, str] = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends: the key of a provider, the signature 短信签名, and the provider's code of each of our templates."""

    key_id: str
    secret: str = field(repr=False)
    sign_name: str
    templates: Mapping[str, str]
    endpoint: str
