"""What the list is narrowed by, and what an enterprise's officer tells on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.agreements.queries import benefit_kinds
from yinqiao.areas.agreements.types import Rhythm
from yinqiao.areas.benefits.rules import old_benefits
from yinqiao.areas.benefits.types import Ending, Fate, FateAnswer, Standing, ToldState
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect


class MeantFilter(forms.Form):
    """Which item, and how people stand to it."""

    item = forms.ChoiceField(label="待遇项目", required=False)
    standing = forms.ChoiceField(
        label="是否符合", required=False,
        choices=[("", "全部"), *((one.value, one.label) for one in (Standing.MEANT, Standing.UNKNOWN, Standing.TOLD))],
    )  # fmt: skip

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = list(items)  # type: ignore[attr-defined]


class OutsideFilter(forms.Form):
    """What was told beyond the agreement, and how it stands."""

    item = forms.ChoiceField(label="待遇项目", required=False)
    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "全部"), *((one.value, one.label) for one in (ToldState.STANDING, ToldState.ENDED))],
    )  # fmt: skip

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = list(items)  # type: ignore[attr-defined]


class WhichForm(forms.Form):
    """Which benefit of the person: an item of the agreement, or a kind that no agreement names."""

    item = forms.ChoiceField(label="协议项目", required=False, help_text="协议没有约定的，选“协议以外”，再选待遇项目。")
    benefit = forms.ChoiceField(label="待遇项目", required=False, help_text="选了协议项目的不必选。")

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "协议以外"), *items]  # type: ignore[attr-defined]
        kinds = [(one.code, one.label) for one in benefit_kinds().values()]
        self.fields["benefit"].choices = [("", "请选择"), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of both has to be chosen."""
        given = super().clean() or self.cleaned_data
        if not given.get("item") and not given.get("benefit"):
            self.add_error("benefit", "请选择协议项目或待遇项目。")
        return given

    def told(self) -> dict[str, str]:
        """What was filled in, as an event says it; what was left empty is not said."""
        found = {}
        for name, value in self.cleaned_data.items():
            if value and not (name == "benefit" and self.cleaned_data.get("item")):
                found[name] = value.isoformat() if hasattr(value, "isoformat") else str(value)
        return found


class TellForm(WhichForm):
    """A benefit that the person gets, or gets otherwise."""

    since = DayField(label="自何日起", help_text="变更的填变更日期；不能晚于今天。")
    amount = forms.CharField(label="标准", required=False, max_length=20, help_text="只写数字；按协议标准的不填。")
    rhythm = forms.ChoiceField(
        label="发放周期",
        required=False,
        choices=[("", "按协议"), *Rhythm.choices()],
        help_text="协议以外的，不选为每月。",
    )
    in_kind = forms.CharField(
        label="实物或服务",
        required=False,
        max_length=100,
        help_text="不以金额发放的填写。不要写身份证号、病情等个人信息。",
    )
    until = DayField(label="最后一日", required=False, help_text="没有期限的不填。")


class EndForm(WhichForm):
    """A benefit that the person does not get any more."""

    since = DayField(label="自何日起停止", help_text="当日不再享受；不能晚于今天。")
    ending = forms.ChoiceField(label="停止原因", choices=[("", "请选择"), *Ending.choices()])


class TakeBackForm(forms.Form):
    """Why something that was told is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=4, max_length=100,
        help_text="至少 4 个字，办理社区会看到。请不要写身份证号、住址等个人信息。",
    )  # fmt: skip


class FateFilter(forms.Form):
    """Filters of old benefits; what waits for an answer unless told otherwise."""

    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "等答复"), ("overdue", "已过期限"), ("answered", "已答复"), ("all", "全部")],
    )  # fmt: skip
    code = forms.ChoiceField(
        label="项目",
        required=False,
        choices=[("", "全部"), *((one.code, one.label) for one in old_benefits().values())],
    )
    enterprise = forms.TypedChoiceField(label="原企业", required=False, coerce=int, empty_value=None, widget=LongSelect)

    def __init__(self, *args: Any, enterprises: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]


class AskForm(forms.Form):
    """Which enterprise is asked."""

    enterprise = forms.TypedChoiceField(label="原企业", coerce=int, widget=LongSelect)

    def __init__(self, *args: Any, enterprises: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = list(enterprises)  # type: ignore[attr-defined]


class FateForm(forms.Form):
    """What becomes of one thing."""

    use_required_attribute = False

    fate = forms.ChoiceField(
        label="现在怎么办", widget=forms.RadioSelect, choices=Fate.choices(), error_messages={"required": "请选一个。"}
    )
    payer = forms.CharField(
        label="谁出钱", required=False, max_length=60, help_text="例如“原企业”“本人”“市热力公司补贴一半”。"
    )
    until = DayField(label="到哪一天", required=False, help_text="长期的不填。")
    where = forms.CharField(
        label="问谁",
        required=False,
        max_length=80,
        help_text="单位和办公电话，例如“离退休办公室 0731-8888 0000”；不写个人手机。",
    )
    basis = forms.CharField(label="依据", required=False, max_length=100, help_text="文件或书面答复的名称、编号。")

    def answer(self) -> FateAnswer:
        """What was filled in."""
        told = self.cleaned_data
        return FateAnswer(member_of(Fate, told["fate"]), told["payer"], told["until"], told["where"], told["basis"])
