"""Who somebody is at the office platform. Outside row-level security by name: it is needed before there is an actor."""

from __future__ import annotations

from django.db import models

from yinqiao.platform.database.functions import UUID7


class Identity(models.Model):
    """One account here, by its owner bound to one identity there; issuer and subject lie encrypted."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+", verbose_name="用户")
    subject = models.BinaryField("对方平台的用户标识（密文）")
    subject_index = models.BinaryField("用户标识索引", unique=True)
    bound_at = models.DateTimeField("绑定时刻")
    last_used_at = models.DateTimeField("最近登录时刻", null=True)

    class Meta:
        verbose_name = "单点登录身份"
