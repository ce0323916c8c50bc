"""Walks through the portal's entrance as a browser does, and carries out the job that sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from yinqiao.areas.portal import services
from yinqiao.areas.portal.jobs import send_code
from yinqiao.areas.portal.models import Code
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.tests.small_city import City
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.texts import kept_texts

ENTRANCE = Actor.system("长辈版入口")


@dataclass
class Door:
    """The city, its people by name, and one browser."""

    city: City
    people: dict[str, UUID]
    browser: Client = field(default_factory=Client)

    def ask(self, phone: str, *, browser: Client | None = None, **extra: Any) -> Any:
        """Type a phone and press the button."""
        return (browser or self.browser).post("/my/enter/", {"phone": phone}, **extra)

    def send(self) -> str:
        """The worker sends what was asked for last; the code, or nothing when none was sent."""
        before = len(kept_texts(settings.TEXTS_STANDIN))
        with acting(ENTRANCE):
            last = Code.objects.latest("asked_at", "id").pk
        send_code(ENTRANCE, code_id=str(last))
        texts = kept_texts(settings.TEXTS_STANDIN)
        found = re.search(r"\d{6}", texts[0].words) if len(texts) > before else None
        return found[0] if found else ""

    def type(self, code: str, **more: str) -> Any:
        """Type a code."""
        return self.browser.post("/my/enter/code/", {"code": code, **more})

    def come_in(self, phone: str = "13800001111", **more: str) -> Any:
        """All of it."""
        self.ask(phone)
        return self.type(self.send(), **more)

    def token(self, name: str = "王桂英", at: datetime | None = None) -> str:
        """A session of a person, without the way there."""
        proof = Proof(self.people[name], Means.PHONE_CODE)
        return services.open_session(actor=ENTRANCE, at=at or timezone.now(), proof=proof, device=Device("手机"))

    def codes(self) -> list[Code]:
        """What was asked for, oldest first."""
        with acting(ENTRANCE):
            return list(Code.objects.order_by("asked_at", "id"))
