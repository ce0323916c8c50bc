"""Volunteers and their training, tasks and who takes part, hours as they were confirmed, where they were certified."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.volunteers.types import By, Grade, Skill, Standing, State, TaskState
from yinqiao.platform.database.functions import UUID7


class Volunteer(models.Model):
    """Somebody who serves others: what the person can do and when, agreed on a day to being recorded."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    entered_as = models.UUIDField("登记时的人员")
    skills = models.JSONField("特长", default=list)
    times = models.JSONField("有空的时间", default=list)
    agreed_on = models.DateField("同意记录的日期")
    by = models.CharField("登记方式", max_length=8, choices=By.choices())
    author_name = models.CharField("登记人", max_length=64, blank=True, db_default="")
    insured_until = models.DateField("保险到期日", null=True)
    state = models.CharField("状态", max_length=10, choices=State.choices(), db_default="active")
    ended_on = models.DateField("结束日期", null=True)

    class Meta:
        verbose_name = "志愿者"
        constraints = [
            models.UniqueConstraint(fields=["retiree"], condition=Q(state="active"), name="volunteers_once"),
            models.CheckConstraint(
                condition=Q(state="active") ^ Q(ended_on__isnull=False), name="volunteers_end_has_day"
            ),
        ]
        indexes = [models.Index(fields=["retiree"], name="volunteers_person")]


class Training(models.Model):
    """A training that a volunteer had."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="trainings", verbose_name="志愿者")
    title = models.CharField("培训", max_length=60)
    held_on = models.DateField("日期")
    minutes = models.IntegerField("分钟")
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "志愿者培训"
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "title", "held_on"], name="volunteers_training_once")
        ]


class Task(models.Model):
    """A task of a place, for the volunteers of that place and of all below it. No personal data."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("组织单位")
    title = models.CharField("项目", max_length=60)
    about = models.CharField("内容", max_length=300, blank=True, db_default="")
    where = models.CharField("地点", max_length=120)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    wanted = models.IntegerField("需要人数")
    skill = models.CharField("需要的特长", max_length=12, choices=Skill.choices(), blank=True, db_default="")
    needs_insurance = models.BooleanField("要求有保险", db_default=False)
    state = models.CharField("状态", max_length=10, choices=TaskState.choices(), db_default="open")
    cancelled_why = models.CharField("取消原因", max_length=200, blank=True, db_default="")
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "志愿服务任务"
        indexes = [models.Index(fields=["place_no", "starts_at"], name="volunteers_task_place")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="volunteers_task_lasts"),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="volunteers_task_wants"),
        ]


class Part(models.Model):
    """Somebody's part in a task; its times are the task's until the hours are confirmed.

    A volunteer serves at one place at a time: an exclusion constraint of the second migration.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="parts", verbose_name="任务")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="parts", verbose_name="志愿者")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    by = models.CharField("接任务方式", max_length=8, choices=By.choices())
    state = models.CharField("状态", max_length=10, choices=Standing.choices(), db_default="taken")
    starts_at = models.DateTimeField("服务开始")
    ends_at = models.DateTimeField("服务结束")
    minutes = models.IntegerField("服务时长（分钟）", null=True)
    grade = models.CharField("评价", max_length=10, choices=Grade.choices(), blank=True, db_default="")
    confirmed_by = models.CharField("记录人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "志愿服务"
        indexes = [models.Index(fields=["retiree"], name="volunteers_part_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "volunteer"], condition=Q(state__in=["taken", "done"]), name="volunteers_part_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="volunteers_part_lasts"),
            models.CheckConstraint(
                condition=Q(state="done", minutes__gt=0) & ~Q(grade="") | ~Q(state="done") & Q(minutes__isnull=True),
                name="volunteers_done_has_hours",
            ),
        ]


class Confirmation(models.Model):
    """Hours as somebody confirmed or put them right. Added to only: the last one counts, the others are the trace."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    part = models.ForeignKey(Part, models.CASCADE, related_name="confirmations", verbose_name="志愿服务")
    minutes = models.IntegerField("服务时长（分钟）")
    grade = models.CharField("评价", max_length=10, choices=Grade.choices(), blank=True)
    why = models.CharField("更正原因", max_length=200, blank=True, db_default="")
    at = models.DateTimeField("时刻", db_default=Now())
    author_id = models.UUIDField("记录人", null=True)
    author_name = models.CharField("记录人姓名", max_length=64)

    class Meta:
        verbose_name = "时长确认"


class CertifiedPart(models.Model):
    """Hours that stand on a certificate: each on one, which the primary key holds."""

    part = models.OneToOneField(
        Part, models.CASCADE, primary_key=True, related_name="certified", verbose_name="志愿服务"
    )
    number = models.CharField("证明编号", max_length=40)

    class Meta:
        verbose_name = "已开证明的时长"
        indexes = [models.Index(fields=["number"], name="volunteers_certificate")]
