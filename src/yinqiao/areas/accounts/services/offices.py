"""Offices outside whose own officers may be given accounts."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.accounts.models import Office
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.acts import Act


def add_office(*, act: Act, office_id: UUID, name: str, place_no: int) -> None:
    """Let accounts be given to the officers of a source that this act registers, by who looks after accounts there."""
    Office.objects.create(pk=office_id, name=name, division_id=places().by_no[place_no].id)
    act.note(office=str(office_id))
