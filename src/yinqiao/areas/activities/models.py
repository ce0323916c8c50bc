"""Branches and their rooms, what they offer and when, who enrolled, who came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.activities.types import LIVE, By, Kind, Standing, State, ToTell
from yinqiao.platform.database.functions import UUID7


class Branch(models.Model):
    """A branch 分校 (or activity centre) of a place, for the people of that place and of all below it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("所属单位")
    name = models.CharField("名称", max_length=60)
    address = models.CharField("地址", max_length=120)

    class Meta:
        verbose_name = "分校"
        constraints = [models.UniqueConstraint(fields=["place_no", "name"], name="activities_branch_name")]


class Room(models.Model):
    """A room of a branch."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    branch = models.ForeignKey(Branch, models.CASCADE, related_name="rooms", verbose_name="分校")
    name = models.CharField("教室", max_length=40)
    seats = models.IntegerField("座位")
    is_accessible = models.BooleanField("无障碍", db_default=False)

    class Meta:
        verbose_name = "教室"
        constraints = [models.UniqueConstraint(fields=["branch", "name"], name="activities_room_name")]


class Offering(models.Model):
    """A course, lecture, outing or festival. The secret of its lots is ciphertext until they are drawn.

    `drawn` is what anybody may draw again, by numbers of enrolments alone, in the order drawn.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name="分校")
    place_no = models.IntegerField("所属单位")
    kind = models.CharField("类别", max_length=10, choices=Kind.choices())
    title = models.CharField("名称", max_length=60)
    about = models.CharField("内容", max_length=500, blank=True, db_default="")
    teacher = models.CharField("教师或负责人", max_length=40, blank=True, db_default="")
    for_whom = models.CharField("适合谁", max_length=120, blank=True, db_default="")
    term = models.CharField("学期", max_length=20, blank=True, db_default="")
    seats = models.IntegerField("名额")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+", null=True, verbose_name="教室")
    where = models.CharField("地点", max_length=120, blank=True, db_default="")
    closes_on = models.DateField("报名截止")
    first_on = models.DateField("第一次")
    ends_on = models.DateField("最后一次", null=True)
    times = models.IntegerField("次数")
    begins = models.TimeField("开始")
    ends = models.TimeField("结束")
    state = models.CharField("状态", max_length=10, choices=State.choices(), db_default="draft")
    cancelled_why = models.CharField("取消原因", max_length=200, blank=True, db_default="")
    commitment = models.CharField("抽签承诺", max_length=64, blank=True, db_default="")
    secret = models.BinaryField("抽签密数（密文）", null=True)
    shown_secret = models.CharField("公开的抽签密数", max_length=64, blank=True, db_default="")
    public_value = models.CharField("公开数", max_length=60, blank=True, db_default="")
    missed_first = models.BooleanField("上期未录取的在先", db_default=False)
    drawn = models.JSONField("抽签结果", default=list)
    settled_on = models.DateField("名单确定日期", null=True)
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "活动和课程"
        indexes = [models.Index(fields=["place_no", "state"], name="activities_offering_place")]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="activities_offering_seats"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(commitment=""), name="activities_promised"),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(settled_on__isnull=False) & ~Q(shown_secret=""),
                name="activities_settled_shows",
            ),
        ]


class Session(models.Model):
    """One time that an offering is held. A room holds one at a time: an exclusion constraint of the second migration."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="sessions", verbose_name="活动")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+", null=True, verbose_name="教室")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    is_cancelled = models.BooleanField("已取消", db_default=False)

    class Meta:
        verbose_name = "场次"
        indexes = [models.Index(fields=["room", "starts_at"], name="activities_session_room")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="activities_session_lasts")
        ]


class Enrolment(models.Model):
    """Somebody who wants to take part: under a random number, alone or with others, at which place of the order."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="enrolments", verbose_name="活动")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    entered_as = models.UUIDField("报名时的登记")
    code = models.CharField("报名号", max_length=6)
    team = models.CharField("一起报名", max_length=6, blank=True, db_default="")
    by = models.CharField("报名方式", max_length=8, choices=By.choices())
    author_name = models.CharField("登记人", max_length=64, blank=True, db_default="")
    entered_at = models.DateTimeField("报名时刻", db_default=Now())
    state = models.CharField("状态", max_length=10, choices=Standing.choices(), db_default="applied")
    rank = models.IntegerField("顺序", null=True)
    answer_by = models.DateField("答复期限", null=True)
    ended_on = models.DateField("结束日期", null=True)
    to_tell = models.CharField("待告知", max_length=10, choices=ToTell.choices(), blank=True, db_default="")
    # Lives elsewhere now and keeps the seat until the end; whoever holds the course sees the number, not the name.
    is_guest = models.BooleanField("已迁居，保留名额", db_default=False)
    wrong_codes = models.SmallIntegerField("报错的签到码", db_default=0)
    wrong_since = models.DateTimeField("第一次报错的时刻", null=True)

    class Meta:
        verbose_name = "活动报名"
        indexes = [models.Index(fields=["retiree"], name="activities_enrolment_person")]
        constraints = [
            models.UniqueConstraint(fields=["offering", "code"], name="activities_enrolment_code"),
            models.UniqueConstraint(
                fields=["offering", "retiree"], condition=Q(state__in=[one.value for one in LIVE]),
                name="activities_enrolment_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in LIVE]) ^ Q(ended_on__isnull=False),
                name="activities_enrolment_end_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="asked") ^ Q(answer_by__isnull=True), name="activities_asked_has_day"
            ),
        ]  # fmt: skip


class Attendance(models.Model):
    """Whether somebody came, as the roll says or by the code of the session."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="+", verbose_name="场次")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendances", verbose_name="报名")
    was_present = models.BooleanField("到场")
    noted_name = models.CharField("点名人", max_length=64)
    by_code = models.BooleanField("本人报码", db_default=False)

    class Meta:
        verbose_name = "考勤"
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="activities_attendance_once")]
