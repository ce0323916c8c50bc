"""The people to call in a retiree's stead."""

from __future__ import annotations

from django.db import models

from yinqiao.platform.database.functions import UUID7


class ContactPerson(models.Model):
    """A relative or friend to call, with an encrypted phone."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="contact_people", verbose_name="退休人员"
    )
    name = models.BinaryField("姓名（密文）")
    relation = models.CharField("关系", max_length=20)
    phone = models.BinaryField("电话（密文）", null=True)
    since = models.DateField("登记日期")

    class Meta:
        # The ciphertexts are bound to the name of the table: it keeps the one under which they were made.
        db_table = "retirees_contactperson"
        verbose_name = "联系人"
