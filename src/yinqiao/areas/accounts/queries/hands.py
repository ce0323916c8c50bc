"""Whose hands are the same: the accounts of one person, and who stands in for whom; where they served. By accounts, not names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.accounts.models import Grant, User


def hands_of(*, ids: Collection[UUID], since: date) -> frozenset[UUID]:
    """These accounts, closed ones too; other accounts of the same people (same name, same phone or mail); and who has stood in
    for any of them, or was stood in for by them, since a day. No personal data of retirees.
    """
    known = set(ids) | {other for pk in ids for other in _same_person(pk)}
    held = Grant.objects.filter(_since(since), deputy_for__isnull=False)
    pairs = held.filter(Q(user_id__in=known) | Q(deputy_for__user_id__in=known))
    return frozenset(known.union(*pairs.values_list("user_id", "deputy_for__user_id")))


def offices_of(*, ids: Collection[UUID], since: date) -> frozenset[int]:
    """The places for which these accounts have had a role since a day."""
    held = Grant.objects.filter(_since(since), user_id__in=ids, division__isnull=False)
    return frozenset(held.values_list("division__place_no", flat=True))


def _since(day: date) -> Q:
    """Held on a day or later, taken back since or not."""
    lasted = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return lasted & (Q(revoked_at__isnull=True) | Q(revoked_at__date__gte=day))


def _same_person(user_id: UUID) -> list[UUID]:
    one = User.objects.filter(pk=user_id).first()
    if one is None:
        return []
    reached = (Q(phone=one.phone) if one.phone else Q(pk__in=())) | (Q(email=one.email) if one.email else Q(pk__in=()))
    return list(User.objects.filter(reached, name=one.name).values_list("pk", flat=True))
