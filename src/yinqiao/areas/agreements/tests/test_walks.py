"""Random walks of acts by everybody: no constraint breaks, and the events of each agreement replay to its state."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import Agreement, AgreementVersion
from yinqiao.areas.agreements.queries import get_holding
from yinqiao.areas.agreements.rules import replay
from yinqiao.areas.agreements.tests.talks import SYSTEM, TODAY, Talks, less, paper, with_numbers
from yinqiao.areas.agreements.types import Ending, EndReason, Filing, Seen, Terms, Wording
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]

Act = Callable[[Actor, Seen, int], object]
ACTS: dict[str, Act] = {
    "save": lambda actor, seen, n: services.save_version(
        actor=actor, at=NOW, seen=seen, wording=Wording(with_numbers(people=n + 20))
    ),
    "propose": lambda actor, seen, n: services.propose_agreement(actor=actor, at=NOW, seen=seen),
    "take_back": lambda actor, seen, n: services.take_agreement_back(actor=actor, at=NOW, seen=seen),
    "agree": lambda actor, seen, n: services.agree_to_terms(actor=actor, at=NOW, seen=seen),
    "send_back": lambda actor, seen, n: services.send_agreement_back(actor=actor, at=NOW, seen=seen, remark="请改"),
    "sign": lambda actor, seen, n: services.sign_agreement(actor=actor, at=NOW, seen=seen, signature=paper()),
    "file": lambda actor, seen, n: services.file_agreement(
        actor=actor, at=NOW, seen=seen, filing=Filing(TODAY, "备1号")
    ),
    "supplement": lambda actor, seen, n: services.draft_supplement(actor=actor, at=NOW, seen=seen, wording=less(n)),
    "close": lambda actor, seen, n: services.close_agreement(actor=actor, at=NOW, seen=seen, note="已说明"),
    "end": lambda actor, seen, n: services.end_agreement(
        actor=actor, at=NOW, seen=seen, ending=Ending(EndReason.OTHER, "已说明")
    ),
    "cancel": lambda actor, seen, n: services.cancel_agreement(actor=actor, at=NOW, seen=seen),
}
FORWARD = ("propose", "agree", "sign", "file", "supplement")
STEPS = st.tuples(
    st.sampled_from(("enterprise", "street", "district")),
    st.sampled_from([*ACTS, *FORWARD * 3]),
    st.integers(0, 3),
    st.integers(-15, 15),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=20, max_size=60))
def test_whatever_is_tried_the_events_tell_the_state_and_what_holds(
    talks: Talks, steps: list[tuple[str, str, int, int]]
) -> None:
    undo = transaction.savepoint()
    made = [talks.draft(), talks.draft(talks.street)]
    for who, act, which, number in steps:
        one = made[which % len(made)]
        try:
            answer = ACTS[act](getattr(talks, who), talks.seen(one), number)
        except DomainError:
            continue
        if isinstance(answer, UUID):
            made.append(answer)
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for row in Agreement.objects.all():
            told = Event.objects.filter(subject_id=row.pk).order_by("id").values_list("type", flat=True)
            assert replay(told) == row.state
            assert AgreementVersion.objects.filter(agreement=row).count() == row.version
            if row.main_id is None:
                _holds(row)
    transaction.savepoint_rollback(undo)


def _holds(main: Agreement) -> None:
    """What holds is what the signed papers say, and nothing of it is negative."""
    papers = [one for one in (main, *main.supplements.all()) if one.scan_id]
    people = [
        Terms.of_json(AgreementVersion.objects.get(agreement=one, number=one.version).terms).numbers.people
        for one in papers
    ]
    held = get_holding(scope=SYSTEM.scope, main_id=main.pk)
    assert held.people == sum(people)
    assert min(held.people, held.archives, held.area_m2) >= 0
