"""Papers of cases: the outcome for the person, what another office is asked, the minutes of a joint meeting."""

from __future__ import annotations

from collections.abc import Sequence

from yinqiao.areas.case_results import queries
from yinqiao.areas.case_results.rules import right
from yinqiao.areas.cases import errors as case_errors
from yinqiao.areas.cases.queries import (
    agenda_of,
    decisions_of,
    get_given,
    get_meeting,
    kind_on,
    minutes_of,
    petition_limits,
    step_words,
)
from yinqiao.areas.cases.types import PLACES, MeetingState, Result
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of

_SOURCE = "国办发〔2020〕53号：接诉、派单、办理、答复、回访闭环；格式由城市确定"
_PETITION = "《信访工作条例》第三十四条至第三十六条：书面答复，写明复查、复核的权利和期限；格式由城市确定"
_ANY_RIGHT = "对办理结果有意见的，可以向本单位或者上一级单位反映。"


def _results(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """The outcome as one person was told it: nothing of others, of the office complained of, of whoever complained."""
    frames = []
    for one in ids_of(subjects):
        row, told, person = queries.get_telling(scope=actor.scope, telling_id=one)
        case = row.person.case
        kind = kind_on(case.kind, case.opened_on)
        texts = {
            "事项编号": case.number, "事项": kind.title, "姓名": person.name, "提出日期": day_words(case.opened_on),
            "牵头单位": places().label(case.place_no), "办结日期": day_words(case.closed_on),
            "结果": Result(case.result).label if case.result else "正在重新办理", "说明": told.words,
            "告知日期": day_words(told.on),
            "权利": right(case.kind, told.on, petition_limits(case.opened_on)) or _ANY_RIGHT,
        }  # fmt: skip
        frames.append(Frame(f"{kind.title}，{case.number}", texts))
    return frames


def _steps(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """What an office is asked, as its step says it."""
    frames = []
    for one in ids_of(subjects):
        step = get_given(scope=actor.scope, step_id=one)
        told = step_words(step)
        texts = {
            "交办编号": step.number, "事项": kind_on(step.kind, step.given_on).title, "承办单位": step.unit,
            "交办单位": step.giver, "交办日期": day_words(step.given_on), "答复期限": day_words(step.due_on),
            "交办内容": told["task"], "补充": told["asked"] or "无",
        }  # fmt: skip
        frames.append(Frame(f"{step.unit}，{step.number}", texts, people=0))
    return frames


def _minutes(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """The minutes of a recorded meeting: agenda, who came, each decision with who owns it and until when."""
    frames = []
    for one in ids_of(subjects):
        meeting = get_meeting(scope=actor.scope, meeting_id=one)
        if meeting.state != MeetingState.HELD:
            raise case_errors.not_now()
        agenda = [
            {"序号": str(at), "议题": f"{case.number} {kind_on(case.kind, case.opened_on).title}"}
            for at, case in enumerate(agenda_of(scope=actor.scope, meeting_id=one), 1)
        ]
        decided = [
            {
                "议题": row.case.number, "决定": words, "责任单位": row.step.unit if row.step else row.unit,
                "完成期限": day_words(row.step.due_on) if row.step else "",
            }
            for row, words in decisions_of(scope=actor.scope, meeting_id=one)
        ]  # fmt: skip
        texts = {
            "会议": meeting.title, "会议日期": day_words(meeting.held_on), "会议地点": meeting.venue or "—",
            "召集单位": places().label(meeting.place_no), "到会": "、".join(meeting.present), "纪要": minutes_of(meeting),
            "决定项数": str(len(decided)),
        }  # fmt: skip
        frames.append(Frame(meeting.title, texts, {"议程": agenda, "决定事项": decided}, people=0))
    return frames


RESULT = PaperKind(
    code="case-result", title="办理结果告知单", short="告知单", subject="told_case_person", mark="联告", source=_PETITION,
    roles=frozenset(PLACES), load=_results,
    texts={
        "事项编号": Text("联动事项的编号", "LD-2026-00012"), "事项": Text("种类", "住房维修问题"),
        "姓名": Text("被告知的退休人员", "示例甲"), "提出日期": Text("提出的日期", "2026年3月2日"),
        "牵头单位": Text("牵头办理的单位", "示例区 · 示例街道"), "办结日期": Text("办结的日期", "2026年3月9日"),
        "结果": Text("结果", "已解决"), "说明": Text("告知本人的内容", "屋面已修好。"),
        "告知日期": Text("告知的日期", "2026年3月10日"),
        "权利": Text("不服的，怎样提出、到哪一天", "对办理结果有意见的，可以向本单位或者上一级单位反映。"),
    },
    layout=Layout(
        body=(
            "{{ 姓名 }}：", "涉及您的事项（{{ 事项 }}，编号 {{ 事项编号 }}，{{ 提出日期 }}提出），由{{ 牵头单位 }}牵头办理，已于{{ 办结日期 }}办结，{{ 告知日期 }}告知您。",
            "结果：{{ 结果 }}", "{{ 说明 }}", "{{ 权利 }}", "您可以在长辈版、电话或者下面的回执上评价一次，评价不影响您以后办事。",
        ),
        signs=("牵头单位（盖章）",),
        slip=(
            "今收到{{ 事项编号 }}号事项的办理结果告知单一份。",
            "您的评价（选一个打√）：□非常满意　□满意　□基本满意　□不满意　□非常不满意", "想说的话：",
        ),
        slip_signs=("本人（签名）", "日期"),
    ),
)  # fmt: skip
STEP = PaperKind(
    code="case-step", title="联动事项转办单", short="转办单", subject="case_step", mark="联转", source=_SOURCE,
    roles=frozenset(PLACES), load=_steps,
    texts={
        "交办编号": Text("交办的编号", "LD-2026-00012-1"), "事项": Text("种类", "住房维修问题"),
        "承办单位": Text("请谁办理", "某物业公司"), "交办单位": Text("谁交办的", "示例区 · 示例街道"),
        "交办日期": Text("交办的日期", "2026年3月2日"), "答复期限": Text("最晚哪天答复", "2026年3月9日"),
        "交办内容": Text("请对方做什么", "请派人查看三楼漏水。"), "补充": Text("后来补充的说明", "无"),
    },
    layout=Layout(
        body=(
            "{{ 承办单位 }}：", "|交办编号|{{ 交办编号 }}|", "|事项|{{ 事项 }}|", "|交办单位|{{ 交办单位 }}|",
            "|交办日期|{{ 交办日期 }}|", "|答复期限|{{ 答复期限 }}|", "请办理：{{ 交办内容 }}", "补充说明：{{ 补充 }}",
            "请在答复期限前书面答复办理结果；不属于本单位职责的，请在两个工作日内退回并写明理由。",
        ),
        signs=("交办单位（盖章）",),
        slip=("{{ 交办编号 }}号转办单已收到。办理结果：",), slip_signs=("承办单位（盖章）", "日期"),
    ),
)  # fmt: skip
MINUTES = PaperKind(
    code="case-minutes", title="专题协调会会议纪要", short="会议纪要", subject="held_case_meeting", mark="联会",
    source=_SOURCE, roles=frozenset(PLACES), load=_minutes,
    texts={
        "会议": Text("会议名称", "三号楼漏水协调会"), "会议日期": Text("会议日期", "2026年3月2日"),
        "会议地点": Text("会议地点", "街道三楼会议室"), "召集单位": Text("谁召集的", "示例区 · 示例街道"),
        "到会": Text("到会的单位和人员", "示例街道 张示例、示例社区 李示例"), "纪要": Text("会议说了什么", "先修后结，街道牵头。"),
        "决定项数": Text("决定几项", "2"),
    },
    lists={
        "议程": {"序号": Column("序号", ("1", "2"), 10), "议题": Column("议题", ("LD-2026-00012 住房维修问题",), 90)},
        "决定事项": {
            "议题": Column("议题的编号", ("LD-2026-00012",), 20), "决定": Column("决定做什么", ("安排临时住处", "出具报价"), 40),
            "责任单位": Column("由谁做", ("示例社区", "某物业公司"), 22), "完成期限": Column("最晚哪天", ("2026年3月9日",), 18),
        },
    },
    layout=Layout(
        body=(
            "会议：{{ 会议 }}", "时间：{{ 会议日期 }}　　地点：{{ 会议地点 }}", "召集单位：{{ 召集单位 }}", "到会：{{ 到会 }}",
            "一、议程", "@议程", "二、会议情况", "{{ 纪要 }}", "三、决定事项（共 {{ 决定项数 }} 项，每项有责任单位和期限）", "@决定事项",
        ),
        signs=("召集单位（盖章）",),
    ),
)  # fmt: skip
PAPERS = (RESULT, STEP, MINUTES)
