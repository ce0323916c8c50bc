"""What the style guide shows: made-up people with the names and states that break layouts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.ui.parts import CompareRow, Comparison, Count, Progress, Reason, Step, TimelineEntry

PAGES = {"parts": "部件", "forms": "表单", "states": "状态", "list": "列表"}
LONG_NAME = "阿卜杜热合曼·买买提吐尔逊·艾山江"
RARE_NAME = "龘靐㛃䶮"


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="姓名", max_length=40, help_text="与身份证一致；少数民族姓名用间隔号“·”。")
    phone = forms.CharField(label="联系电话", required=False, help_text="手机号码，或带区号的固定电话。")
    died_on = forms.DateField(label="死亡日期", widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.ChoiceField(
        label="信息来源", choices=[("", "请选择"), ("family", "家属告知"), ("police", "公安推送")]
    )
    kind = forms.ChoiceField(label="联系方式", choices=[("call", "电话"), ("visit", "上门")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="已当面核对证明材料")


def _timeline() -> list[TimelineEntry]:
    return [
        TimelineEntry(date(2026, 3, 5), "走访", "身体尚好，独居，希望每周有人上门。", "望月湖社区 李敏", tone="accent"),
        TimelineEntry(date(2026, 2, 11), "更正联系电话", "", "望月湖社区 李敏", "本人来电"),
        TimelineEntry(date(2025, 12, 1), "社区接收", "", "望月湖社区 李敏", tone="good"),
        TimelineEntry(date(2025, 11, 20), "企业移交", "湘江机械集团有限公司 2025 年第 3 批", "", "移交名册"),
    ]


def _comparison() -> Comparison:
    rows = [
        CompareRow("姓名", "王建国", "王健国"),
        CompareRow("证件号码", "4301**********1233", "4301********123"),
        CompareRow("出生日期", "1952-03-05", "1952-03-05"),
        CompareRow("原企业", "湘江机械集团有限公司", "湘江机械集团有限公司铸造分公司"),
        CompareRow("联系电话", "", "138****5678"),
    ]
    reasons = [
        Reason("15 位证件号码升位后与 18 位号码一致"),
        Reason("姓名读音相同，一字形近（建／健）"),
        Reason("联系电话一方未填，不能印证", is_for=False),
    ]
    return Comparison("登记簿中的人员", "本批名册第 1,204 行", rows, 92, "很可能是同一人", reasons)


def _progress() -> dict[str, Progress]:
    steps = (Step("读取文件", "done"), Step("逐行检查", "now"), Step("与登记簿比对"), Step("生成报告"))
    done = tuple(Step(step.label, "done") for step in steps)
    failed = (Step("读取文件", "failed"), *(Step(step.label) for step in steps[1:]))
    counts = (
        Count("可提交", 86_214, "/gallery/list/", "good"),
        Count("需修改", 1_204, "/gallery/list/", "danger"),
        Count("有提醒", 482, "/gallery/list/", "soon"),
        Count("已自动修正", 3_310),
    )
    return {
        "starting": Progress("检查名册：准备中", (Step("读取文件", "now"), *(Step(step.label) for step in steps[1:])), key="-1"),
        "running": Progress("检查名册：2025 年第 3 批", steps, 35_200, 88_000, key="-2"),
        "finished": Progress("检查名册：已完成的一批", done, 88_000, 88_000, is_finished=True, counts=counts, key="-3"),
        "failed": Progress(
            "检查名册：无法读取的一批", failed, error="文件不是电子表格，无法读取。",
            next_step="没有保存任何数据。请在 WPS 中打开该文件，另存为 xlsx 后重新上传。", key="-4",
        ),
    }  # fmt: skip


def _forms() -> dict[str, Any]:
    filled = {"name": LONG_NAME, "phone": "138"}
    bad, sourced = SampleForm(filled, auto_id="b_%s"), SampleForm(filled, auto_id="s_%s")
    return {"empty_form": SampleForm(auto_id="e_%s"), "bad_form": bad, "sourced_form": sourced}


def sample_context(page: str) -> dict[str, Any]:
    """The context of one page of the style guide."""
    if page == "forms":
        return _forms()
    if page == "states":
        return {"refused": Refused("access.role_not_allowed", "您当前的角色不能打开这个页面。", next_step="请切换角色。"),
                "absent": NotFound()}  # fmt: skip
    return {
        "timeline": _timeline(), "comparison": _comparison(), "works": _progress(), "long_name": LONG_NAME,
        "rare_name": RARE_NAME, "today": date(2026, 3, 8), "born_on": date(1952, 3, 5),
    }  # fmt: skip
