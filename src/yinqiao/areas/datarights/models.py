"""Requests of people about the own data."""

from __future__ import annotations

from django.db import models

from yinqiao.platform.database.functions import UUID7


class DataRequest(models.Model):
    """A request of the person or a near relative: copy, correct or delete (PIPL articles 45 to 47 and 49)."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="data_requests", verbose_name="退休人员"
    )
    kind = models.CharField("请求", max_length=8, help_text="copy 查阅复制、correct 更正补充、delete 删除")
    asked_by = models.CharField("提出人", max_length=12, help_text="self 本人、relative 近亲属、proxy 受托人")
    text = models.BinaryField("说明（密文）")
    received_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=12, default="open", help_text="open 待办、done 已办、refused 不予办理")
    answer = models.BinaryField("答复（密文）", null=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.UUIDField("答复人账户", null=True)

    class Meta:
        # The ciphertexts are bound to the name of the table: it keeps the one under which they were made.
        db_table = "retirees_datarequest"
        verbose_name = "个人信息请求"
