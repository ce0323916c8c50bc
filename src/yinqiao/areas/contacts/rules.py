"""Who keeps the contact persons of a retiree, and who reads a phone in full."""

from __future__ import annotations

from yinqiao.areas.retirees.types import CASEWORKERS, ActRule

MOST_CONTACTS = 5
KEEP = ActRule("keep_contacts", "登记联系人", CASEWORKERS)
REVEAL = ActRule("reveal", "完整显示敏感信息", CASEWORKERS)
