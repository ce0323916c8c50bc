"""Tables of sign-in. They stand outside row-level security by name: they are needed before there is an actor."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now

from yinqiao.areas.accounts.types import Role
from yinqiao.platform.database.functions import UUID7


class UserManager(BaseUserManager["User"]):
    """Looks users up by sign-in name; users are made by acts of `services` alone."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of a sign-in name, whatever its case."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do stands in grants, never here."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=20, blank=True, default="")
    email = models.EmailField("电子邮箱", blank=True, default="")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    elder_type = models.SmallIntegerField("字号", default=16)
    created_at = models.DateTimeField("建立时刻", db_default=Now())
    is_demo = models.BooleanField("演示账户", default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = "用户"

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An office outside whose own officers have accounts: one for each source that tells the city things."""

    id = models.UUIDField(primary_key=True, help_text="与信息来源相同")
    name = models.CharField("单位名称", max_length=100)
    division = models.ForeignKey("organisations.Division", models.PROTECT, verbose_name="登记单位")

    class Meta:
        verbose_name = "外部门"


class Grant(models.Model):
    """One role of one user over one scope: a division, an enterprise with its subsidiaries, an office outside, or none."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="用户")
    role = models.CharField("角色", max_length=32, choices=[(r.value, r.label) for r in Role])
    division = models.ForeignKey("organisations.Division", models.PROTECT, null=True, verbose_name="区划")
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, null=True, verbose_name="企业")
    office = models.ForeignKey(Office, models.PROTECT, null=True, verbose_name="外部门")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, help_text="不含当日；空为长期")
    deputy_for = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="deputies", verbose_name="代理（A/B 岗）"
    )
    granted_by = models.UUIDField("授予人", null=True)
    granted_at = models.DateTimeField("授予时刻", db_default=Now())
    revoked_at = models.DateTimeField("收回时刻", null=True)
    revoked_by = models.UUIDField("收回人", null=True)

    class Meta:
        verbose_name = "授权"
        indexes = [models.Index(fields=["user", "role"], name="accounts_grant_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(division__isnull=True)
                | models.Q(enterprise__isnull=True)
                # A stay 选派 is both, and always ends.
                | models.Q(role=Role.SECONDED_OFFICER.value, valid_to__isnull=False),
                name="accounts_grant_one_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(office__isnull=True) | models.Q(division__isnull=True, enterprise__isnull=True),
                name="accounts_grant_office_alone",
            ),
        ]


class Invitation(models.Model):
    """An invitation by a unit's own administrator: a link that works once, until a date."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    token_hash = models.CharField("凭证摘要", max_length=64, unique=True)
    name = models.CharField("被邀请人", max_length=40)
    role = models.CharField("角色", max_length=32, choices=[(r.value, r.label) for r in Role])
    division = models.ForeignKey("organisations.Division", models.PROTECT, null=True, verbose_name="区划")
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, null=True, verbose_name="企业")
    office = models.ForeignKey(Office, models.PROTECT, null=True, verbose_name="外部门")
    valid_to = models.DateField("授权终止日期", null=True)
    invited_by = models.UUIDField("邀请人")
    invited_at = models.DateTimeField("邀请时刻", db_default=Now())
    expires_at = models.DateTimeField("失效时刻")
    accepted_at = models.DateTimeField("接受时刻", null=True)
    accepted_by = models.UUIDField("接受人", null=True)
    withdrawn_at = models.DateTimeField("撤回时刻", null=True)

    class Meta:
        verbose_name = "邀请"


class AccessKey(models.Model):
    """A key with which a programme of a unit reads what one grant lets see; what is kept of it is a digest."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    key_hash = models.CharField("凭据摘要", max_length=64, unique=True)
    name = models.CharField("名称", max_length=40)
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="keys", verbose_name="所依授权")
    division = models.ForeignKey("organisations.Division", models.PROTECT, null=True, verbose_name="发放单位（区划）")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, null=True, verbose_name="发放单位（企业）"
    )
    valid_to = models.DateField("终止日期", help_text="不含当日")
    sandbox_no = models.IntegerField("试用对接", db_default=0, help_text="只通往这一个试用对接；0 通往所依授权的范围")
    made_by = models.UUIDField("发放人")
    made_at = models.DateTimeField("发放时刻", db_default=Now())
    revoked_at = models.DateTimeField("收回时刻", null=True)
    revoked_by = models.UUIDField("收回人", null=True)
    last_used_on = models.DateField("最近使用日期", null=True)

    class Meta:
        verbose_name = "接口凭据"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(division__isnull=True) ^ models.Q(enterprise__isnull=True),
                name="accounts_accesskey_one_unit",
            ),
            models.CheckConstraint(condition=models.Q(sandbox_no__gte=0), name="accounts_accesskey_sandbox"),
            # A source is bound to a key of its own world: its table refers to both.
            models.UniqueConstraint(fields=["id", "sandbox_no"], name="accounts_accesskey_world"),
        ]
