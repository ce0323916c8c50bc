"""会议通知 and 会议记录: what is pinned up or handed out before, and what is filed after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from yinqiao.areas.party_life import errors, queries
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.areas.party_life.tables import meeting_words
from yinqiao.areas.party_life.types import Mark, MeetingState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of

_SOURCE = "《中国共产党支部工作条例（试行）》（2018年）：组织生活应当如实记录；格式由城市确定"


def _read(actor: Actor, subjects: Sequence[str]) -> list[Any]:
    return [queries.get_meeting(scope=actor.scope, meeting_id=one) for one in ids_of(subjects)]


def _texts(row: Any) -> dict[str, str]:
    starts = timezone.localtime(row.starts_at)
    return {
        "党支部": row.branch.name, "会议": meeting_words(row), "时间": f"{day_words(starts.date())} {starts:%H:%M}",
        "地点": row.venue or "另行通知", "主题": row.topic or "—",
    }  # fmt: skip


def _notices(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """A notice for each meeting that is told and not over, with who is to come and room to sign."""
    frames = []
    for row in _read(actor, subjects):
        if row.state != MeetingState.NOTIFIED:
            raise errors.not_now(row.get_state_display())
        roll = list(queries.list_roll(scope=actor.scope, meeting_id=row.pk))
        names = [{"序号": str(at), "姓名": one.member.name, "签到": ""} for at, one in enumerate(roll, start=1)]
        frames.append(
            Frame(meeting_words(row), {**_texts(row), "应到": str(len(roll))}, {"名单": names}, people=len(roll))
        )
    return frames


def _minutes(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """Minutes as they were signed, with the roll and what was added later."""
    frames = []
    for row in _read(actor, subjects):
        told = queries.minutes_of(row)
        if row.state != MeetingState.CHECKED or told is None:
            raise errors.not_now(row.get_state_display())
        reasons = queries.excuses(timezone.localdate())
        roll = list(queries.list_roll(scope=actor.scope, meeting_id=row.pk))
        away = "、".join(
            f"{one.member.name}（{reasons.get(one.reason, '缺席')}）" for one in roll if one.mark != Mark.PRESENT
        )
        added = "；".join(
            f"{day_words(one.added_on)} {one.author_name}补充：{words}"
            for one, words in queries.list_additions(scope=actor.scope, meeting_id=row.pk)
        )
        texts = {
            **_texts(row), "召开日期": day_words(told.held_on), "地点": told.venue, "主持人": told.host, "记录人": told.recorder,
            "应到": str(row.due), "到会": str(row.present), "未到": away or "无", "议题": told.topics,
            "决议": told.decisions or "无", "审签": f"{row.checked_name}，{day_words(row.checked_on)}", "补充": added or "无",
        }  # fmt: skip
        frames.append(Frame(meeting_words(row), texts, people=len(roll)))
    return frames


_COMMON = {
    "党支部": Text("党支部名称", "望月社区退休第一党支部"), "会议": Text("会议类别", "主题党日"),
    "时间": Text("开始时间", "2026年12月5日 09:30"), "地点": Text("地点", "社区活动室"), "主题": Text("主题", "学习党章"),
    "应到": Text("应到人数", "32"),
}  # fmt: skip
NOTICE = PaperKind(
    code="party-life-notice", title="会议通知和签到表", short="会议通知", subject="party_life_meeting_told", mark="支会",
    source=_SOURCE, roles=frozenset(ORGANISERS), load=_notices, texts=_COMMON,
    lists={"名单": {
        "序号": Column("序号", ("1", "2"), 8), "姓名": Column("姓名", ("张示例", "李示例"), 20), "签到": Column("签到", ("", ""), 30),
    }},
    layout=Layout(
        (
            "{{ 党支部 }}定于 {{ 时间 }} 在 {{ 地点 }} 召开{{ 会议 }}，请参加。", "主题：{{ 主题 }}",
            "不能参加的，请提前向党支部请假；年老体弱、行动不便的，可以由党支部送学上门。", "应到 {{ 应到 }} 人。", "名单",
        ),
        signs=("党支部",),
    ),
    is_list=True,
)  # fmt: skip
MINUTES = PaperKind(
    code="party-life-minutes", title="支部会议记录", short="会议记录", subject="party_life_meeting_signed", mark="支记",
    source=_SOURCE, roles=frozenset(ORGANISERS), load=_minutes,
    texts=_COMMON | {
        "召开日期": Text("召开日期", "2026年12月5日"), "主持人": Text("主持人", "张示例"), "记录人": Text("记录人", "李示例"),
        "到会": Text("到会人数", "28"), "未到": Text("未到的党员和原因", "王示例（年老体弱、行动不便）"),
        "议题": Text("议题", "学习党章"), "决议": Text("决议事项", "无"), "审签": Text("审签人和日期", "赵示例，2026年12月6日"),
        "补充": Text("审签后的补充", "无"),
    },
    layout=Layout(
        (
            "党支部：{{ 党支部 }}", "会议：{{ 会议 }}　　召开日期：{{ 召开日期 }}　　地点：{{ 地点 }}",
            "主持人：{{ 主持人 }}　　记录人：{{ 记录人 }}", "应到 {{ 应到 }} 人，到会 {{ 到会 }} 人。未到：{{ 未到 }}",
            "议题：{{ 议题 }}", "决议事项：{{ 决议 }}", "补充：{{ 补充 }}", "审签：{{ 审签 }}",
        ),
        signs=("党支部书记",),
    ),
)  # fmt: skip
