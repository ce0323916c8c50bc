"""The six things on the home page of the portal, what this person most likely needs first; and the rest below them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse

from yinqiao.areas.portal.queries import list_likely, list_words


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to do: where it leads, its picture, its words; `why` tells what brought it forward."""

    url: str
    icon: str
    title: str
    told: str
    why: str = ""


# Word of the rule → address, its arguments, picture, title, what it is for.
_WORDS: Final = {
    "certification": ("my:certification", (), "check", "我的认证", "什么时候办，怎么办"),
    "apply": ("my:offers", (), "home", "我要办事", "在手机上申请，不用跑"),
    "record": ("my:record", (), "card", "我的资料", "看一看对不对"),
    "benefits": ("my:benefits", (), "gift", "企业给的待遇", "原企业还管什么"),
    "phone": ("my:ask", ("phone",), "pen", "换手机号", "填上新号码"),
    "requests": ("my:requests", (), "list", "我的申请", "申请的事办得怎样"),
    "certificates": ("my_certificates:certificates", (), "card", "我的证明", "开一份，或看开过的"),
    "activities": ("my_activities:activities", (), "gift", "活动和课程", "报名，看时间和地点"),
    "dues": ("mydues:dues", (), "list", "我的党费", "每月交多少，交到哪月"),
    "life": ("myparty:life", (), "home", "我的组织生活", "什么时候开会"),
    "archive": ("my:archive", (), "card", "我的档案", "在哪里，怎么查"),
    "volunteering": ("my_volunteers:volunteering", (), "gift", "志愿服务", "出一份力"),
}
# What is so with this person → why a word stands so far in front.
_WHY: Final = {
    "certification_due": "该认证了，先办这个",
    "asked_back": "有申请等您补材料",
    "session_today": "今天有活动",
    "news_of_activity": "有新消息",
    "newly_arrived": "刚转到社区，看一看对不对",
}


def likely(facts: Collection[str], waiting: int, day: date) -> list[Word]:
    """The six, likeliest first. `facts` are those of the rule `portal.six_words`; `waiting` counts the open applications."""
    return [_word(word, why, waiting) for word, why in list_likely(region=settings.REGION, day=day, facts=facts)]


def others(shown: Collection[Word], facts: Collection[str], day: date) -> list[Word]:
    """What is for this person and not among the six, as plain links below."""
    titles = {one.title for one in shown}
    rest = [_word(word, "", 0) for word in list_words(region=settings.REGION, day=day, facts=facts)]
    return [one for one in rest if one.title not in titles]


def _word(word: str, why: str, waiting: int) -> Word:
    name, arguments, icon, title, told = _WORDS[word]
    if word == "requests" and waiting:
        told = f"有 {waiting} 项在办"
    return Word(reverse(name, args=arguments), icon, title, told, _WHY.get(why, ""))
