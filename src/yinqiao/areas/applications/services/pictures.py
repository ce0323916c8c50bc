"""Materials by photograph or file: read by the confined child, kept as pictures that we made ourselves.

What was sent is not kept: a script in a PDF, what hides behind a picture's end, and where a photograph was taken go with it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.models import Draft, Picture
from yinqiao.areas.applications.queries import item_in_force
from yinqiao.areas.applications.services.own import of_person, own_case, within_limits
from yinqiao.areas.applications.services.writing import lock_case, who_acts
from yinqiao.areas.applications.types import OPEN, Answer, Applicant, CaseState, Item
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.scans import require_scan
from yinqiao.platform.files.store import NewFile, destroy_file, store_file
from yinqiao.platform.papers.confined import read_scan

# Of one file, and of one material altogether.
MOST_PAGES, MOST_PICTURES = 6, 12
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Attached:
    """What was photographed or chosen, for which material."""

    material: str
    upload: BinaryIO
    name: str


def attach_to_draft(*, actor: Actor, at: datetime, code: str, attached: Attached) -> int:
    """Put a material to what the person has begun; returns how many pages it was.

    Invalid `files.not_a_scan`, `applications.picture_unreadable`, `.too_many_pictures`, `.no_such_material`; Conflict
    `.no_draft`.
    """
    pages = _pages(attached)
    with perform(actor=actor, action="applications.attach_to_draft", at=at) as act, of_person(act=act) as person:
        draft = Draft.objects.filter(retiree_id=person.pk, code=code).first()
        if draft is None:
            raise errors.no_draft()
        within_limits(act=act, code=code)
        item = item_in_force(code, act.stamp.occurred_on)
        return _keep(act, person, item, pages, Picture(draft=draft, material=attached.material))


def attach_own(*, actor: Actor, at: datetime, case_id: UUID, attached: Attached) -> int:
    """Put what was missing to the own case; refuses as `attach_to_draft`, and Conflict `applications.not_now`."""
    pages = _pages(attached)
    with perform(actor=actor, action="applications.attach_own", at=at) as act, of_person(act=act) as person:
        case, item = own_case(act, person, case_id)
        if case.state != CaseState.ASKED:
            raise errors.not_now()
        return _keep(act, person, item, pages, Picture(case=case, material=attached.material))


def attach(*, actor: Actor, at: datetime, case_id: UUID, attached: Attached) -> int:
    """Put a material to a case that is not over, at a counter; refuses as `attach_own`."""
    pages = _pages(attached)
    with perform(actor=actor, action="applications.attach", at=at) as act:
        case, item = lock_case(act, case_id, Answer())
        if case.state not in OPEN:
            raise errors.not_now()
        return _keep(act, case.retiree, item, pages, Picture(case=case, material=attached.material))


def drop_pictures(*, actor: Actor, at: datetime, code: str, material: str) -> int:
    """Take the pictures of a material out of what was begun, to take them anew; how many."""
    with perform(actor=actor, action="applications.drop_pictures", at=at) as act, of_person(act=act) as person:
        within_limits(act=act, code=code)
        return end_pictures(
            act, Picture.objects.filter(retiree_id=person.pk, draft__code=code, material=material)
        )  # fmt: skip


def end_pictures(act: Act, pictures: Any) -> int:
    """Destroy pictures with their files, whoever ends them; how many."""
    found = list(pictures)
    destroy_files((one.file_id for one in found), at=act.at, act_id=act.id)
    Picture.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def destroy_files(ids: Iterable[UUID], *, at: datetime, act_id: UUID) -> None:
    """Destroy the files of pictures whose rows go."""
    for file in StoredFile.objects.filter(pk__in=list(ids), destroyed_at__isnull=True):
        destroy_file(file, at=at, act_id=act_id)


def _pages(attached: Attached) -> list[bytes]:
    """The pages as pictures; before anything is locked, for it takes a while."""
    require_scan(attached.upload, attached.name)
    pages: list[bytes] = []
    try:
        for page in read_scan(attached.upload.read(), seconds=_SECONDS):
            pages.append(page.picture)
            if len(pages) > MOST_PAGES:
                raise errors.too_many_pictures(MOST_PAGES)
    except Invalid as refusal:
        raise (errors.picture_unreadable() if refusal.code.startswith("papers.") else refusal) from refusal
    return pages


def _keep(act: Act, person: Any, item: Item, pages: list[bytes], of: Picture) -> int:
    if of.material not in {one.code for one in item.needed(Applicant.FAMILY)}:
        raise errors.no_such_material()
    owner = {"draft": of.draft} if of.draft else {"case": of.case}
    if Picture.objects.filter(**owner, material=of.material).count() + len(pages) > MOST_PICTURES:
        raise errors.too_many_pictures(MOST_PICTURES)
    for page in pages:
        what = NewFile("application", f"{of.material}.jpg", "image/jpeg", "application_picture", None, person.place_no)
        Picture.objects.create(
            id=uuid_utils.uuid7(), retiree_id=person.pk, material=of.material, added_at=act.at, who=who_acts(act)[:64],
            file_id=store_file(io.BytesIO(page), what).id, **owner,
        )  # fmt: skip
    act.note(item=item.code, material=of.material, pages=len(pages))
    return len(pages)
