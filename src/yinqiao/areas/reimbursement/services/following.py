"""What follows for invoices: a case that ended without a decision to pay lets them go, one that goes on holds them again."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from yinqiao.areas.applications.events import CLOSED, MOVED
from yinqiao.areas.applications.types import OPEN, CaseState
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.areas.reimbursement.services.keeping import drop_invoices
from yinqiao.areas.reimbursement.types import InvoiceState
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of

_S = InvoiceState
_LET_GO = [CaseState.REFUSED, CaseState.NOT_TAKEN, CaseState.WITHDRAWN, CaseState.ENDED]


def release(*, act: Act) -> None:
    """What was refused, withdrawn or ended may be applied for again with the same invoices."""
    people = people_told_of(act.id, CLOSED)
    Invoice.objects.filter(retiree_id__in=people, case__state__in=_LET_GO, state=_S.STANDING).update(
        state=_S.RELEASED, over_on=act.stamp.occurred_on
    )


def hold_again(*, act: Act) -> None:
    """A case that goes on after a death was withdrawn holds its invoices, but for those that stand elsewhere by now."""
    standing = Invoice.objects.filter(state=_S.STANDING)
    taken = Q(Exists(standing.filter(number_index=OuterRef("number_index")))) | Q(
        Exists(standing.filter(file_index=OuterRef("file_index")))
    )
    Invoice.objects.filter(
        retiree_id__in=people_told_of(act.id, MOVED), case__state__in=OPEN, state=_S.RELEASED
    ).exclude(taken).update(state=_S.STANDING, over_on=None)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    gone = Invoice.objects.select_related("file").filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE))
    drop_invoices(list(gone), act.at, act.id)
