"""Where a case stands, in one sentence for whom it concerns; what was filled in, masked."""

from __future__ import annotations

from datetime import date

from yinqiao.areas.applications.types import CaseState, Field, Item
from yinqiao.kernel.masking import mask_address, mask_bank_account, mask_id_number, mask_phone

_MASKS = {"phone": mask_phone, "id_no": mask_id_number, "account": mask_bank_account}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def sentence_of(state: CaseState, item: Item, step: int, promised_on: date | None) -> str:
    """What happens now and by when, in plain words."""
    if state is CaseState.APPLIED:
        return f"申请已收到，{item.step[0].days} 个工作日内告知是否受理。"
    if state is CaseState.ASKED:
        return "还缺材料或信息，补齐后继续办理；在此期间不计入办理时限。"
    if state is CaseState.HANDLING:
        until = f"，预计 {_day(promised_on)} 前办结" if promised_on else ""
        return f"正在办理：{item.step[step].title}{until}。"
    return {
        CaseState.DONE: f"已办结：{item.result}",
        CaseState.REFUSED: "不予办理，原因和救济途径见下面的办理经过。",
        CaseState.NOT_TAKEN: "不予受理，原因和救济途径见下面的办理经过。",
        CaseState.WITHDRAWN: "申请已撤回，需要时可以重新申请。",
        CaseState.ENDED: "办理已终止。",
    }[state]


def masked_answer(field: Field, value: str) -> str:
    """An answer as it may stand on a page: numbers and addresses masked, a choice in its words."""
    if field.kind in _MASKS:
        return _MASKS[field.kind](value) if value else ""
    if "address" in field.known or "address" in field.code:
        return mask_address(value)
    return field.choices.get(value, value)


def is_masked(field: Field) -> bool:
    """Whether an eye stands beside it."""
    return field.kind in _MASKS or "address" in field.known or "address" in field.code
