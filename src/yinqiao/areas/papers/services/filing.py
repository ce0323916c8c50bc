"""What a person does with a page that no code told: type its number, put it with the page before, or leave it out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.papers import errors
from yinqiao.areas.papers.models import Paper, ScanPage
from yinqiao.areas.papers.services.voiding import lock_paper
from yinqiao.areas.papers.types import TO_SETTLE, FiledBy, PageState, PaperState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def file_by_number(*, actor: Actor, at: datetime, page_id: UUID, number: str) -> None:
    """File a page to the paper of this number. Invalid `papers.no_such_number`, Conflict `papers.paper_void`."""
    with perform(actor=actor, action="papers.file_by_number", at=at) as act:
        page = _waiting(actor, page_id)
        wanted = number.strip().translate(_BRACKETS)
        found = Paper.objects.filter(actor.scope.predicate(), number=wanted)
        # Offices below have numbers of their own, which may be the same: the office that scanned comes first.
        own = found.filter(place_no=page.place_no, enterprise_id=page.enterprise_id)
        ids = list(own.values_list("pk", flat=True)[:1] or found.values_list("pk", flat=True)[:2])
        if len(ids) != 1:
            raise errors.no_such_number()
        _file(page, ids[0], FiledBy.NUMBER, actor, at)
        act.about("paper", ids[0], people=0)


# Brackets as a keyboard gives them, for those that official numbers have.
_BRACKETS = str.maketrans("[【［(（]】］)）", "〔〔〔〔〔〕〕〕〕〕")


def file_after_before(*, actor: Actor, at: datetime, page_id: UUID) -> None:
    """File a page without a code to the paper of the page before it. Conflict `papers.nothing_before`."""
    with perform(actor=actor, action="papers.file_after_before", at=at) as act:
        page = _waiting(actor, page_id)
        before = ScanPage.objects.filter(
            scan_id=page.scan_id, page_no=page.page_no - 1, state=PageState.FILED
        ).first()  # fmt: skip
        if before is None or before.paper_id is None:
            raise errors.nothing_before()
        _file(page, before.paper_id, FiledBy.BEFORE, actor, at)
        act.about("paper", before.paper_id, people=0)


def drop_page(*, actor: Actor, at: datetime, page_id: UUID) -> None:
    """Leave a page out: an empty back, a page of something else, or one that was filed to the wrong paper."""
    with perform(actor=actor, action="papers.drop_page", at=at) as act:
        page = _locked(actor, page_id)
        if page.state == PageState.DROPPED:
            raise errors.page_settled()
        paper_id = page.paper_id
        state = PageState.NO_CODE if paper_id else PageState.DROPPED
        page.state, page.paper, page.filed_by, page.settled_name = state, None, "", actor.name
        page.save(update_fields=["state", "paper", "filed_by", "settled_name"])
        if paper_id:
            count_pages(paper_id, -1, at)
        act.about("paper_page", page.pk, people=0)
        act.note(was_filed=bool(paper_id))


def _locked(actor: Actor, page_id: UUID) -> ScanPage:
    row = ScanPage.objects.select_for_update().filter(actor.scope.predicate(), pk=page_id).first()
    if row is None:
        raise NotFound
    return row


def _waiting(actor: Actor, page_id: UUID) -> ScanPage:
    page = _locked(actor, page_id)
    if page.state not in TO_SETTLE:
        raise errors.page_settled()
    return page


def _file(page: ScanPage, paper_id: UUID, how: FiledBy, actor: Actor, at: datetime) -> None:
    paper = lock_paper(actor.scope, paper_id)
    if paper.state == PaperState.VOID:
        raise errors.paper_void()
    page.state, page.paper_id, page.filed_by, page.settled_name = PageState.FILED, paper.pk, how, actor.name
    page.save(update_fields=["state", "paper", "filed_by", "settled_name"])
    count_pages(paper.pk, 1, at)


def count_pages(paper_id: UUID, more: int, at: datetime) -> None:
    """Count pages of a stamped copy up or down; the first makes it filed, without any it is awaited again."""
    row = Paper.objects.select_for_update().get(pk=paper_id)
    row.pages += more
    if row.state != PaperState.VOID:
        row.state = PaperState.STAMPED if row.pages else PaperState.PRINTED
        row.stamped_at = (row.stamped_at or at) if row.pages else None
    row.save(update_fields=["pages", "state", "stamped_at"])
