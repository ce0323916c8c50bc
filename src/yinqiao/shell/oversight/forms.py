"""Input of the oversight pages."""

from __future__ import annotations

from datetime import datetime

from django import forms

from yinqiao.shell.oversight.words import ACTIONS
from yinqiao.shell.oversight.words import KINDS as KIND_WORDS

KINDS = [("", "全部"), *KIND_WORDS.items()]
_DAY = {"type": "date"}


class EntryFilter(forms.Form):
    """Filters of the audit log. No names of retirees: an address is kept in histories."""

    kind = forms.ChoiceField(label="类别", required=False, choices=KINDS)
    actor = forms.CharField(label="操作人", required=False, max_length=40)
    action = forms.ChoiceField(label="动作", required=False, choices=[("", "全部"), *sorted(ACTIONS.items())])
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs=_DAY))


class UnusualFilter(forms.Form):
    """How far back to look."""

    days = forms.TypedChoiceField(
        label="时间",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "最近7天"), (30, "最近30天"), (90, "最近90天")],
    )
    state = forms.ChoiceField(
        label="核查", required=False, choices=[("", "待核查"), ("looked", "已核查"), ("all", "全部")]
    )


class KeepForm(forms.Form):
    """Why and until when something due is kept."""

    until = forms.DateField(label="延期至", widget=forms.DateInput(attrs=_DAY))
    reason = forms.CharField(label="理由", min_length=2, max_length=200, help_text="例如：争议处理中。写入审计记录。")


class NoteForm(forms.Form):
    """What came of looking at a hit."""

    note = forms.CharField(
        label="核查情况", min_length=2, max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：已与本人核实，为集中走访。写入审计记录，不能修改或删除。",
    )  # fmt: skip


class PersonForm(forms.Form):
    """One person by the full number, or by name and birth date. Posted, so that neither stays in an address."""

    id_no = forms.CharField(label="身份证号码", required=False, max_length=18, help_text="完整号码；或者填写下面两项。")
    name = forms.CharField(label="姓名", required=False, max_length=60)
    born_on = forms.DateField(label="出生日期", required=False, widget=forms.DateInput(attrs=_DAY))

    def clean(self) -> dict[str, object]:
        """Either the number, or both others."""
        given = super().clean() or {}
        if not given.get("id_no") and not (given.get("name") and given.get("born_on")):
            raise forms.ValidationError("请填写身份证号码，或者同时填写姓名和出生日期。")
        return given


class WatchForm(PersonForm):
    """A person to be watched, and why."""

    why = forms.CharField(label="理由", min_length=2, max_length=200, help_text="例如：曾有社会关注。写入审计记录。")


class UnwatchForm(forms.Form):
    """Who leaves the list, and why."""

    remove = forms.UUIDField()
    why = forms.CharField(label="理由", min_length=2, max_length=200)


class EvidenceForm(forms.Form):
    """A window and, if need be, one actor."""

    since = forms.DateTimeField(label="从", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    until = forms.DateTimeField(label="到（不含）", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    actor = forms.CharField(label="操作人姓名", required=False, max_length=64, help_text="不填为所有人。")
    purpose = forms.CharField(
        label="用途", min_length=4, max_length=100, help_text="至少 4 个字，例如：某次事件的报告与处置。"
    )

    def clean(self) -> dict[str, object]:
        """The window has a length."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if isinstance(since, datetime) and isinstance(until, datetime) and since >= until:
            raise forms.ValidationError("结束时间须晚于开始时间。")
        return given
