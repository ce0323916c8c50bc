"""The table of saved views: filters of lists that a user comes back to."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yinqiao.platform.database.functions import UUID7


class SavedView(models.Model):
    """One set of filters of one list under a name of its owner's; never free text, so no name of a person."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    owner_id = models.UUIDField("所有人")
    list_name = models.CharField("列表", max_length=80)
    name = models.CharField("名称", max_length=20)
    query = models.CharField("筛选条件", max_length=500)
    saved_at = models.DateTimeField("保存时刻", db_default=Now())

    class Meta:
        verbose_name = "常用筛选"
        constraints = [models.UniqueConstraint(fields=["owner_id", "list_name", "name"], name="ui_savedview_once")]
