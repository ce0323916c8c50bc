"""Input of the pages of letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.intake.types import inward_types
from yinqiao.areas.letters.rules import ONLINE, purposes
from yinqiao.areas.letters.types import Purpose, Reply, Standing

_ALL: list[tuple[Any, str]] = [("", "全部")]
_PURPOSES = [(one.code, one.title) for one in purposes().values()]
# What has risen and what is new is told to who wrote, not to who answers.
_OF_WRITERS = (Standing.RISEN, Standing.NEWS)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# Who somebody is stands in the register and on the letter.
_KNOWN = ("id_number", "name")


class LetterFilter(forms.Form):
    """Filters of the register of letters."""

    standing = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *Standing.choices()])
    purpose = forms.ChoiceField(label="事由", required=False, choices=[*_ALL, *_PURPOSES])
    number = forms.CharField(label="函号", required=False, max_length=60)


class InboxFilter(forms.Form):
    """Filters of what is addressed to the own office."""

    standing = forms.ChoiceField(
        label="状态", required=False,
        choices=[*_ALL, *((one.value, one.label) for one in Standing if one not in _OF_WRITERS)],
    )  # fmt: skip
    number = forms.CharField(label="函号", required=False, max_length=60)


class CandidateFilter(forms.Form):
    """Why one writes, and whether the proposed people or anybody."""

    purpose = forms.ChoiceField(label="事由", required=False, choices=_PURPOSES)
    who = forms.ChoiceField(label="人员", required=False, choices=[("", "建议查询的"), ("all", "全部人员")])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class SendForm(forms.Form):
    """To which office."""

    addressee = forms.ChoiceField(
        label="在本系统中有账户的单位", required=False,
        help_text="选择后，其经办人可以网上查看、打印、答复；仍可寄送纸质函件。",
    )  # fmt: skip
    office = forms.CharField(
        label="收函单位", max_length=100, required=False,
        help_text="没有账户的写全称，例如：长沙市公安局岳麓分局。上面已选的不必填。",
    )  # fmt: skip

    def __init__(self, *args: Any, offices: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "只寄纸质函件"), *((str(one.pk), one.name) for one in offices)]
        self.fields["addressee"].choices = choices  # type: ignore[attr-defined]
        if not offices:
            del self.fields["addressee"]

    def addressed(self) -> UUID | None:
        """The office with accounts, if one was chosen."""
        chosen = self.cleaned_data.get("addressee")
        return UUID(chosen) if chosen else None


class VoidForm(forms.Form):
    """Why a letter is given up."""

    reason = forms.CharField(label="作废原因", max_length=200)


class ReplyForm(forms.Form):
    """What an office answered, and where it tells a fact, the fact in the words of its message."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label="答复结果", widget=forms.RadioSelect, error_messages={"required": "请选择答复结果。"}
    )
    number = forms.CharField(label="复函文号", max_length=60, help_text="复函没有文号的，填“无文号”。")
    written_on = forms.DateField(label="复函日期", widget=_DAY)
    scan = forms.FileField(label="复函扫描件", required=False, help_text="PDF、JPG 或 PNG，至多 20 MB。")

    def __init__(self, *args: Any, purpose: Purpose, one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [one_answer for one_answer in purpose.answers if one or not one_answer.tells]
        self.fields["answer"].choices = [(each.code, each.label) for each in answers]  # type: ignore[attr-defined]
        self.told: list[str] = []
        if not one or not purpose.tells:
            return
        words = "、".join(each.label for each in answers if each.tells)
        for name, field in inward_types()[purpose.tells].schema.model_fields.items():
            if name in _KNOWN:
                continue
            label, _, hint = (field.description or name).partition("，")
            is_day = name in ("died_on", "since", "certified_on")
            shape: Any = forms.DateField if is_day else forms.CharField
            self.fields[name] = shape(
                label=label.partition("：")[0], required=False, help_text=hint or f"答复为“{words}”时填写。",
                **({"widget": _DAY} if is_day else {"max_length": 200}),
            )  # fmt: skip
            self.told.append(name)

    def facts(self) -> dict[str, Any]:
        """The fact that was typed; what was left empty is not said."""
        given = self.cleaned_data
        return {
            name: given[name].isoformat() if hasattr(given[name], "isoformat") else given[name]
            for name in self.told
            if given[name]
        }

    def reply(self) -> Reply:
        """What was typed."""
        given = self.cleaned_data
        return Reply(given["answer"], given["number"], given["written_on"], given["scan"] or None, self.facts())


class OnlineForm(ReplyForm):
    """The answer of the office itself: no number and no day of a paper."""

    words = forms.CharField(
        label="说明", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="可不填。请不要写身份证号、住址等个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["number"], self.fields["written_on"]
        self.order_fields(["answer", *self.told, "words", "scan"])

    def answered_on(self, day: date) -> Reply:
        """What was typed, given on a day."""
        given = self.cleaned_data
        return Reply(given["answer"], ONLINE, day, given["scan"] or None, self.facts(), given["words"])
