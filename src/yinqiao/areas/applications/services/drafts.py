"""Drafts: kept with each page, given up, let go of when nobody goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.models import Draft, Picture
from yinqiao.areas.applications.queries import answers_of, item_in_force, known_answers
from yinqiao.areas.applications.rules import read_answer
from yinqiao.areas.applications.services.own import of_person, within_limits
from yinqiao.areas.applications.services.pictures import end_pictures
from yinqiao.areas.applications.types import Item
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access import Scope
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.rulebook import rulebook

_MOST = 2000
# What a change of keys re-encrypts.
DRAFTS: Final = EncryptedTable("applications_draft", ("sealed",))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a page says: the page to go on with, its answers; `is_back` keeps them as they are and judges nothing."""

    page: int
    answers: Mapping[str, str]
    is_back: bool = False


def keep_draft(*, actor: Actor, at: datetime, code: str, filled: Filled) -> None:
    """Keep a page of an application that is not sent; the first one begins it.

    Invalid `applications.wrong_answers` beside the field, `.unknown_field`; NotFound for an item not in force.
    """
    with perform(actor=actor, action="applications.keep_draft", at=at) as act:
        item = item_in_force(code, act.stamp.occurred_on)
        with of_person(act=act) as person:
            within_limits(act=act, code=code)
            known = known_answers(scope=Scope.everything(), retiree_id=person.pk, item=item)
            given = _kept(filled) if filled.is_back else _judged(item, filled.answers, known)
            write_draft(act=act, person=person, at=at, code=code, filled=replace(filled, answers=given))


def write_draft(*, act: Act, person: Any, at: datetime, code: str, filled: Filled) -> None:
    """Keep what was read of a page, of an item or of a matter of a room above; the first one begins it.

    Within `of_person` and `within_limits`, as everything that a person writes.
    """
    row = Draft.objects.filter(retiree_id=person.pk, code=code).first()
    row = row or Draft(id=uuid_utils.uuid7(), retiree_id=person.pk, code=code, begun_at=at)
    before = answers_of(row) if row.sealed else {}
    answers = {name: text for name, text in {**before, **filled.answers}.items() if text}
    row.sealed = conceal_one(Draft, "sealed", json.dumps(answers, ensure_ascii=False), row.pk)
    row.page, row.changed_at = filled.page, at
    row.save()
    act.note(item=code, page=filled.page)


def _kept(filled: Filled) -> dict[str, str]:
    return {name: normalise_text(text).value[:_MOST] for name, text in filled.answers.items()}


def _judged(item: Item, told: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The answers of a page in their normal form; blank stands for what the register says."""
    fields = {one.code: one for one in item.field}
    if set(told) - set(fields):
        raise errors.unknown_field()
    read, wrong = {}, {}
    for name, typed in told.items():
        text = normalise_text(typed).value
        if text:
            read[name], problem = read_answer(fields[name], text, places().community_labels)
        else:
            read[name] = ""
            problem = f"请填写{fields[name].label}。" if fields[name].required and not known.get(name) else ""
        if problem:
            wrong[name] = problem
    if wrong:
        raise errors.wrong_answers(wrong)
    return read


def drop_draft(*, actor: Actor, at: datetime, code: str) -> None:
    """Give up what was begun; nothing happens where nothing was."""
    with perform(actor=actor, action="applications.drop_draft", at=at) as act, of_person(act=act) as person:
        within_limits(act=act, code=code)
        end_drafts(act, Draft.objects.filter(retiree_id=person.pk, code=code))
        act.note(item=code)


def take_draft(*, act: Act, person: Any, code: str) -> Mapping[str, str]:
    """Use up what was begun of a matter of a room above; Conflict `applications.no_draft` when it was sent before."""
    rows = Draft.objects.filter(retiree_id=person.pk, code=code)
    row = rows.first()
    if row is None:
        raise errors.no_draft()
    told = answers_of(row)
    end_drafts(act, rows)
    return told


def forget_drafts(*, actor: Actor, at: datetime) -> int:
    """Let go of drafts that nobody has gone on with; how many."""
    rule = rulebook().get("applications.drafts", region=settings.REGION, day=timezone.localdate(at))
    with perform(actor=actor, action="applications.forget_drafts", at=at) as act:
        before = at - timedelta(days=rule.parameters["days"])
        count = end_drafts(act, Draft.objects.filter(changed_at__lt=before))
        act.note(drafts=count, rule=rule.version)
    return count


def end_drafts(act: Act, drafts: QuerySet[Draft]) -> int:
    """Let go of drafts with their pictures; how many."""
    ids = list(drafts.values_list("pk", flat=True))
    if ids:
        end_pictures(act, Picture.objects.filter(draft_id__in=ids))
        Draft.objects.filter(pk__in=ids).delete()
    return len(ids)
