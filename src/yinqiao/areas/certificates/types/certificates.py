"""Certificates: where one stands, how it was sealed, why it was revoked, what a check of it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class State(Labelled):
    """What was done with a certificate."""

    WAITING = "waiting", "待用印"
    ISSUED = "issued", "已开具"
    DECLINED = "declined", "未用印"
    REVOKED = "revoked", "已撤销"
    REPLACED = "replaced", "已重开"


class Standing(Labelled):
    """Where a certificate stands on a day: what was done with it, its last day, and the register as it is."""

    WAITING = "waiting", "待用印"
    VALID = "valid", "有效"
    EXPIRED = "expired", "已过期"
    CHANGED = "changed", "已失效"
    DECLINED = "declined", "未用印"
    REVOKED = "revoked", "已撤销"
    REPLACED = "replaced", "已被替换"


class How(Labelled):
    """How a certificate came to its seal."""

    AUTOMATIC = "automatic", "自动用印"
    HAND = "hand", "保管人用印"
    STAMPED = "stamped", "打印盖章"


class Revocation(Labelled):
    """Why a certificate is revoked."""

    WRONG_FACTS = "wrong_facts", "登记信息有误"
    MISTAKE = "mistake", "开错了"
    ASKED = "asked", "本人要求"
    MISUSED = "misused", "被冒用或挪作他用"


class Withdrawal(Labelled):
    """Why a seal is not put."""

    NOT_TRUE = "not_true", "所证明的情况需要核实"
    NOT_NEEDED = "not_needed", "用途不需要这种证明"
    WRONG_KIND = "wrong_kind", "应开另一种证明"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be issued, for what, and the address under which whoever gets it checks it."""

    kind: str
    purpose: str
    address: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What a paper of another room has to show, so that whoever holds it can check it.

    `code` is grouped as it is read aloud, `where` the address under which it is typed in, `picture` the same as an SVG.
    """

    number: str
    unit: str
    day: str
    code: str
    where: str
    picture: str
    how: How
    is_standin: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of another room that is to be sealed: for whom, what it is called, what it says, for how many days.

    `kind` is one of `RECORDED`; `text` what a check may repeat; `paint` makes the PDF around its cover; `replaces` the
    certificate whose place it takes.
    """

    retiree_id: UUID
    kind: str
    title: str
    purpose: str
    text: str
    basis: str
    valid_days: int
    paint: Callable[[Cover], bytes]
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check tells: nothing that does not stand on the paper, the number of the person masked."""

    id: UUID
    standing: Standing
    title: str
    number: str
    name: str
    id_no: str
    purpose: str
    unit: str
    issued_on: date
    valid_until: date
    how: How
    is_standin: bool
    replaced_by: str = ""


# The matter in which somebody may be authorised to ask for certificates of a person.
MATTER: Final = "certificates"


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """One of a person's own certificates, in plain words."""

    id: UUID
    title: str
    number: str
    purpose: str
    unit: str
    issued_on: date
    valid_until: date
    standing: Standing
    has_ofd: bool
