"""A version is drawn up: begun from what serves or from an empty frame, kept page by page, or pasted as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.applications.queries import item_versions as served
from yinqiao.areas.applications.queries import read_item, version_text
from yinqiao.areas.applications.types import Item
from yinqiao.areas.service_items import errors
from yinqiao.areas.service_items.models import ItemDraft
from yinqiao.areas.service_items.queries import known_versions, version_on
from yinqiao.areas.service_items.rules import MANAGERS, content_of, frame_of
from yinqiao.areas.service_items.types import EDITABLE, OPEN, Content, VersionState
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform

_CODE = re.compile(r"[a-z][a-z0-9_]{1,31}")


def begin_item(*, actor: Actor, at: datetime, code: str, title: str, like: str = "") -> UUID:
    """Begin an item that is new, empty or like another one; returns the draft.

    Invalid `service_items.wrong_code`, `service_items.taken_code`; Conflict `service_items.already_open`; NotFound where
    there is nothing to be like.
    """
    with perform(actor=actor, action="service_items.begin", at=at) as act:
        require_manager(actor)
        if not _CODE.fullmatch(code):
            raise errors.wrong_code()
        if any(one.code == code for one in served()) or known_versions(code):
            raise errors.taken_code()
        content = frame_of(code, title)
        if like:
            content = {**_content(_serving(like, act.stamp.occurred_on)), "code": code, "title": title}
        return _begin(act, {**content, "closed": False})


def begin_version(*, actor: Actor, at: datetime, code: str, is_closing: bool = False) -> UUID:
    """Begin the next version of an item from what serves today; one that closes it says so. Returns the draft.

    NotFound for no such item; Conflict `service_items.already_open`.
    """
    with perform(actor=actor, action="service_items.begin", at=at) as act:
        require_manager(actor)
        content = _content(_serving(code, act.stamp.occurred_on))
        return _begin(act, {**content, "closed": is_closing})


def keep_part(*, actor: Actor, at: datetime, version_id: UUID, seen: int, values: Mapping[str, Any]) -> None:
    """Keep one page of a draft, whole or not; `seen` is the revision that the page showed.

    Refused `service_items.only_own`; Conflict `service_items.not_editable`, `service_items.changed_meanwhile`.
    """
    with perform(actor=actor, action="service_items.keep", at=at) as act:
        found = lock(act, version_id)
        require_editable(actor, found)
        if found.revision != seen:
            raise errors.changed_meanwhile()
        _keep(found, {**found.content, **values})


def paste_text(*, actor: Actor, at: datetime, version_id: UUID, seen: int, text: str) -> None:
    """Take a whole file in place of the draft: read by the validator of files, refused with its lines.

    Besides what `keep_part` refuses: Invalid `service_items.wrong_text`, `service_items.other_code`.
    """
    with perform(actor=actor, action="service_items.keep", at=at) as act:
        found = lock(act, version_id)
        require_editable(actor, found)
        if found.revision != seen:
            raise errors.changed_meanwhile()
        item, faults = read_item(text.replace("\r\n", "\n"), "")
        if item is None:
            raise errors.wrong_text([f"第 {one.line} 行：{one.reason}" for one in faults])
        if item.code != found.code:
            raise errors.other_code(found.code)
        _keep(found, content_of(text))


def require_manager(actor: Actor) -> None:
    """Whoever may set items: a person with that role."""
    if actor.role not in MANAGERS or actor.id is None:
        raise errors.not_manager()


def lock(act: Act, version_id: UUID) -> ItemDraft:
    """One version, locked; NotFound otherwise."""
    require_manager(act.actor)
    found = ItemDraft.objects.select_for_update().filter(pk=version_id).first()
    if found is None:
        raise errors.not_found()
    act.about("item_draft", found.pk, people=0)
    act.note(item=found.code, version=found.version)
    return found


def require_editable(actor: Actor, found: ItemDraft) -> None:
    """A draft is changed by who draws it up, until it waits for somebody else."""
    if found.drafted_by != actor.id:
        raise errors.only_own()
    if found.state not in EDITABLE:
        raise errors.not_editable()


def _keep(found: ItemDraft, content: Content) -> None:
    found.content = dict(content)
    found.title = str(content.get("title") or found.title)[:40]
    found.revision += 1
    found.save(update_fields=["content", "title", "revision"])


def _serving(code: str, today: date) -> Item:
    """What an item says today; where nothing holds today, its highest version."""
    found = version_on(code, today) or next(reversed(known_versions(code)), None)
    if found is None:
        raise errors.not_found()
    return found


def _content(item: Item) -> dict[str, Any]:
    row = ItemDraft.objects.filter(code=item.code, version=item.version, state=VersionState.PUBLISHED).first()
    told = content_of(row.text if row else version_text(item))
    return {key: value for key, value in told.items() if key not in ("version", "valid_from", "valid_to")}


def _begin(act: Act, content: Content) -> UUID:
    code, actor = str(content["code"]), act.actor
    rows = ItemDraft.objects.select_for_update().filter(code=code)
    waits = rows.filter(state__in=[one.value for one in OPEN]).exists()
    if waits or rows.filter(state=VersionState.PUBLISHED, valid_from__gt=act.stamp.occurred_on).exists():
        raise errors.already_open()
    made = ItemDraft(
        id=uuid_utils.uuid7(), code=code, title=str(content.get("title", ""))[:40], content=dict(content),
        drafted_by=actor.id, drafted_name=actor.name[:64], drafted_at=act.at,
    )  # fmt: skip
    made.save(force_insert=True)
    act.about("item_draft", made.pk, people=0)
    act.note(item=code)
    return made.pk
