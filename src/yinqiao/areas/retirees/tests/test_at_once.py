"""Many officers correct the same person at the same moment, with real commits: nobody overwrites what they did not see."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.facts import facts_of
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, build_city, register_many
from yinqiao.areas.retirees.types import Correction, RetireeStatus, Source
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring

pytestmark = pytest.mark.db

EDITORS, EDITS = 16, 8


def test_of_128_corrections_by_16_officers_none_overwrites_another_unseen(fresh_database: None) -> None:
    with keyring_installed(new_keyring(AT)):
        city = build_city()
        (person,) = register_many(city, [{"id_no": "430999194806150024"}], RetireeStatus.MANAGED)
        officer, start = city.actor("community_officer"), Barrier(EDITORS)

        def edit(editor: int) -> list[tuple[str, int, str]]:
            start.wait(30)
            told = []
            for number in range(EDITS):
                with acting(officer):
                    seen = Retiree.objects.values_list("lock_version", flat=True).get(pk=person)
                phone = f"139{editor:04d}{number:04d}"
                try:
                    correction = Correction({"phone": phone}, Source.SELF, TODAY, seen)
                    correct_details(actor=officer, at=AT, retiree_id=person, correction=correction)
                except Conflict as refusal:
                    told.append((refusal.code, seen, phone))
                else:
                    told.append(("done", seen, phone))
            connection.close()
            return told

        with ThreadPoolExecutor(EDITORS) as pool:
            waiting = [pool.submit(copy_context().run, edit, editor) for editor in range(EDITORS)]
            outcomes = [one for told in waiting for one in told.result()]
        done = {seen: phone for outcome, seen, phone in outcomes if outcome == "done"}
        counted = Counter(outcome for outcome, _, _ in outcomes)
        assert counted.total() == EDITORS * EDITS
        assert set(counted) == {"done", "retirees.changed_meanwhile"}
        # Each that was done was done on a state of its own, one after the other without a gap.
        assert sorted(done) == list(range(1, counted["done"] + 1))
        with acting(Actor.system("测试")):
            row = Retiree.objects.get(pk=person)
            assert row.lock_version == counted["done"] + 1
            assert facts_of([row])[0]["phone"] == done[max(done)]
