"""Codes on their way and sessions. Both are read by the entrance before anybody is known, and by nobody who works here."""

from __future__ import annotations

from django.db import models

from yinqiao.areas.portal.types import Means
from yinqiao.platform.database.functions import UUID7


class Code(models.Model):
    """One asking for a code, whoever's phone it is: the same row whether the phone is registered or not."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    ticket_hash = models.CharField("凭证摘要", max_length=64, unique=True)
    phone = models.BinaryField("手机号（密文）")
    phone_index = models.BigIntegerField("手机索引")
    address_mac = models.BinaryField("网络地址摘要")
    asked_at = models.DateTimeField("索取时刻")
    code_mac = models.BinaryField("验证码摘要", null=True)
    sent_at = models.DateTimeField("发出时刻", null=True)
    tries = models.SmallIntegerField("试错次数", db_default=0)
    proved_at = models.DateTimeField("核对通过时刻", null=True)
    used_at = models.DateTimeField("登录时刻", null=True)

    class Meta:
        verbose_name = "登录验证码"
        indexes = [
            models.Index(fields=["phone_index", "asked_at"], name="portal_code_phone"),
            models.Index(fields=["address_mac", "asked_at"], name="portal_code_address"),
        ]


class Session(models.Model):
    """One sign-in of one person on one device; what is kept of its token is a digest."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    token_hash = models.CharField("凭证摘要", max_length=64, unique=True)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    warrant_id = models.UUIDField("代办授权", null=True)
    means = models.CharField("登录方式", max_length=16, choices=Means.choices())
    device = models.CharField("设备", max_length=40)
    started_at = models.DateTimeField("登录时刻")
    ends_at = models.DateTimeField("到期时刻")
    ended_at = models.DateTimeField("退出时刻", null=True)

    class Meta:
        verbose_name = "长辈版登录"
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("started_at")), name="portal_session_lasts"),
        ]
