"""The table of holders, as a room declares it for its own things."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import BaseConstraint

from yinqiao.platform.database.functions import UUID7


class Held(models.Model):
    """Who held a thing from when to when: added only, and closed once. The open row is the holder now.

    A room adds a foreign key to its thing, and `held_constraints` of it to `Meta.constraints`. One such table per room.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    holder_enterprise_id = models.IntegerField("保管企业", null=True)
    holder_place_no = models.IntegerField("保管单位", null=True)
    holder_city = models.CharField(
        "保管城市", max_length=60, blank=True, db_default="", help_text="移交外市的，为该市名称"
    )
    since = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True)
    act_id = models.UUIDField("所属办理")

    class Meta:
        abstract = True


def held_constraints(thing: str) -> list[BaseConstraint]:
    """One open holder per `thing` (the name of the foreign key); a holder is an enterprise, a place or another city."""
    return [
        models.UniqueConstraint(fields=[thing], condition=Q(until__isnull=True), name="%(app_label)s_one_holder"),
        models.CheckConstraint(
            condition=Q(holder_enterprise_id__isnull=False, holder_place_no__isnull=True, holder_city="")
            | Q(holder_enterprise_id__isnull=True, holder_place_no__isnull=False, holder_city="")
            | (Q(holder_enterprise_id__isnull=True, holder_place_no__isnull=True) & ~Q(holder_city="")),
            name="%(app_label)s_holder_is_one",
        ),
        models.CheckConstraint(
            condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="%(app_label)s_custody_in_order"
        ),
    ]
