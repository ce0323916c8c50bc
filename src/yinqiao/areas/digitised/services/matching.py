"""Which material of which archive a file is, by its name and the catalogue; what the catalogue marks is never scanned."""

from __future__ import annotations

from yinqiao.areas.digitised.models import Item
from yinqiao.areas.digitised.queries import find_by_code
from yinqiao.areas.digitised.types import Match
from yinqiao.kernel.masking import hide_numbers
from yinqiao.kernel.scan_names import Unreadable, read_name, title_in
from yinqiao.platform.acts import Act


def match(act: Act, name: str) -> Item | Match:
    """The material that a file's name says, entered into the catalogue where it is not yet listed; or why there is none."""
    named = read_name(name)
    if isinstance(named, Unreadable):
        return Match[named.name]
    found = find_by_code(scope=act.actor.scope, code=named.code)
    if len(found) != 1:
        return Match.AMBIGUOUS if found else Match.UNKNOWN
    item, _ = Item.objects.get_or_create(
        archive_id=found[0].pk, class_no=named.class_no, serial=named.serial,
        defaults={
            "place_no": found[0].place_no, "title": hide_numbers(title_in(name)),
            "author_name": act.actor.name[:64], "made_at": act.at,
        },
    )  # fmt: skip
    return Match.CLASSIFIED if item.is_classified else item
