"""Codes and shapes of hardship and of visits due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from yinqiao.kernel.labels import Labelled

HARDSHIP: Final = "cn.yinqiao.hardship.recognised.v1"
HARDSHIP_ENDED: Final = "cn.yinqiao.hardship.ended.v1"
ILLNESS: Final = "cn.yinqiao.visit.health-due.v1"
# The two that the register's special groups know; the first is what civil affairs decide.
DESTITUTE_GROUP: Final = "destitute"


class Grade(Labelled):
    """What civil affairs recognise (社会救助暂行办法; 2023 low-income population)."""

    MINIMUM_LIVING = "minimum_living", "最低生活保障对象"
    DESTITUTE = "destitute", "特困人员"
    NEAR_MINIMUM = "near_minimum", "最低生活保障边缘家庭成员"
    RIGID_SPENDING = "rigid_spending", "刚性支出困难家庭成员"


class HardshipState(Labelled):
    """Where a recognition stands. `replaced`: another grade followed; `deceased` comes back when the death is withdrawn."""

    STANDING = "standing", "有效"
    REPLACED = "replaced", "类别已变更"
    ENDED = "ended", "已终止"
    DECEASED = "deceased", "本人已故"
    WITHDRAWN = "withdrawn", "认定已撤回"


class VisitReason(Labelled):
    """Why somebody is to be visited; never more than this."""

    HARDSHIP = "hardship", "困难状况"
    HEALTH = "health", "健康原因"


class VisitState(Labelled):
    """Where a visit stands."""

    OPEN = "open", "应走访"
    VISITED = "visited", "已走访"
    DECEASED = "deceased", "本人已故"
    WITHDRAWN = "withdrawn", "已撤销"


class Ground(Labelled):
    """On what we may be told that somebody is to be visited for reasons of health."""

    BASIS = "basis", "来源的法定依据"
    CONSENT = "consent", "本人同意"


class ConsentWay(Labelled):
    """How somebody consented."""

    SIGNED = "signed", "本人书面同意"
    ELECTRONIC = "electronic", "本人电子方式同意"
    GUARDIAN = "guardian", "监护人书面同意"


@dataclass(frozen=True, slots=True)
class NewConsent:
    """A consent as it is noted: how, on which day, under which number the paper is kept."""

    way: ConsentWay
    given_on: date
    paper_no: str


@dataclass(frozen=True, slots=True)
class NewBasis:
    """A legal basis for health data: a document, its article, from when to when it holds."""

    document: str
    article: str
    valid_from: date
    valid_to: date | None = None
