"""The read model of the first indicator: counts kept by a trigger, so that no code path can forget them."""

from __future__ import annotations

from django.db import models


class HandoverCell(models.Model):
    """How many people of one enterprise stand in one state at one place."""

    pk = models.CompositePrimaryKey("place_no", "enterprise_id", "measure")
    place_no = models.IntegerField("地点")
    enterprise_id = models.IntegerField("企业")
    measure = models.CharField(
        "口径", max_length=12, help_text="offered 待接收、accepted 已接收、contacted 已联系、returned 已退回"
    )
    people = models.IntegerField("人数")

    class Meta:
        verbose_name = "移交接管计数"


class PlaceSum(models.Model):
    """How many people of all enterprises stand in one state at one place: the sum of the rows, one may be negative."""

    place_no = models.IntegerField("地点")
    measure = models.CharField("口径", max_length=12)
    people = models.IntegerField("人数")

    class Meta:
        verbose_name = "移交接管计数（按地点）"
        indexes = [models.Index(fields=["place_no", "measure"], name="insight_place_sum")]


class EnterpriseSum(models.Model):
    """How many people of one enterprise stand in one state in the whole city: the sum of the rows."""

    enterprise_id = models.IntegerField("企业")
    measure = models.CharField("口径", max_length=12)
    people = models.IntegerField("人数")

    class Meta:
        verbose_name = "移交接管计数（按企业）"
        indexes = [models.Index(fields=["enterprise_id", "measure"], name="insight_enterprise_sum")]


class StrandCell(models.Model):
    """How many party members, party organisations or archives of one enterprise were handed over to one place, and how many
    of them are there. Of organisations alone `there` says how many live on: secretary named, first meeting held.
    """

    pk = models.CompositePrimaryKey("strand", "place_no", "enterprise_id")
    strand = models.CharField("条线", max_length=12, help_text="party 党组织关系、branches 党组织、archives 档案")
    place_no = models.IntegerField("地点")
    enterprise_id = models.IntegerField("企业")
    handed_over = models.IntegerField("已移交")
    received = models.IntegerField("实到")
    there = models.IntegerField("已落实", db_default=0)

    class Meta:
        verbose_name = "党组织关系和档案移交计数"
