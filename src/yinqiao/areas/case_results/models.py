"""What each person of a case was told of its outcome: never changed."""

from __future__ import annotations

from django.db import models

from yinqiao.areas.case_results.types import Way
from yinqiao.platform.database.functions import UUID7


class Telling(models.Model):
    """One outcome told to one person of a case. `turn` is how often the case had been done anew; words and call are ciphertext."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    person = models.ForeignKey("cases.CasePerson", models.CASCADE, related_name="tellings", verbose_name="涉及人员")
    turn = models.IntegerField("重新办理次数")
    way = models.CharField("方式", max_length=8, choices=Way.choices())
    told_on = models.DateField("告知日期")
    sealed = models.BinaryField("告知内容")
    author_name = models.CharField("告知人", max_length=64)
    author_unit = models.CharField("告知单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "办理结果告知"
        constraints = [models.UniqueConstraint(fields=["person", "turn"], name="case_results_telling_once")]
