"""Input of the pages of hardship, visits due and relief."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from yinqiao.areas.aid.rules import endings_of, relief_kinds
from yinqiao.areas.aid.types import (
    Agreed,
    ConsentWay,
    Household,
    Member,
    NewBasis,
    NewConsent,
    NewPayment,
    NewRelief,
    Opinion,
    Origin,
    RefusalGround,
    ReliefState,
    Tier,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]


class ConsentForm(forms.Form):
    """How somebody consented."""

    way = forms.ChoiceField(
        label="同意方式", widget=forms.RadioSelect, choices=[one for one in ConsentWay.choices() if one[0] != "warrant"]
    )
    given_on = DayField(label="同意日期")
    paper_no = forms.CharField(
        label="同意书编号或存放处", max_length=60, help_text="同意书由社区保存，这里只记编号。不要填写病情。"
    )

    def consent(self) -> NewConsent:
        """What was filled in."""
        told = self.cleaned_data
        return NewConsent(member_of(ConsentWay, told["way"]), told["given_on"], told["paper_no"])


class BasisForm(forms.Form):
    """On what a source may tell of health visits."""

    document = forms.CharField(
        label="依据文件", max_length=120, help_text="法律、法规或经批准的共享清单的名称和文号；须写明可提供健康类信息。"
    )
    article = forms.CharField(label="条款", max_length=60)
    valid_from = DayField(label="起始日期")
    valid_to = DayField(label="终止日期", required=False, help_text="不含当日；长期有效的不填。")

    def basis(self) -> NewBasis:
        """What was filled in."""
        told = self.cleaned_data
        return NewBasis(told["document"], told["article"], told["valid_from"], told["valid_to"])


class ReliefFilter(forms.Form):
    """Filters of relief; what waits for the reader unless told otherwise."""

    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "等我办的"), *((one.value, one.label) for one in ReliefState), ("all", "全部")],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="救助类别", required=False, choices=[*_ALL, *((one.code, one.title) for one in relief_kinds().values())]
    )
    tier = forms.ChoiceField(label="分级", required=False, choices=[*_ALL, *Tier.choices()])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class ReliefForm(forms.Form):
    """An application."""

    kind = forms.ChoiceField(
        label="救助类别", widget=forms.RadioSelect, choices=[(one.code, one.title) for one in relief_kinds().values()]
    )
    origin = forms.ChoiceField(
        label="谁申请", widget=forms.RadioSelect, choices=[one for one in Origin.choices() if one[0] != "proposal"]
    )
    agreed = forms.ChoiceField(
        label="本人怎样同意的", required=False, choices=[("", "本人自己申请"), *Agreed.choices()],
        help_text="家属或社区代为申请的必选；本人没有同意的不能代为申请。",
    )  # fmt: skip
    is_urgent = forms.BooleanField(label="急难：等不到正常期限", required=False)
    is_complex = forms.BooleanField(label="情况复杂：期限延长到 45 个工作日", required=False)

    def new(self) -> NewRelief:
        """What was filled in."""
        told = self.cleaned_data
        agreed = member_of(Agreed, told["agreed"]) if told["agreed"] else None
        return NewRelief(told["kind"], member_of(Origin, told["origin"]), told["is_urgent"], told["is_complex"], agreed)


def _money(label: str, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, **more)


def fen(told: Decimal | None) -> int:
    """A sum in fen."""
    return int((told or Decimal(0)) * 100)


class HouseholdForm(forms.Form):
    """Who lives together and what there is; rows that are left empty are nobody."""

    use_required_attribute = False
    ROWS = 6

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for no in range(self.ROWS):
            self.fields[f"name_{no}"] = forms.CharField(label="姓名", required=False, max_length=60)
            self.fields[f"relation_{no}"] = forms.CharField(label="与本人的关系", required=False, max_length=20)
            self.fields[f"id_no_{no}"] = forms.CharField(label="身份证号", required=False, max_length=30)
            self.fields[f"income_{no}"] = _money("每月收入（元）", required=False)
        self.fields["assets"] = _money("全家的财产（存款、有价证券等，不含自住房，元）")

    def people(self) -> list[list[forms.BoundField]]:
        """The fields, person by person."""
        return [[self[f"{one}_{no}"] for one in ("name", "relation", "id_no", "income")] for no in range(self.ROWS)]

    def household(self) -> Household:
        """What was filled in."""
        told = self.cleaned_data
        members = [
            Member(
                told[f"name_{no}"].strip(), told[f"relation_{no}"].strip(), told[f"id_no_{no}"].strip().upper(),
                fen(told[f"income_{no}"]),
            )
            for no in range(self.ROWS)
            if any(told[f"{one}_{no}"] for one in ("name", "id_no", "income"))
        ]  # fmt: skip
        return Household(tuple(members), fen(told["assets"]))


class OpinionForm(forms.Form):
    """What the street says."""

    use_required_attribute = False

    amount = _money("每月金额（一次性救助填总额，元）", required=False, help_text="不予救助的不填。")
    ground = forms.ChoiceField(
        label="不予救助的理由", required=False, choices=[("", "同意救助"), *RefusalGround.choices()]
    )

    def opinion(self) -> Opinion:
        """What was filled in."""
        told = self.cleaned_data
        ground = member_of(RefusalGround, told["ground"]) if told["ground"] else None
        return Opinion(fen(told["amount"]), ground, told.get("document", ""))


class DecisionForm(OpinionForm):
    """What civil affairs decide."""

    document = forms.CharField(label="决定书编号", max_length=60)


class PaymentForm(forms.Form):
    """What was paid for a month."""

    month = DayField(label="月份（当月任一天）")
    amount = _money("金额（元）")
    source = forms.CharField(label="资金来源", max_length=60, help_text="例如“困难群众救助补助资金”。")
    document = forms.CharField(label="发放凭证编号", required=False, max_length=60)

    def new(self) -> NewPayment:
        """What was filled in."""
        told = self.cleaned_data
        return NewPayment(told["month"], fen(told["amount"]), told["source"], told["document"])


class ReviewForm(forms.Form):
    """Whether it goes on."""

    use_required_attribute = False

    needed = forms.ChoiceField(
        label="复核结果", widget=forms.RadioSelect, choices=[("yes", "仍然符合，继续救助"), ("no", "不再符合，停止")],
        error_messages={"required": "请选择复核结果。"},
    )  # fmt: skip


class CloseForm(forms.Form):
    """Why nothing more is asked."""

    use_required_attribute = False

    ending = forms.ChoiceField(
        label="结束原因", widget=forms.RadioSelect, error_messages={"required": "请选择结束原因。"}
    )

    def __init__(self, data: Any, state: ReliefState) -> None:
        super().__init__(data)
        self.fields["ending"].choices = [(one.value, one.label) for one in endings_of(state)]  # type: ignore[attr-defined]
