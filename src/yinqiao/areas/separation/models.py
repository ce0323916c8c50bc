"""Pairs of a person and an archive with what was decided about them; the view of everything that hangs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.separation.types import Cause, MatchState
from yinqiao.platform.database.functions import UUID7


class Match(models.Model):
    """A person without archive and an archive without person that are probably one's: a score, its reasons, a decision."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    archive = models.ForeignKey("archives.Archive", models.CASCADE, related_name="+", verbose_name="档案")
    score = models.SmallIntegerField("相似度")
    reasons = models.JSONField("理由", default=list)
    state = models.CharField("状态", max_length=12, choices=MatchState.choices(), db_default="open")
    found_at = models.DateTimeField("发现时刻", db_default=Now())
    decided_at = models.DateTimeField("判定时刻", null=True)
    decided_name = models.CharField("判定人", max_length=64, blank=True, db_default="")
    decided_act = models.UUIDField("判定办理", null=True)

    class Meta:
        verbose_name = "人档疑似对应"
        constraints = [
            models.UniqueConstraint(fields=["retiree", "archive"], name="separation_pair_once"),
            models.UniqueConstraint(fields=["archive"], condition=Q(state="linked"), name="separation_one_person"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_act__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False, decided_act__isnull=False)),
                name="separation_decision_has_act",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="separation_score_is_percent"),
        ]

    def get_absolute_url(self) -> str:
        """The page on which it is judged."""
        return reverse("separation:match", args=[self.pk])


class Item(models.Model):
    """One thing that hangs: a row of a view over register, archives and pairs, each seen through its own policies."""

    id = models.CharField("编号", primary_key=True, max_length=60)
    cause = models.CharField("原因", max_length=16, choices=Cause.choices())
    retiree_id = models.UUIDField("人员", null=True)
    archive_id = models.UUIDField("档案", null=True)
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.DO_NOTHING, verbose_name="企业", related_name="+", db_constraint=False
    )
    place_no = models.IntegerField("所属或接收单位")
    held_by = models.IntegerField("保管单位", null=True)
    name = models.CharField("姓名", max_length=60)
    archive_no = models.CharField("档号", max_length=40)
    told = models.CharField("登记的存放地点", max_length=100)
    since = models.DateField("自")
    match_id = models.UUIDField("疑似对应", null=True)

    class Meta:
        managed = False
        db_table = "separation_item"
        verbose_name = "人档分离事项"
