"""Lists of people on their way: who waits, who was returned, whom to contact first."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.rosters.types import RouteHow
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.columns import DayColumn, PickColumn, StateColumn

STATE_TONES = {"offered": "soon", "accepted": "good", "returned": "danger", "withdrawn": "neutral"}
STATE_LABELS = {one.value: one.label for one in OfferState}
PERSON = ("shell:person", {"retiree_id": tables.A("retiree_id")})


def place_words(offer: Any, scope: Scope) -> str:
    """Where a person stands, in words. Once accepted, an enterprise learns that and no place: it says where they live.

    Who was returned or taken back stands in no community; the city's number holds their place meanwhile.
    """
    if offer.state in (OfferState.RETURNED, OfferState.WITHDRAWN):
        return "—"
    if scope.is_enterprise and offer.state in (OfferState.ACCEPTED, OfferState.PASSED_ON):
        return "属地已接收"
    return near_label(offer.place_no, scope)


class _OfferTable(tables.Table):
    """What all lists of offers share: places and birthdays in words."""

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)

    def render_enterprise_id(self, value: int) -> str:
        """The enterprise's name, looked up once for the page by the view."""
        names: dict[int, str] = getattr(self.request, "enterprise_names", {})
        return names.get(value, "")


class _ActColumn(tables.Column):
    """The one button of the row."""

    def __init__(self, url_name: str, words: str) -> None:
        link = (url_name, {"offer_id": tables.A("id")})
        look = {"td": {"class": "nowrap"}}
        super().__init__("办理", accessor="id", orderable=False, exclude_from_export=True, linkify=link, attrs=look)
        self.words = words

    def render(self) -> str:
        """The words on it."""
        return self.words


class WaitingTable(_OfferTable):
    """People who wait for an answer."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=PERSON)
    born_on = tables.DateColumn(verbose_name="出生日期", format="Y-m-d")
    enterprise_id = tables.Column("移交企业")
    place_no = tables.Column("社区")
    route_how = StateColumn(verbose_name="分派依据", labels={one.value: one.label for one in RouteHow})
    offered_on = DayColumn(verbose_name="移交日期")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)
    risen_to = tables.Column("上报")
    answer_note = tables.Column("企业答复", orderable=False)

    def render_risen_to(self, value: int) -> SafeString | str:
        """How far an unanswered offer has risen."""
        words = {1: "已报街道", 2: "已报区县"}.get(value, "")
        return format_html('<span class="badge badge-danger">{}</span>', words) if words else ""


class DeskTable(_OfferTable):
    """People at a desk, to be routed by hand."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=PERSON)
    born_on = tables.DateColumn(verbose_name="出生日期", format="Y-m-d")
    enterprise_id = tables.Column("移交企业")
    place_no = tables.Column("待分派处")
    route_how = StateColumn(verbose_name="原因", labels={one.value: one.label for one in RouteHow})
    offered_on = DayColumn(verbose_name="移交日期")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)


class ContactTable(_OfferTable):
    """Accepted people who have not been contacted yet."""

    name = tables.Column("姓名", linkify=PERSON)
    born_on = tables.DateColumn(verbose_name="出生日期", format="Y-m-d")
    place_no = tables.Column("社区")
    enterprise_id = tables.Column("移交企业")
    decided_at = tables.DateTimeColumn(verbose_name="接收时间", format="Y-m-d")
    contact_due_on = DayColumn(verbose_name="首次联系期限", left_from=timezone.localdate)
    act = _ActColumn("handover:contact", "登记首次联系")


class ReturnedTable(_OfferTable):
    """People whom a community returned; the enterprise answers."""

    name = tables.Column("姓名")
    born_on = tables.DateColumn(verbose_name="出生日期", format="Y-m-d")
    returned_from = tables.Column("退回的社区")
    return_reason = StateColumn(verbose_name="退回原因", labels={one.value: one.label for one in ReturnReason})
    return_note = tables.Column("说明", orderable=False)
    decided_at = tables.DateTimeColumn(verbose_name="退回时间", format="Y-m-d")
    act = _ActColumn("handover:answer", "答复或撤回")

    def render_returned_from(self, value: int) -> str:
        """The place in words."""
        return places().label(value)


class PeopleTable(_OfferTable):
    """Everybody handed over, within the scope."""

    name = tables.Column("姓名", linkify=PERSON)
    enterprise_id = tables.Column("移交企业")
    place_no = tables.Column("所在社区")
    state = tables.Column("状态")
    offered_on = DayColumn(verbose_name="移交日期")
    decided_at = tables.DateTimeColumn(verbose_name="答复时间", format="Y-m-d")
    contacted_on = DayColumn(verbose_name="首次联系")

    def render_place_no(self, record: Any) -> str:
        """The place in words, as far as the reader may know it."""
        return place_words(record, self.request.actor.scope)

    def render_state(self, record: Any) -> SafeString:
        """The state as a chip, with the reason of a return."""
        value: str = record.state
        words, tone = STATE_LABELS[value], STATE_TONES.get(value, "neutral")
        if value == OfferState.RETURNED and record.return_reason:
            words = f"{words}：{ReturnReason(record.return_reason).label}"
        return format_html('<span class="badge badge-{}">{}</span>', tone, words)


class OwnPeopleTable(PeopleTable):
    """The same for the enterprise, which may take back who still waits."""

    pick = PickColumn(accessor="id")

    class Meta:
        """The box stands first."""

        sequence = ("pick", "...")
