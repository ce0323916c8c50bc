"""Pictures of materials: how many a person has sent, what is still missing, and each one for whoever works on the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from yinqiao.areas.applications.models import Case, Picture
from yinqiao.areas.applications.queries.reads import content_of, get_case, item_of, list_of_person
from yinqiao.areas.applications.rules import masked_answer
from yinqiao.areas.applications.types import Act, Asked, Material
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def count_draft_pictures(*, scope: Scope, code: str) -> Mapping[str, int]:
    """Of each material how many pages the person of the scope has put to what is begun."""
    if scope.person is None:
        raise NotFound
    found = Picture.objects.filter(retiree_id=scope.person, draft__code=code)
    return Counter(found.values_list("material", flat=True))


def list_missing(*, scope: Scope, case_id: UUID) -> list[tuple[Material, int]]:
    """What the own case still lacks, each with the pages that were sent since it was told."""
    case = _own(scope, case_id)
    since = pages_since_asked(case)
    return [(one, since[one.code]) for one in item_of(case.item).material if one.code in case.missing]


def list_answered(*, scope: Scope, case_id: UUID) -> list[Asked]:
    """The fields of the own case, with what was filled in, masked."""
    case = _own(scope, case_id)
    told = content_of(case)["answers"]
    return [Asked(one, masked_answer(one, told.get(one.code, "")), "") for one in item_of(case.item).field]


def pages_since_asked(case: Case) -> Mapping[str, int]:
    """Of each material how many pages came after the applicant was last told what is missing."""
    asked = case.passages.filter(act=Act.ASK).order_by("-at").values_list("at", flat=True).first()
    found = Picture.objects.filter(case_id=case.pk)
    return Counter((found.filter(added_at__gte=asked) if asked else found).values_list("material", flat=True))


def list_pictures(*, scope: Scope, case_id: UUID) -> Mapping[str, list[UUID]]:
    """The pictures of a case within the scope by material, the oldest first."""
    case = get_case(scope=scope, case_id=case_id)
    found: dict[str, list[UUID]] = {}
    for pk, material in case.pictures.order_by("added_at", "id").values_list("pk", "material"):
        found.setdefault(material, []).append(pk)
    return found


def get_picture(*, scope: Scope, picture_id: UUID) -> Picture:
    """One picture of a case within the scope; NotFound otherwise."""
    row = Picture.objects.filter(pk=picture_id, case__isnull=False).first()
    if row is None or row.case_id is None:
        raise NotFound
    get_case(scope=scope, case_id=row.case_id)
    return row


def _own(scope: Scope, case_id: UUID) -> Case:
    if scope.person is None:
        raise NotFound
    row = list_of_person(scope=scope, retiree_id=scope.person).filter(pk=case_id).first()
    if row is None:
        raise NotFound
    return row
