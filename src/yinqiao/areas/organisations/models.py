"""Tables of the room of organisations. They hold no personal data and are readable by every signed-in actor."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from yinqiao.areas.organisations.types import DepartmentKind, DivisionKind, EnterpriseSource


class Division(models.Model):
    """A place of the tree city → district → street → community, or a desk that holds people in its stead.

    `place_no` is the preorder number of the place, with gaps, and `place_end` the end of its subtree: a scope is
    one range. Renamed and merged places stay as rows with `valid_to`, so that old papers can be read.
    """

    code = models.CharField("统计用区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("层级", max_length=12, choices=[(k.value, k.label) for k in DivisionKind])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name="上级")
    place_no = models.IntegerField("先序编号", unique=True)
    place_end = models.IntegerField("子树终点")
    valid_from = models.DateField("启用日期", null=True)
    valid_to = models.DateField("停用日期", null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="并入")
    phone = models.CharField("办公电话", max_length=20, blank=True, default="")

    class Meta:
        verbose_name = "区划"
        ordering = ["place_no"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place_end__gt=models.F("place_no")), name="organisations_division_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """A state-owned enterprise, alone or in a group; `successor` answers for one that no longer exists.

    Nothing that points to an enterprise is ever written anew: who answers for it is asked (`answering_enterprise`).
    The row of the city's desk (`source` = `desk`) succeeds where no enterprise does; there is one at the most.
    """

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True, default="")
    source = models.CharField("隶属", max_length=12, choices=[(s.value, s.label) for s in EnterpriseSource])
    group = models.ForeignKey("self", models.PROTECT, null=True, related_name="subsidiaries", verbose_name="所属集团")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="承继单位")
    dissolved_on = models.DateField("注销日期", null=True)
    dissolved_at = models.DateTimeField("登记注销时间", null=True)
    dissolution_document = models.CharField("注销依据", max_length=100, blank=True, default="")
    is_synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "企业"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    successor__isnull=True,
                    dissolved_on__isnull=True,
                    dissolved_at__isnull=True,
                    dissolution_document="",
                )
                | models.Q(successor__isnull=False, dissolved_on__isnull=False, dissolved_at__isnull=False)
                & ~models.Q(dissolution_document="")
                & ~models.Q(source=EnterpriseSource.DESK.value)
                & ~models.Q(successor=models.F("id")),
                name="organisations_enterprise_succeeded",
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(source=EnterpriseSource.DESK.value),
                name="organisations_enterprise_one_desk",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the enterprise."""
        return reverse("organisations:enterprise", args=[self.uscc])


class FormerEnterpriseName(models.Model):
    """What an enterprise was called until a day; it is still found by it, for old papers say so."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="former_names", verbose_name="企业")
    name = models.CharField("原名称", max_length=100)
    short_name = models.CharField("原简称", max_length=40, blank=True, default="")
    used_until = models.DateField("更名日期")
    document = models.CharField("更名依据", max_length=100)
    written_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "企业曾用名"
        ordering = ["-used_until", "-id"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """An office of one of the seven departments, at city or district level."""

    kind = models.CharField("部门", max_length=24, choices=[(k.value, k.label) for k in DepartmentKind])
    name = models.CharField("名称", max_length=60)
    division = models.ForeignKey(Division, models.PROTECT, verbose_name="所在区划")

    class Meta:
        verbose_name = "部门"
        constraints = [models.UniqueConstraint(fields=["kind", "division"], name="organisations_department_once")]

    def __str__(self) -> str:
        return self.name
