"""What docs/exchange.md says is done here, word for word, against a server of its own."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.utils import timezone

from tests.architecture.source import PROJECT
from yinqiao.areas.accounts.models import AccessKey
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind, inward_types
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import Origin, register_people
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db]
PAGE = (PROJECT / "docs" / "exchange.md").read_text(encoding="utf-8")


def _set_the_scene() -> None:
    """The street's key is the police's, and the two people of the page live in the street."""
    now, city = timezone.now(), places().city
    types = tuple(one.code for one in inward_types().values() if SourceKind.POLICE in one.kinds)
    actor = Actor(None, "city_manager", "布景员", Scope.place(city.place_no, city.place_end, city.name))
    new = NewSource(
        "长沙市公安局", SourceKind.POLICE, "changsha-police", types, Basis("共享协议", "第一条", date(2024, 1, 1)), 600, 7,
        AccessKey.objects.get().pk,
    )  # fmt: skip
    register_source(actor=actor, at=now, source=new)
    told = {"sex": 2, "born_on": date(1948, 6, 15), "enterprise_id": 1, "place_no": _community()}
    people = [
        {**told, "name": "王桂英", "id_no": "430999194806150024"}, {**told, "name": "李强", "id_no": "430999194806150040"},
    ]  # fmt: skip
    with perform(actor=Actor.system("test"), action="test.register", at=now) as act:
        register_people(
            act=act, people=pl.DataFrame(people), origin=Origin(Source.ROSTER, date(2026, 1, 1)),
            status=RetireeStatus.MANAGED,
        )  # fmt: skip


def _community() -> int:
    return places().by_code["430104001001"].place_no


def test_the_commands_of_the_page_give_what_it_promises(at_hand: dict[str, str]) -> None:
    _set_the_scene()
    setting, *commands = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    answers: list[list[dict[str, Any]]] = []
    for one in commands:
        done = subprocess.run(
            ["/bin/sh", "-eu", "-c", setting + one], env=at_hand, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        answers.append(json.loads(done.stdout)["items"])
    assert [[(one["outcome"], one["is_repeated"]) for one in items] for items in answers] == [
        [("applied", False)],
        [("applied", True), ("applied", False)],
        [("applied", False)],
        [("withdrawn", False)],
    ]
