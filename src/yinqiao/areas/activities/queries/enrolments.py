"""Who enrolled, who is to be told, who came; the order that lots have drawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinqiao.areas.activities.models import Attendance, Enrolment, Offering, Session
from yinqiao.areas.activities.queries.offerings import coming_rule
from yinqiao.areas.activities.types import LIVE, Standing, ToTell
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def _within(scope: Scope) -> QuerySet[Enrolment]:
    found = Enrolment.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    return found.none() if scope.is_enterprise or not scope.sees_content else found


def list_enrolments(*, scope: Scope, offering: Offering) -> QuerySet[Enrolment]:
    """Who of the scope enrolled in an offering, in the order of the list; with how often each came."""
    came = Count("attendances", filter=Q(attendances__was_present=True))
    found = _within(scope).filter(offering_id=offering.pk).select_related("retiree").annotate(came=came)
    return found.order_by("ended_on", "rank", "code")


def list_guests(*, scope: Scope, offering: Offering) -> list[str]:
    """The numbers of those who live elsewhere now and keep a seat of an offering of the scope; their names are their
    community's.
    """
    if scope.is_enterprise or not scope.sees_content or not scope.covers_place(offering.place_no):
        return []
    found = Enrolment.objects.filter(offering_id=offering.pk, is_guest=True, state=Standing.SEATED)
    return list(found.order_by("code").values_list("code", flat=True))


def list_to_tell(*, scope: Scope) -> QuerySet[Enrolment]:
    """Who of the scope has yet to be told something, whose answer is due soonest first."""
    found = _within(scope).exclude(to_tell="").select_related("retiree", "offering")
    return found.order_by("answer_by", "offering__first_on", "id")


def count_to_tell(*, scope: Scope) -> int:
    """How many."""
    return list_to_tell(scope=scope).order_by().count()


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Enrolment]:
    """The enrolments of a person, those that count first; NotFound out of scope, none where content is not read."""
    person = find_row(scope, retiree_id)
    found = Enrolment.objects.filter(retiree_id=person.pk).select_related("offering__branch", "offering__room")
    is_read = scope.person is not None or (scope.sees_content and not scope.is_enterprise)
    return found.order_by("-ended_on", "-offering__first_on", "id") if is_read else found.none()


def get_enrolment(*, scope: Scope, enrolment_id: UUID) -> Enrolment:
    """An enrolment of somebody of the scope; NotFound otherwise."""
    row = _within(scope).filter(pk=enrolment_id).select_related("offering", "retiree").first()
    if row is None:
        raise NotFound
    return row


def list_known(*, scope: Scope, enrolments: Collection[UUID]) -> list[UUID]:
    """Which of these are of people of the scope."""
    return list(_within(scope).filter(pk__in=enrolments).values_list("pk", flat=True))


def list_own_news(*, scope: Scope, today: date) -> QuerySet[Enrolment]:
    """What the person who is signed in has to know at once: a seat to answer for, what is cancelled or moved."""
    if scope.person is None:
        raise NotFound
    is_news = Q(state=Standing.ASKED, answer_by__gte=today) | Q(state=Standing.CANCELLED, offering__first_on__gte=today)
    is_news |= Q(state=Standing.SEATED, to_tell=ToTell.CHANGED, offering__ends_on__gte=today)
    is_news |= Q(to_tell__in=[ToTell.KEPT, ToTell.MOVED], offering__ends_on__gte=today)
    found = Enrolment.objects.filter(is_news, retiree_id=scope.person).select_related("offering")
    return found.order_by("answer_by", "offering__first_on", "id")


def list_own_on(*, scope: Scope, at: datetime) -> QuerySet[Enrolment]:
    """Where the person who is signed in has a seat, is expected at this moment and has not been noted as having come."""
    if scope.person is None:
        raise NotFound
    opens = timedelta(minutes=coming_rule(at.date())["opens_minutes"])
    came = Attendance.objects.filter(session=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")), was_present=True)
    on = Session.objects.filter(
        ~Exists(came), offering=OuterRef("offering"), is_cancelled=False, starts_at__lte=at + opens, ends_at__gt=at
    )
    found = Enrolment.objects.filter(Exists(on), retiree_id=scope.person, state=Standing.SEATED)
    return found.select_related("offering").order_by("id")


def get_own(*, scope: Scope, offering_id: UUID) -> Enrolment | None:
    """The own enrolment that counts; None when there is none."""
    if scope.person is None:
        raise NotFound
    found = Enrolment.objects.filter(retiree_id=scope.person, offering_id=offering_id, state__in=LIVE)
    return found.select_related("offering").first()


def find_attendance(*, scope: Scope, session_id: UUID) -> dict[UUID, bool]:
    """Who came to a session, of those of the scope: enrolment → whether."""
    if scope.is_enterprise or not scope.sees_content:
        return {}
    found = Attendance.objects.filter(
        scope.predicate(place="enrolment__retiree__place_no", enterprise="enrolment__retiree__enterprise_id"),
        session_id=session_id,
    )
    return dict(found.values_list("enrolment_id", "was_present"))


def list_by_code(*, scope: Scope, session_id: UUID) -> set[UUID]:
    """Whose coming to a session rests on its code, of those of the scope: enrolments."""
    if scope.is_enterprise or not scope.sees_content:
        return set()
    found = Attendance.objects.filter(
        scope.predicate(place="enrolment__retiree__place_no", enterprise="enrolment__retiree__enterprise_id"),
        session_id=session_id, by_code=True, was_present=True,
    )  # fmt: skip
    return set(found.values_list("enrolment_id", flat=True))


def has_come(*, scope: Scope, session_id: UUID) -> bool:
    """Whether whoever is signed in to the portal is noted as having come to a session."""
    if scope.person is None:
        raise NotFound
    found = Attendance.objects.filter(
        session_id=session_id, enrolment__retiree_id=scope.person, enrolment__state__in=LIVE, was_present=True
    )
    return found.exists()


def list_attended(*, scope: Scope, enrolments: Collection[UUID]) -> dict[UUID, str]:
    """Of these enrolments of the scope: how often the person came, of how many times that were noted."""
    if scope.is_enterprise or not scope.sees_content:
        return {}
    found = Attendance.objects.filter(
        scope.predicate(place="enrolment__retiree__place_no", enterprise="enrolment__retiree__enterprise_id"),
        enrolment_id__in=enrolments,
    )
    counted = found.values("enrolment_id").annotate(noted=Count("id"), came=Count("id", filter=Q(was_present=True)))
    counts = counted.values_list("enrolment_id", "noted", "came")
    return {key: f"{came} 次（点名 {noted} 次）" for key, noted, came in counts}
