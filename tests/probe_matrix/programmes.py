"""Asks as a programme does: with a key and without a session; and makes the keys that no longer open."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from tests.probe_matrix.asking import ANONYMOUS, Answer, Matrix
from tests.probe_matrix.city import COMMUNITIES, USCCS
from tests.probe_matrix.folk import KEYS
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import AccessKey, User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.accounts.types import NewKey
from yinqiao.platform.access import Actor

OPENING = ("place.own", "place.sibling", "firm.own")
SHUT = ("ended", "revoked", "groundless", "unknown", "none")
ABSENT_CODES = {"place": "999999999999", "firm": "91430100MA00000000"}


def code_of(kind: str, side: str) -> str:
    """By what a programme names the community or the enterprise of a side, or one that is not there."""
    if side == "absent":
        return ABSENT_CODES[kind]
    return (COMMUNITIES if kind == "place" else USCCS)[side]


@dataclass(frozen=True)
class Programme:
    """One key of the matrix, by name; `none` sends no key."""

    matrix: Matrix
    tokens: dict[str, str]

    def ask(self, key: str, name: str, method: str = "GET", viewer: str = ANONYMOUS, **query: str) -> Answer:
        """One question, undone."""
        headers = {"Authorization": f"Bearer {self.tokens[key]}"} if self.tokens[key] else {}
        address = reverse(name) + (f"?{urlencode(query)}" if query else "")
        # A programme has no token of a form.
        return self.matrix.ask(viewer, method, address, token="", **headers)

    def send(self, key: str, name: str) -> None:
        """One question whose traces stay."""
        headers = {"Authorization": f"Bearer {self.tokens[key]}"}
        self.matrix.house.answer(self.matrix.letters.get(reverse(name), headers=headers))

    def read(self, key: str, name: str, **query: str) -> Any:
        """What a good answer holds."""
        answer = self.ask(key, name, **query)
        assert answer.status == 200, answer.text
        return json.loads(answer.text)


def make_keys(matrix: Matrix) -> dict[str, str]:
    """Name → key: those that open, and one of each kind that does not."""
    maker = _maker(matrix)
    tokens = {name: KEYS[name] for name in OPENING}
    for name in ("ended", "revoked", "groundless"):
        tokens[name] = _make(matrix, maker, name)
        row = AccessKey.objects.latest("id")
        if name == "ended":
            AccessKey.objects.filter(pk=row.pk).update(valid_to=timezone.localdate(matrix.city.at))
        elif name == "revoked":
            accounts.revoke_key(actor=maker, at=matrix.city.at, key_id=row.pk, reason="程序停用")
        else:
            # Rests on a grant that has ended since.
            row.grant_id = matrix.folk.grants["none"]
            row.save(update_fields=["grant_id"])
    return {**tokens, "unknown": "yq_" + "x" * 43, "none": ""}


def _maker(matrix: Matrix) -> Actor:
    user = User.objects.get(pk=matrix.city.targets["admin_user"]["own"])
    return get_actor(user=user, grant_id=None, today=timezone.localdate(matrix.city.at), request_id="")


def _make(matrix: Matrix, maker: Actor, name: str) -> str:
    until = timezone.localdate(matrix.city.at) + timedelta(days=30)
    key = NewKey(name, matrix.city.targets["place_grant"]["own"], until)
    return accounts.make_key(actor=maker, at=matrix.city.at, key=key)


def problem_of(answer: Answer) -> str:
    """The code of a refusal, whose shape is asked for too."""
    body = json.loads(answer.text)
    assert set(body) == {"code", "message", "next_step"}
    assert all(body.values())
    return str(body["code"])
