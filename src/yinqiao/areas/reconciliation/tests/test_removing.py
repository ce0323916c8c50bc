"""A statement taken by mistake is removed: by one or two, what rested on it is named, the ledger stands, it can come again."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.dues import services as dues
from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.tests.test_ordering import _order, _row, _standin
from yinqiao.areas.dues.types import Book, Move, Moved
from yinqiao.areas.handover.tests.conftest import CITY, NOW, place_actor
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.areas.reconciliation import queries, services
from yinqiao.areas.reconciliation.models import Line, Statement
from yinqiao.areas.reconciliation.tests.statements import bank, found, line, paid, row, said, take, wechat
from yinqiao.areas.reconciliation.types import Kind, Reason
from yinqiao.areas.reconciliation.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
WRONG = "传成了另一个账户的对账单"


def _remove(actor: Actor, statement_id: UUID, reason: str = WRONG) -> bool:
    return services.remove_statement(actor=actor, at=NOW, statement_id=statement_id, reason=reason)


def _refused(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(at=NOW, **given)
    return refusal.value.code


def _settled(branch: Branch) -> tuple[UUID, bytes]:
    """A statement with interest that somebody has settled."""
    content = bank((TODAY, 3, "", "结息"), (TODAY, 7, "", "某某"))
    made = take(branch.street, Kind.BANK, content, NOW)
    first = Line.objects.filter(statement_id=made, fen=3)
    with acting(SYSTEM):
        line_id = first.get().pk
    services.settle_line(actor=branch.street, at=NOW, line_id=line_id, settlement=said(Reason.INTEREST, "结息"))
    return made, content


def test_what_nobody_settled_is_removed_by_one_person_and_can_be_taken_again(branch: Branch) -> None:
    content = bank((TODAY, 3, "", "结息"))
    made = take(branch.street, Kind.BANK, content, NOW)
    assert _refused(Invalid, services.remove_statement, actor=branch.street, statement_id=made, reason=" ")
    assert _remove(branch.street, made)
    assert found(made) == [] and row(made).state == "removed" and row(made).removal_reason == WRONG
    again = take(branch.street, Kind.BANK, content, NOW)
    assert again != made and found(again) == [("unknown_bank", "open", 3)]
    for act, given in (
        (services.remove_statement, {"reason": WRONG}),
        (services.answer_removal, {"agrees": True}),
        (services.compare_statement, {}),
    ):
        code = _refused(Conflict, act, actor=branch.street, statement_id=made, **given)
        assert code == "reconciliation.removed_already"


def test_where_a_finding_was_settled_another_person_agrees_or_lets_it_stand(branch: Branch) -> None:
    made, content = _settled(branch)
    assert not _remove(branch.street, made)
    assert row(made).state == "proposed" and len(found(made)) == 2
    assert take(branch.street, Kind.BANK, content, NOW) == made
    given: dict[str, Any] = {"statement_id": made, "agrees": True}
    assert _refused(Refused, services.answer_removal, actor=branch.street, **given).endswith("removed_by_the_same")
    assert _refused(NotFound, services.answer_removal, actor=branch.transfer.elsewhere, **given) == "not_found"
    services.answer_removal(actor=branch.district, at=NOW, statement_id=made, agrees=False)
    assert row(made).state == "standing" and row(made).removal_by is None
    _remove(branch.street, made)
    with acting(branch.district):
        assert [one.label for one in today_entries(branch.district, TODAY)].count("对账单撤销待复核") == 1
    services.answer_removal(actor=branch.other_at_street(), at=NOW, statement_id=made, agrees=True)
    assert found(made) == [("unknown_bank", "removed", 3)]
    again = take(branch.street, Kind.BANK, content, NOW)
    assert {state for _, state, _ in found(again)} == {"open"}


def test_a_second_person_is_held_by_the_database_too(branch: Branch) -> None:
    made, _ = _settled(branch)
    _remove(branch.street, made)
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=made).update(removed_by=row(made).removal_by, removed_on=TODAY)


def test_what_the_ledger_was_corrected_for_is_listed_and_stands(branch: Branch, settings: Any) -> None:
    city = place_actor("city_manager", CITY)
    order = _order(branch)
    assert _standin(settings).pay(_row(order).number, at=NOW)
    made = take(city, Kind.WECHAT, wechat(paid(_row(order).number, 2500, TODAY), paid("SHOP1", 800, TODAY)), NOW)
    services.ask_line(actor=city, at=NOW, line_id=line(made, "unbooked").pk, provider=SYSTEM)
    with acting(city):
        rested = queries.list_rested(scope=city.scope, statement=row(made))
    assert [(one.first_found, one.found) for one in rested.lines] == [("unbooked", "matched")]
    assert (rested.goes, rested.by_two) == (1, False)
    assert _remove(city, made)
    assert branch.balances()[Book.CLEARING] == 2500 and branch.row(102).owed_months == 0
    assert found(made) == [("matched", "removed", 2500)]
    again = take(city, Kind.WECHAT, wechat(paid(_row(order).number, 2500, TODAY)), NOW)
    assert found(again) == [("matched", "done", 2500)]


def test_lines_that_another_statement_has_too_go_on_to_it_as_they_were_settled(branch: Branch) -> None:
    later = TODAY - timedelta(days=1)
    rows = ((later, 100, "A-0001", "一"), (TODAY, 200, "A-0002", "二"))
    first = take(branch.street, Kind.BANK, bank(*rows, opening=5), NOW)
    second = take(branch.street, Kind.BANK, bank(rows[1], (TODAY, 300, "A-0003", "三"), opening=105), NOW)
    with acting(SYSTEM):
        shared = Line.objects.get(statement_id=first, fen=200)
    services.settle_line(actor=branch.street, at=NOW, line_id=shared.pk, settlement=said(Reason.OTHER_MONEY))
    assert not _remove(branch.street, first)
    services.answer_removal(actor=branch.district, at=NOW, statement_id=first, agrees=True)
    assert found(first) == []
    assert found(second) == [("unknown_bank", "settled", 200), ("unknown_bank", "open", 300)]
    assert row(second).repeated == 0
    with acting(branch.street):
        told = queries.explain_statement(scope=branch.street.scope, statement=row(second))
    assert told.rest == 0 and dict(told.parts) == {"期初就有的差额": 105, "账上没有的银行收支": 500}


def test_an_entry_that_the_removed_statement_had_is_missing_from_the_other_one(branch: Branch) -> None:
    branch.take({102: 2500})
    moved = Moved(Move.DEPOSIT, 1000, TODAY, "C-0001")
    dues.move_money(actor=branch.street, at=NOW, place_no=branch.row(102).place_no, moved=moved)
    first = take(branch.street, Kind.BANK, bank((TODAY, 1000, "C-0001", "存入")), NOW)
    second = take(branch.street, Kind.BANK, bank((TODAY, 3, "", "结息")), NOW)
    assert found(second) == [("unknown_bank", "open", 3)]
    assert _remove(branch.street, first)
    assert found(second) == [("missing", "open", 1000), ("unknown_bank", "open", 3)]


def test_a_statement_that_came_while_the_files_were_read_stops_the_removal(branch: Branch) -> None:
    first = take(branch.street, Kind.BANK, bank((TODAY, 3, "", "结息")), NOW)
    second = take(branch.street, Kind.BANK, bank((TODAY, 3, "", "结息"), (TODAY, 4, "", "又")), NOW)
    from yinqiao.areas.reconciliation.services import removing

    with pytest.raises(Conflict) as refusal, acting(branch.street):
        statement = Statement.objects.select_for_update().get(pk=first)
        removing._remove(None, statement, {})  # type: ignore[arg-type]
    assert refusal.value.code == "reconciliation.taken_meanwhile"
    assert row(first).state == row(second).state == "standing"


def _page(actor: Actor, address: str, data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(address, data)
    return answer.headers["Location"] if answer.status_code == 302 else unescape(text_of(answer))


def test_the_pages_ask_name_what_rests_and_show_what_stays(branch: Branch) -> None:
    made, _ = _settled(branch)
    address = f"/reconciliation/{made}/"
    asked = _page(branch.street, f"{address}remove/")
    assert "须由另一位同志复核" in asked and "存款利息：结息" in asked and "另有 1 行没有处理过" in asked
    assert "请" in _page(branch.street, f"{address}remove/", {"words": ""})
    assert _page(branch.street, f"{address}remove/", {"words": WRONG}) == address
    assert WRONG in _page(branch.street, address) and "复核撤销" in _page(branch.street, address)
    assert "不能自己复核" in _page(branch.street, f"{address}removal/", {"agrees": "yes"})
    assert _page(branch.district, f"{address}removal/", {"agrees": "yes"}) == address
    stays = _page(branch.street, address)
    assert "已撤销" in stays and "存款利息：结息" in stays and "重新上传" in stays
    assert "已撤销" in _page(branch.street, "/reconciliation/?state=removed")
    for wanted in ("standing", "proposed"):
        assert str(made) not in _page(branch.street, f"/reconciliation/?state={wanted}")
    with pytest.raises(NotFound):
        _page(branch.transfer.elsewhere, f"{address}remove/")
    with pytest.raises(Refused):
        _page(branch.transfer.firm, f"{address}removal/")
