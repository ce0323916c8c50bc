"""What a package tells of each person: the register's facts, archives with their holder, the party relation on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archives import queries as archives
from yinqiao.areas.archives.types import HeldVolume
from yinqiao.areas.othercity.rules.messages import ArchiveSent, Employer, PartySent, PersonSent
from yinqiao.areas.othercity.types import Covered
from yinqiao.areas.party import queries as party
from yinqiao.areas.party.types import HeldRelation
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access.types import Scope


def collect_people(
    scope: Scope, people: Sequence[Any], refs: Mapping[UUID, UUID], covers: Collection[Covered]
) -> tuple[PersonSent, ...]:
    """The people of a package, as far as the rule of both cities covers them; health, family and notes stay here."""
    ids = [one.pk for one in people]
    volumes: dict[UUID, list[ArchiveSent]] = defaultdict(list)
    relations: dict[UUID, list[PartySent]] = defaultdict(list)
    if Covered.ARCHIVE in covers:
        for volume in archives.list_held(scope=scope, retiree_ids=ids):
            volumes[volume.retiree_id].append(_archive(volume))
    if Covered.PARTY in covers:
        for relation in party.list_held(scope=scope, retiree_ids=ids):
            relations[relation.retiree_id].append(_party(relation))
    return tuple(
        _person(one, facts, refs[one.pk], volumes[one.pk], relations[one.pk])
        for one, facts in zip(people, facts_of(people), strict=True)
    )


def _person(
    row: Any, facts: Mapping[str, str], ref: UUID, volumes: Sequence[ArchiveSent], relations: Sequence[PartySent]
) -> PersonSent:
    return PersonSent(
        ref=ref, name=row.name, sex=row.sex, born_on=row.born_on, id_no=facts["id_no"], phone=facts.get("phone", ""),
        address=facts.get("address", ""), household_address=facts.get("household_address", ""),
        ethnic_group=row.ethnic_group, education=row.education, work_start_on=row.work_start_on,
        retired_on=row.retired_on, retirement_type=row.retirement_type, former_unit=row.former_unit,
        former_post=row.former_post, employer=Employer(name=row.enterprise.name, uscc=row.enterprise.uscc),
        archives=tuple(volumes), party=tuple(relations),
    )  # fmt: skip


def _archive(held: HeldVolume) -> ArchiveSent:
    return ArchiveSent(
        archive_no=held.archive_no, box_no=held.box_no, items=held.items, pages=held.pages, held_by=held.holder,
        held_since=timezone.localdate(held.since),
    )  # fmt: skip


def _party(held: HeldRelation) -> PartySent:
    return PartySent(
        political_status=held.political_status, branch=held.branch, joined_on=held.joined_on, full_on=held.full_on,
        dues_paid_to=held.dues_paid_to, letter_no=held.letter_no, letter_on=held.letter_on, held_by=held.holder,
    )  # fmt: skip
