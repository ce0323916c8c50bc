"""Lists of branches, what they owe, meetings, members, and who is in no branch."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.party_life.queries import findings_of
from yinqiao.areas.party_life.types import MeetingKind, MeetingState, Post
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn
from yinqiao.platform.ui.templatetags.ui import chip

MEETING_TONES = {"planned": "neutral", "notified": "accent", "held": "soon", "checked": "good", "cancelled": "neutral"}
MARK_TONES = {"present": "good", "excused": "soon", "absent": "danger"}


class _AtPlace(tables.Table):
    """A list whose rows lie at places."""

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class BranchTable(_AtPlace):
    """Branches with what is amiss."""

    name = tables.Column("党支部", linkify=lambda record: record.get_absolute_url())
    place_no = WordsColumn("所在单位")
    people = NumberColumn(verbose_name="党员")
    full = NumberColumn(verbose_name="正式党员")
    committee = NumberColumn(verbose_name="支委（含书记）")
    theme_day = NumberColumn(verbose_name="固定党日（日）")
    term_from = DayColumn(verbose_name="本届起始", default="—")
    found = WordsColumn("需要研究的", empty_values=(), orderable=False)

    def render_found(self, record: Any) -> SafeString | str:
        """What is amiss, a chip for each."""
        listed = findings_of(record, timezone.localdate())
        return format_html_join(" ", "{}", ((chip(one.title, "soon"),) for one in listed)) if listed else "—"

    def value_found(self, record: Any) -> str:
        """The same in a workbook."""
        return "、".join(one.title for one in findings_of(record, timezone.localdate()))


def _pair(kind: MeetingKind) -> WordsColumn:
    return WordsColumn(kind.label, accessor=f"held_{kind.value}", attrs={"td": {"class": "nowrap"}})


class OwedTable(_AtPlace):
    """What branches held of what is owed by now; a column for each kind: held / owed."""

    name = tables.Column("党支部", linkify=lambda record: record.get_absolute_url())
    place_no = WordsColumn("所在单位")
    lacking = WordsColumn("欠开")
    held_members = _pair(MeetingKind.MEMBERS)
    held_committee = _pair(MeetingKind.COMMITTEE)
    held_group = _pair(MeetingKind.GROUP)
    held_lesson = _pair(MeetingKind.LESSON)
    held_theme = _pair(MeetingKind.THEME)
    held_life = _pair(MeetingKind.LIFE)
    held_appraisal = _pair(MeetingKind.APPRAISAL)

    def render_lacking(self, value: int) -> SafeString:
        """How many are missing."""
        return chip(f"欠 {value} 次", "soon") if value else chip("按期", "good")

    def value_lacking(self, value: int) -> int:
        """The same in a workbook."""
        return value


def _show_pair(kind: MeetingKind) -> Any:
    def render(self: OwedTable, value: int, record: Any) -> str:
        """Held / owed; the dash where nothing is owed and nothing was held."""
        needed = getattr(record, f"need_{kind.value}")
        return f"{value} / {needed}" if needed or value else "—"

    return render


for _kind in MeetingKind:
    setattr(OwedTable, f"render_held_{_kind.value}", _show_pair(_kind))


class MeetingTable(_AtPlace):
    """Meetings with who came."""

    starts_at = tables.Column("时间", linkify=lambda record: record.get_absolute_url())
    kind = WordsColumn("会议")
    branch = WordsColumn("党支部", accessor="branch__name")
    topic = WordsColumn("主题", default="—")
    present = WordsColumn("到会 / 应到")
    state = StateColumn(verbose_name="状态", tones=MEETING_TONES, labels=dict(MeetingState.choices()))

    def render_starts_at(self, value: Any) -> str:
        """The city's own time."""
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"

    def render_kind(self, value: str, record: Any) -> str:
        """The kind, with the group."""
        return meeting_words(record)

    def render_present(self, value: int, record: Any) -> str:
        """How many came of how many."""
        return f"{value} / {record.due}" if record.due else "—"


def meeting_words(row: Any) -> str:
    """What a meeting is called, with its group."""
    return f"第{row.group_no}{row.get_kind_display()}" if row.group_no else str(row.get_kind_display())


