"""Codes, inputs and rows of the rights of a person over the own data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.contacts.types import ContactPersonRow
from yinqiao.kernel.labels import Labelled


class AskedBy(Labelled):
    """Who makes a request about personal data."""

    SELF = "self", "本人"
    RELATIVE = "relative", "近亲属"
    PROXY = "proxy", "受托人"


class DataRequestKind(Labelled):
    """What a person may ask about the own data (Personal Information Protection Law, articles 45 to 47)."""

    COPY = "copy", "查阅、复制"
    CORRECT = "correct", "更正、补充"
    DELETE = "delete", "删除"


class DataRequestState(Labelled):
    """Where a request stands."""

    OPEN = "open", "待答复"
    DONE = "done", "已办理"
    REFUSED = "refused", "不予办理"


@dataclass(frozen=True, slots=True)
class DataAsk:
    """A request about personal data, as it came in."""

    kind: DataRequestKind
    asked_by: AskedBy
    received_on: date
    text: str


@dataclass(frozen=True, slots=True)
class DataAnswer:
    """How a request was answered; `is_refused` needs a reason in `text`.

    `acts` names the corrections with which a request to correct or delete was met.
    """

    answered_on: date
    text: str
    is_refused: bool = False
    acts: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DataRequestRow:
    """One request about personal data."""

    id: UUID
    retiree_id: UUID
    retiree_name: str
    kind: str
    kind_label: str
    asked_by: str
    received_on: date
    due_on: date
    state: str
    state_label: str
    text: str
    answer: str
    answered_on: date | None
    answered_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class PersonCopy:
    """What is held sealed on a person, in full, for the copy that the person asked for.

    `facts` by field name, `profile` as the roster brought it; `left_out` names the parts that are not given to who asks.
    Never kept, never put into a session or a log.
    """

    request: DataRequestRow
    facts: Mapping[str, str]
    profile: Mapping[str, str]
    contacts: tuple[ContactPersonRow, ...] = ()
    left_out: frozenset[str] = frozenset()


_READINGS = {
    "retirees.open_person": "打开人员页面",
    "retirees.reveal": "完整显示敏感信息",
    "retirees.reveal_contact": "完整显示联系人电话",
    "retirees.reveal_note": "查看走访与备注内容",
    "retirees.reveal_copy": "生成个人信息副本",
}


def reading_words(action: str) -> str:
    """A reading in words."""
    return _READINGS.get(action, "查看")


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One time somebody saw or changed a person: for the auditor. `fields` names what changed or was shown, never values."""

    at: datetime
    kind: str
    action: str
    actor_name: str
    actor_role: str
    scope: str
    purpose: str
    events: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was done, in words: the events of an act, else the name of the reading, else 查看 or 办理."""
        if self.events:
            return "、".join(dict.fromkeys(self.events))
        return _READINGS.get(self.action, "查看" if self.kind == "read" else "办理")


@dataclass(frozen=True, slots=True)
class OwnTouch:
    """One time somebody opened or showed in full a person's record, as the person is told of it: by office, no name."""

    at: datetime
    words: str
    office: str
    actor_role: str
    purpose: str
