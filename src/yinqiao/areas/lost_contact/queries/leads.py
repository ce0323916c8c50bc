"""Where to look: who may know where somebody is, as far as the officer's scope permits. Colleagues are a count only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yinqiao.areas.archives.queries import find_holdings
from yinqiao.areas.contacts.queries import list_contact_people, list_told_contacts
from yinqiao.areas.lost_contact.types import Lead
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.party.queries import find_responsible
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Scope


def leads_of(*, scope: Scope, retiree_id: UUID) -> list[Lead]:
    """Enterprise, family, party branch, archive, colleagues of the same unit; NotFound out of scope."""
    row = find_row(scope, retiree_id)
    if not scope.sees_content:
        return []
    entered = len(list_contact_people(scope=scope, retiree_id=retiree_id))
    told = len(list_told_contacts(scope=scope, retiree_id=retiree_id))
    members = find_responsible(scope=scope, retiree_id=retiree_id)
    archives = find_holdings(scope=scope, retiree_id=retiree_id)
    firm = enterprise_names({row.enterprise_id}).get(row.enterprise_id, "")
    leads = [
        Lead("原企业", f"{firm} {row.former_unit}".strip()),
        Lead("家属和联系人", f"已登记 {entered} 人，名册所载 {told} 人" if entered or told else ""),
        Lead("党支部", "；".join(f"{one.branch}（{one.holder}）" for one in members)),
        Lead("档案保管单位", "；".join(sorted({one.holder for one in archives}))),
        Lead("同单位老同事", _colleagues(scope, row)),
    ]  # fmt: skip
    return [one for one in leads if one.words]


def _colleagues(scope: Scope, row: Any) -> str:
    """How many of the same unit, else of the same enterprise, are managed here; no names."""
    held = people_within(scope=scope).filter(status=RetireeStatus.MANAGED.value, enterprise_id=row.enterprise_id)
    mates = held.exclude(pk=row.pk)
    if row.former_unit and (of_unit := mates.filter(former_unit=row.former_unit).count()):
        return f"本辖区有同一单位（车间）退休人员 {of_unit} 人"
    count = mates.count()
    return f"本辖区有同一企业退休人员 {count} 人" if count else ""
