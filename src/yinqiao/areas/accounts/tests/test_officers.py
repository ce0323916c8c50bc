"""Whom people call: the nearest office that gave a phone, while its grant holds."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.organisations.models import Division

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = date(2026, 3, 5)


def _grant(code: str, role: str, name: str, phone: str, **until: date) -> None:
    user = User.objects.create(username=f"u{User.objects.count()}", name=name, phone=phone)
    division = Division.objects.get(code=code)
    Grant.objects.create(user=user, role=role, division=division, valid_from=date(2026, 1, 1), **until)


def _told(code: str, day: date = DAY) -> list[tuple[str, str]]:
    place_no = Division.objects.get(code=code).place_no
    return [(one.name, one.phone) for one in list_officers_to_call(place_no=place_no, day=day)]


def test_the_nearest_office_with_a_phone_is_called(cast: SimpleNamespace) -> None:
    Grant.objects.all().update(valid_to=date(2026, 1, 2))
    community = Division.objects.filter(kind="community").order_by("place_no").first()
    assert community is not None and community.parent is not None
    street = community.parent.code
    assert _told(community.code) == []
    _grant(street, "street_officer", "周街道", "0731-88880001")
    _grant(community.code, "unit_admin", "吴管理", "0731-88880002")
    _grant(community.code, "community_officer", "郑无号", "")
    assert _told(community.code) == [("周街道", "0731-88880001")]
    _grant(community.code, "community_officer", "李专干", "0731-88880003", valid_to=date(2026, 6, 1))
    assert _told(community.code) == [("李专干", "0731-88880003")]
    assert _told(community.code, date(2026, 6, 1)) == [("周街道", "0731-88880001")]
    assert _told(street) == [("周街道", "0731-88880001")]
    User.objects.filter(name="李专干").update(is_active=False)
    assert _told(community.code) == [("周街道", "0731-88880001")]
