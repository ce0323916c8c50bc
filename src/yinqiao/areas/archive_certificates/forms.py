"""Input of the pages of certificates from the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from yinqiao.areas.archive_certificates.types import Kind, Letter, NewLine, Source, Stage

_ALL: list[tuple[Any, str]] = [("", "全部")]
LINES = 6
_PARTS = ("words", "item", "pages")


class AttestationFilter(forms.Form):
    """Filters of what was asked."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *Stage.choices()])
    kind = forms.ChoiceField(label="证明种类", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (("record_custody", "档案保管"), ("record_history", "工作经历"), ("record_kinship", "亲属关系"))
        self.fields["kind"].choices = [*_ALL, *kinds]  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """Which office asks for what, by which letter."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label="开哪种证明", widget=forms.RadioSelect, error_messages={"required": "请选择证明种类。"}
    )
    unit = forms.CharField(label="来函单位", max_length=100, help_text="写全称。不为个人、中介开具。")
    number = forms.CharField(label="来函文号", max_length=60)
    text = forms.CharField(
        label="来函要证明什么、做什么用", max_length=300, widget=forms.Textarea({"rows": 3, "maxlength": "300"}),
        help_text="不写身份证号、电话。",
    )  # fmt: skip

    def __init__(self, data: Any, kinds: Sequence[Kind]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(one.code, f"{one.title}：{one.about}") for one in kinds]  # type: ignore[attr-defined]

    def letter(self) -> Letter:
        """What was filled in."""
        return Letter(self.cleaned_data["unit"], self.cleaned_data["number"])


class DraftForm(forms.Form):
    """What the record says, line by line; none where the register speaks."""

    use_required_attribute = False
    source = forms.ChoiceField(
        label="依据", choices=Source.choices(), widget=forms.RadioSelect,
        error_messages={"required": "请选择依据什么起草。"},
        help_text="依据扫描件的，只能写自己在获准的查阅中打开过的页；依据纸质原件的，由复核人取出原件逐条核对。",
    )  # fmt: skip

    def __init__(self, data: Any, materials: Sequence[tuple[str, str]], kind: Kind) -> None:
        super().__init__(data)
        if not kind.classes:
            del self.fields["source"]
            return
        for no in range(1, LINES + 1):
            self.fields[f"words_{no}"] = forms.CharField(
                label="档案怎样记载",
                max_length=200,
                required=False,
                widget=forms.Textarea({"rows": 2, "maxlength": "200"}),
            )
            self.fields[f"item_{no}"] = forms.ChoiceField(
                label="出自哪份材料", required=False, choices=[("", "请选择"), *materials]
            )
            self.fields[f"pages_{no}"] = forms.CharField(label="第几页", max_length=60, required=False)

    def rows(self) -> list[tuple[int, list[BoundField]]]:
        """The fields of each line."""
        if "source" not in self.fields:
            return []
        return [(no, [self[f"{part}_{no}"] for part in _PARTS]) for no in range(1, LINES + 1)]

    def source_of(self) -> Source:
        """From what the lines were read."""
        return Source(self.cleaned_data.get("source") or Source.PAPER)

    def lines(self) -> list[NewLine]:
        """The lines in which anything was filled in."""
        told = self.cleaned_data
        found = [[str(told.get(f"{part}_{no}") or "").strip() for part in _PARTS] for no in range(1, LINES + 1)]
        return [NewLine(words, UUID(item) if item else UUID(int=0), pages) for words, item, pages in found if any((words, item, pages))]  # fmt: skip


class IssueForm(forms.Form):
    """That somebody compared draft and archive."""

    is_compared = forms.BooleanField(label="已取出档案，逐条核对，与档案记载一致", required=False)

    def __init__(self, data: Any, kind: Kind) -> None:
        super().__init__(data)
        if kind.readers < 2:
            del self.fields["is_compared"]


class WordsForm(forms.Form):
    """Why it goes back, or why nothing is issued."""

    use_required_attribute = False
    text = forms.CharField(
        label="说明", max_length=300, widget=forms.Textarea({"rows": 3, "maxlength": "300"}),
        error_messages={"required": "请写明原因。"},
    )  # fmt: skip
