"""Shapes of the room of the exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class FeedRow(NamedTuple):
    """One event of the feed: what happened to whom and when, by ids and codes; no value of any fact.

    As it goes out: ids, days, the moment (UTC) and the list of `fields` are texts already, for a page holds a thousand.
    `place_no` is where the person belonged then, `office` who acted, `fields` which facts it was about; all three are
    empty for an enterprise, as is `source`.
    """

    seq: int
    id: str
    type: str
    version: int
    retiree_id: str | None
    subject_id: str | None
    enterprise_id: int | None
    place_no: int | None
    occurred_on: str
    recorded_at: str
    act_id: str
    office: str
    fields: str
    source: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of the feed; `next` is where to go on, `has_more` whether there is anything beyond it yet."""

    epoch: UUID
    rows: tuple[FeedRow, ...]
    next: int
    has_more: bool


class EndpointState(Labelled):
    """Whether anything is sent to an endpoint."""

    ACTIVE = "active", "推送中"
    PAUSED = "paused", "已暂停"
    ENDED = "ended", "已结束"


class Standing(Labelled):
    """How an endpoint stands today, as its list tells and filters."""

    GOOD = "good", "正常"
    FAILING = "failing", "正在重试"
    PAUSED = "paused", "已暂停"
    GROUNDLESS = "groundless", "凭据已失效"
    ENDED = "ended", "已结束"


class PauseReason(Labelled):
    """Why nothing is sent to an endpoint any more."""

    BY_HAND = "by_hand", "管理员操作"
    FAILING = "failing", "连续失败满三日，自动暂停"
    GONE = "gone", "接收方回答 410，不再接收"


class Kind(Labelled):
    """What a message is about."""

    FEED = "feed", "事件"
    EPOCH = "epoch", "重新开始通知"
    TEST = "test", "测试"
    REPLAY = "replay", "重送"


class MessageState(Labelled):
    """How a message stands."""

    OPEN = "open", "正在送"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "没有送达"
    SPLIT = "split", "拆成单条"
    PUT_ASIDE = "put_aside", "列入未送达"


class LetterState(Labelled):
    """How an event stands that a receiver refused."""

    WAITING = "waiting", "未送达"
    ASKED = "asked", "正在重送"
    DELIVERED = "delivered", "已重送"


class Outcome(Labelled):
    """How one attempt ended, in the words of the pages."""

    DELIVERED = "", "送达"
    TIMEOUT = "timeout", "没有按时回答"
    UNREACHABLE = "unreachable", "连接不上"
    CUT = "cut", "连接中断"
    NAME_UNKNOWN = "name_unknown", "域名解析不到"
    ADDRESS_REFUSED = "address_refused", "域名指向内部地址，未连接"
    CERTIFICATE = "certificate", "证书不被信任"
    REDIRECTED = "redirected", "要求跳转，未跟随"
    BUSY = "busy", "要求稍后再送"
    NOT_ADMITTED = "not_admitted", "不接受我方请求"
    REFUSED = "refused", "拒收内容"
    SERVER_ERROR = "server_error", "接收方出错"
    GONE = "gone", "不再接收"
    UNSEEN = "unseen", "已不在凭据范围内"


class StepKind(Labelled):
    """What follows from an attempt."""

    DELIVERED = "delivered", "送达"
    RETRY = "retry", "重试"
    SPLIT = "split", "拆成单条"
    PUT_ASIDE = "put_aside", "列入未送达"
    PAUSE = "pause", "暂停"
    END = "end", "结束"


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an attempt, why, and after how many seconds it is tried again."""

    kind: StepKind
    code: Outcome
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Patience:
    """The rule `exchange.webhook` as numbers."""

    answer_seconds: int
    first_seconds: int
    factor: int
    longest_seconds: int
    jitter_percent: int
    pause_hours: int
    refused_tries: int
    batch_events: int
    overlap_hours: int
    loud_minutes: int
    silent_days: int
    kept_days: int


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt: its answer, which attempt it was, how many events it carried, since when the endpoint fails."""

    status: int | None
    failure: str
    retry_after: int | None
    tries: int
    events: int
    failing_seconds: int


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """What makes an endpoint: for what, on which key, where to; no types means every type."""

    name: str
    key_id: UUID
    url: str
    types: tuple[str, ...] = ()
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it goes out, already on record: where to, what, signed with which secrets."""

    id: UUID
    message_id: str
    url: str
    body: bytes
    secrets: tuple[str, ...]
    seconds: int


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """One endpoint as its list and page show it; `lag` counts numbers of the feed, `lag_seconds` the oldest of them."""

    id: UUID
    name: str
    url: str
    types: tuple[str, ...]
    key_name: str
    unit: str
    state: EndpointState
    standing: Standing
    pause_reason: str
    lag: int
    lag_seconds: int
    last_success_at: datetime | None
    last_tried_at: datetime | None
    last_code: str
    failing_since: datetime | None
    next_try_at: datetime | None
    tries: int
    letters: int
    is_silent: bool
    old_until: datetime | None
    made_at: datetime
    after: int

    @property
    def standing_label(self) -> str:
        """How it stands in words."""
        return self.standing.label


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One event that a receiver refused, by ids and codes."""

    id: UUID
    endpoint_id: UUID
    seq: int
    type: str
    type_label: str
    code: str
    put_aside_at: datetime
    state: LetterState
    last_code: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as the page lists it: its receipt."""

    message_id: str
    kind: Kind
    first_at: datetime
    ended_at: datetime | None
    events: int
    tries: int
    state: MessageState
    code: str
    status: int | None
    body_sha256: str


@dataclass(frozen=True, slots=True)
class Failures:
    """How many attempts ended with a code within the last seven days."""

    code: str
    label: str
    tries: int


CloudEvent = Mapping[str, Any]
# Nobody rests longer (a receiver may ask for a day): what is to be tried later than that was put off by a clock that
# has been set right since.
LONGEST_REST = timedelta(hours=25)
