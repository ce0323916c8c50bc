"""Codes and shapes of ratings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Grade(Labelled):
    """The five grades of 政务服务“好差评”."""

    BEST = "best", "非常满意"
    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    POOR = "poor", "不满意"
    WORST = "worst", "非常不满意"


# The community's superiors; what is said about its work is not its own to settle.
LEADERS: Final = ("street_officer", "district_manager", "city_manager")
# What is followed up.
BAD = (Grade.POOR, Grade.WORST)


class By(Labelled):
    """Who said it, and how."""

    SELF = "self", "本人网上"
    PROXY = "proxy", "代办人网上"
    PHONE = "phone", "电话，其他单位代记"
    PAPER = "paper", "书面，其他单位代记"


class FollowUp(Labelled):
    """Where the follow-up of a bad one stands."""

    NONE = "none", "不需要回访"
    OPEN = "open", "待回访"
    CLOSED = "closed", "已回访"


# The code under which answers to wishes are listed, beside those of items.
WISH: Final = "data_request"
# The code of matters that several offices solved.
MATTER: Final = "joint_case"
# What is listed beside items, in words.
NAMED: Final = {WISH: "个人信息请求", MATTER: "联动事项"}


@dataclass(frozen=True, slots=True)
class Hands:
    """Who had a hand in what is rated: accounts, and the places of the office that took it in or answered it."""

    accounts: Collection[UUID]
    places: Collection[int]


@dataclass(frozen=True, slots=True)
class NewRating:
    """The grade, and what is said with it."""

    grade: Grade
    words: str = ""