class MemberTable(_AtPlace):
    """Members of branches."""

    pick = PickColumn(accessor="pk", name="member__name")
    name = tables.Column("姓名", accessor="member__name", linkify=("party_life:member", {"member_id": tables.A("pk")}))
    branch = WordsColumn("党支部", accessor="branch__name")
    place_no = WordsColumn("所在单位")
    post = StateColumn(
        verbose_name="支部职务", tones={"secretary": "accent", "committee": "accent"}, labels=dict(Post.choices())
    )  # fmt: skip
    group_no = NumberColumn(verbose_name="党小组")
    joined_on = DayColumn(verbose_name="入党日期", accessor="member__joined_on", default="—")

    def render_group_no(self, value: int) -> str:
        """The number of the group."""
        return str(value) if value else "—"


class UnplacedTable(_AtPlace):
    """Members whom a place has received and that are in no branch."""

    pick = PickColumn(accessor="pk")
    name = tables.Column("姓名")
    place_no = WordsColumn("组织关系所在单位")
    organisation = WordsColumn("原党支部", accessor="organisation__name")
    enterprise = WordsColumn("原企业", accessor="enterprise__name")
    received_on = DayColumn(verbose_name="接收日期", default="—")


class ApartTable(_AtPlace):
    """Members who do not come, the most urgent first."""

    name = tables.Column("姓名", accessor="member__name", linkify=("party_life:member", {"member_id": tables.A("pk")}))
    branch = WordsColumn("党支部", accessor="branch__name")
    place_no = WordsColumn("所在单位")
    form = WordsColumn("参加方式")
    last_on = DayColumn(verbose_name="上次", default="—")
    next_on = DayColumn(verbose_name="下次", left_from=timezone.localdate)
    planned_on = WordsColumn("计划", default="还没有计划")

    def render_planned_on(self, value: Any) -> str:
        """Whether a day is planned."""
        return "已有计划" if value else "还没有计划"


class MedalTable(_AtPlace):
    """Who has been in the party for the full years."""

    pick = PickColumn(accessor="pk", name="member__name")
    name = tables.Column("姓名", accessor="member__name", linkify=("party_life:member", {"member_id": tables.A("pk")}))
    branch = WordsColumn("党支部", accessor="branch__name")
    place_no = WordsColumn("所在单位")
    joined_on = DayColumn(verbose_name="入党日期", accessor="member__joined_on", default="—")
    full_on = DayColumn(verbose_name="转正日期", accessor="member__full_on", default="没有登记，按入党满一年推算")
    has_medal = WordsColumn("纪念章")

    def render_has_medal(self, value: bool) -> SafeString:
        """Whether it was given."""
        return chip("已颁发", "good") if value else chip("还没有颁发", "soon")

    def value_has_medal(self, value: bool) -> str:
        """The same in a workbook."""
        return "已颁发" if value else "还没有颁发"


class HonourTable(_AtPlace):
    """What was given."""

    name = tables.Column(
        "姓名", accessor="member__name", linkify=("party_life:member", {"member_id": tables.A("member_id")})
    )
    place_no = WordsColumn("所在单位")
    occasion = WordsColumn("事由")
    category = WordsColumn("类别", default="—")
    fen = NumberColumn(verbose_name="金额（元）")
    given_on = DayColumn(verbose_name="日期")
    given_by = WordsColumn("登记人")
    reason = WordsColumn("撤销", empty_values=(None,), orderable=False)

    def render_fen(self, value: int) -> str:
        """The sum in yuan; the dash for a medal."""
        return f"{value / 100:,.2f}" if value else "—"

    def value_fen(self, value: int) -> float:
        """The same in a workbook."""
        return value / 100

    def render_reason(self, value: str, record: Any) -> SafeString | str:
        """Why it was taken back, or the way to do so."""
        if value:
            return f"已撤销：{value}"
        return format_html(
            '<a href="{}">撤销<span class="visually-hidden">{}</span></a>',
            reverse("party_life:take_back", args=[record.pk]),
            record.member.name,
        )

    def value_reason(self, value: str) -> str:
        """The same in a workbook."""
        return f"已撤销：{value}" if value else ""
