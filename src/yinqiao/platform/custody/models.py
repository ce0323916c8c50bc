"""The table of passings, and the view of holders that follows from it, as a room declares them for its own things."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint

CITY_LENGTH = 60


class Passing(models.Model):
    """That a thing passed to a place or to another city: added only. The last one says who holds it now.

    A room adds a foreign key to its thing (without a constraint: the guard of the table knows that things stay), a
    primary key of it and `no`, and `passing_constraints` to `Meta.constraints`. One such table per room.
    """

    no = models.SmallIntegerField("第几次交接")
    holder_place_no = models.IntegerField("保管单位", null=True)
    holder_city = models.CharField(
        "保管城市", max_length=CITY_LENGTH, blank=True, db_default="", help_text="移交外市的，为该市名称"
    )
    since = models.DateTimeField("交接时刻")
    act_id = models.UUIDField("所属办理")

    class Meta:
        abstract = True


class Held(models.Model):
    """Who held a thing from when to when: a view. The enterprise first, then whom it passed to; the open row is now.

    A room adds the foreign key to its thing, a primary key of it and `no`, and the name of the view.
    """

    no = models.SmallIntegerField("第几任保管")
    holder_enterprise_id = models.IntegerField("保管企业", null=True)
    holder_place_no = models.IntegerField("保管单位", null=True)
    holder_city = models.CharField("保管城市", max_length=CITY_LENGTH, help_text="移交外市的，为该市名称")
    since = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True)

    class Meta:
        abstract = True


def passing_constraints() -> list[BaseConstraint]:
    """A thing passes to a place or to another city; never back to the enterprise, which held it before."""
    return [
        models.CheckConstraint(
            condition=Q(holder_place_no__isnull=False, holder_city="")
            | (Q(holder_place_no__isnull=True) & ~Q(holder_city="")),
            name="%(app_label)s_passes_to_one",
        ),
        models.CheckConstraint(condition=Q(no__gt=0), name="%(app_label)s_passing_counts"),
    ]
