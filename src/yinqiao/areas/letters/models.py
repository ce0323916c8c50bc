"""Letters to offices, and whom each asks about with what was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.letters.types import LetterState
from yinqiao.platform.database.functions import UUID7


class Letter(models.Model):
    """One letter: its number and paper, to which office, why, until when."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    purpose = models.CharField("事由", max_length=24)
    office = models.CharField("收函单位", max_length=100)
    office_id = models.UUIDField("收函单位账户", null=True, help_text="其经办人可网上查看和答复")
    place_no = models.IntegerField("发函单位")
    number = models.CharField("函号", max_length=60, blank=True, db_default="")
    paper_id = models.UUIDField("文书", null=True)
    sent_on = models.DateField("发函日期")
    due_on = models.DateField("答复期限")
    people = models.IntegerField("人数")
    state = models.CharField("状态", max_length=10, choices=LetterState.choices(), db_default="open")
    closed_on = models.DateField("办结日期", null=True)
    news_at = models.DateTimeField("网上答复未查看", null=True, help_text="发函单位还没有看到的最近一次网上答复")
    void_reason = models.CharField("作废原因", max_length=200, blank=True, db_default="")
    author_name = models.CharField("发函人", max_length=64)
    author_unit = models.CharField("发函单位名称", max_length=120, blank=True, db_default="")
    made_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "去函"
        indexes = [
            models.Index(fields=["place_no", "due_on"], condition=Q(state="open"), name="letters_open"),
            models.Index(fields=["place_no", "-sent_on"], name="letters_of_place"),
            models.Index(fields=["office_id"], condition=Q(office_id__isnull=False), name="letters_of_office"),
            models.Index(fields=["place_no"], condition=Q(news_at__isnull=False), name="letters_news"),
            models.Index(fields=["paper_id"], condition=Q(office_id__isnull=False), name="letters_paper_addressed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="letters_end_has_day",
            ),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="letters_void_has_reason"),
        ]

    def __str__(self) -> str:
        return self.number


class Asked(models.Model):
    """Somebody whom a letter asks about. The number of identity stands on the paper and in the register alone."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="asked", verbose_name="去函")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    name = models.CharField("姓名", max_length=60)
    purpose = models.CharField("事由", max_length=24)
    is_open = models.BooleanField("等待答复", db_default=True)
    answer = models.CharField("答复", max_length=16, blank=True, db_default="")
    reply_no = models.CharField("复函文号", max_length=60, blank=True, db_default="")
    reply_on = models.DateField("复函日期", null=True)
    reply_scan = models.UUIDField("复函扫描件", null=True)
    reply_words = models.CharField("复函说明", max_length=200, blank=True, db_default="")
    is_online = models.BooleanField("网上答复", db_default=False)
    message_id = models.UUIDField("登记为外来信息", null=True)
    answered_at = models.DateTimeField("登记答复时刻", null=True)
    answered_name = models.CharField("登记人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "去函所列人员"
        indexes = [models.Index(fields=["retiree"], name="letters_asked_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["retiree", "purpose"], condition=Q(is_open=True), name="letters_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(is_open=False, answered_at__isnull=False, reply_on__isnull=False)),
                name="letters_answer_is_there",
            ),
        ]
