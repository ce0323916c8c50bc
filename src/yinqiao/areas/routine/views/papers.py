"""介绍信 as a paper: what it says, and how it looks where no office has a template of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.routine import errors
from yinqiao.areas.routine.rules import ENTERPRISE_ROLES
from yinqiao.areas.routine.services.delivering import letter_words
from yinqiao.areas.routine.services.opening import open_people
from yinqiao.kernel.codes import PoliticalStatus, Sex
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Frame, Layout, PaperKind, Text, day_words, ids_of

LETTER = "routine-introduction"


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """A letter for each person whose retirement is confirmed; Conflict for anybody else."""
    return [_frame(row, facts) for row, facts in open_people(scope=actor.scope, ids=ids_of(subjects))]


def _frame(row: Any, facts: dict[str, Any]) -> Frame:
    if row.retired_on is None:
        raise errors.not_confirmed()
    sex, status = Sex.read(str(row.sex)), PoliticalStatus.read(facts.get("political_status"))
    enterprise = enterprise_names({row.enterprise_id}).get(row.enterprise_id, "")
    texts = {
        "姓名": row.name, "性别": sex.label if sex else "", "身份证号": facts.get("id_no", ""),
        "退休日期": day_words(row.retired_on), "退休类别": letter_words(row)["kind"],
        "退休审批文号": row.decision_no or "________", "现居住地": facts.get("residence_address") or "________________",
        "接收社区": facts.get("community_name") or "________________社区（村）", "联系电话": facts.get("phone") or "________",
        "移交单位": enterprise, "另行移交": "党组织关系" if status and status.is_party else "其他有关材料",
    }  # fmt: skip
    return Frame(row.name, texts, enterprise_id=row.enterprise_id)


INTRODUCTION = PaperKind(
    code=LETTER, title="国有企业退休人员移交社区（村）实行社会化管理介绍信", short="介绍信", subject="expected_retiree",
    mark="移介", source="《长沙市企业退休人员社会化管理服务工作实施细则》（2024年）附件1", roles=frozenset(ENTERPRISE_ROLES), load=_load,
    texts={
        "姓名": Text("退休人员姓名", "张示例"), "性别": Text("性别", "女"),
        "身份证号": Text("身份证号", "430100190001010000"), "退休日期": Text("办理退休的日期", "2026年3月1日"),
        "退休类别": Text("退休类别", "正常退休"), "退休审批文号": Text("退休审批文号，没有的为横线", "示例退审〔2026〕1号"),
        "现居住地": Text("现居住地址", "示例区示例路1号"), "接收社区": Text("接收的社区（村）", "示例社区"),
        "联系电话": Text("本人联系电话", "00000000000"), "移交单位": Text("企业名称", "示例企业有限公司"),
        "另行移交": Text("党组织关系，或其他有关材料", "党组织关系"),
    },
    layout=Layout(
        body=(
            "{{ 接收社区 }}居（村）民委员会：",
            "兹有我单位退休人员{{ 姓名 }}，{{ 性别 }}，身份证号{{ 身份证号 }}，于{{ 退休日期 }}办理退休手续（{{ 退休类别 }}，"
            "退休审批文号{{ 退休审批文号 }}），现居住在{{ 现居住地 }}。按照国有企业退休人员社会化管理的规定，自办理退休手续的"
            "次月起，由居住地社区（村）管理服务，请予接收。",
            "人事档案和{{ 另行移交 }}按规定另行移交，不由本人自带。",
            "本人联系电话：{{ 联系电话 }}",
        ),
        signs=("移交单位",),
        slip=("{{ 移交单位 }}：", "{{ 姓名 }}（介绍信编号{{ 编号 }}）已到我社区（村）报到，信息已核对。"),
        slip_signs=("社区（村）居（村）民委员会",),
    ),
)  # fmt: skip
