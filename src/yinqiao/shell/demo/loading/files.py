"""An office with nothing but a spreadsheet: its file of the month checked and waiting for the desk."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from yinqiao.areas.certification.queries import last_certified
from yinqiao.areas.dropbox.services import annotate_file, check_file, upload_file
from yinqiao.areas.dropbox.types import COMPARISON, Cover
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.loading.departments import source_named

_PEOPLE = 60
_HEADER = "公民身份号码,姓名,待遇状态,状态日期,认证渠道\n"


def load_files(*, city: Actor, community: Actor, at: datetime) -> None:
    """The comparison of one community, sent with a letter: most unchanged, some certified anew, one line spoilt."""
    source = source_named(city.scope, "shi-renshe", timezone.localdate(at))
    with acting(community):
        within = people_within(scope=community.scope).filter(status="managed", id_no_index__isnull=False)
        rows = list(within.order_by("born_on", "id")[:_PEOPLE])
        days = last_certified(scope=community.scope, ids=[row.pk for row in rows])
        people = [(row.name, one["id_no"], days.get(row.pk)) for row, one in zip(rows, facts_of(rows), strict=True)]
    if not people:
        return
    today = timezone.localdate(at)
    lines = "".join(_line(no, person, today - timedelta(days=2)) for no, person in enumerate(people))
    file = io.BytesIO((_HEADER + lines).encode("gb18030"))
    file.name = f"养老待遇人员状态{today:%Y%m}.csv"
    cover = Cover(f"长人社函〔{today:%Y}〕{today.month}号", today - timedelta(days=1))
    told: dict[str, Any] = {"actor": city, "at": at}
    told["file_id"], _ = upload_file(**told, source_id=source, kind=COMPARISON, cover=cover, file=file)
    check_file(**told)
    annotate_file(**told)


def _line(no: int, person: tuple[str, str, date | None], day: date) -> str:
    name, number, certified_on = person
    if no % 20 == 3:
        return f"{number},{name},已认证,{day},刷脸\n"
    if no == 5:
        return f"{number},{name},待定,,\n"
    return f"{number},{name},已认证,{certified_on},\n" if certified_on else f"{number},{name},正常,,\n"
