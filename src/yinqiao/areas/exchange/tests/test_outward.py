"""An event as text is the event: whatever stands in it, a library reads it as it was meant."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.exchange.rules import event_text, item_text
from yinqiao.areas.exchange.types import FeedRow

pytestmark = pytest.mark.fast
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IDS = st.uuids().map(str)


@given(
    ids=st.tuples(IDS, st.none() | IDS, st.none() | IDS, IDS), office=TEXTS, source=TEXTS, label=TEXTS,
    uscc=st.none() | TEXTS, code=st.none() | TEXTS, fields=st.lists(TEXTS, max_size=3), seq=st.integers(0, 2**63 - 1),
)  # fmt: skip
def test_an_event_reads_as_it_was_meant(
    ids: tuple[str, str | None, str | None, str], office: str, source: str, label: str, uscc: str | None,
    code: str | None, fields: list[str], seq: int,
) -> None:  # fmt: skip
    row = FeedRow(
        seq, ids[0], "retirees.death_recorded", 2, ids[1], ids[2], 7, 125, "2026-03-02", "2026-03-02T01:00:00.000001Z",
        ids[3], office, json.dumps(fields), source,
    )  # fmt: skip
    epoch = uuid4()
    data = {
        "type_label": label, "subject_id": ids[2], "enterprise_uscc": uscc, "division_code": code,
        "occurred_on": "2026-03-02", "act_id": ids[3], "office": office, "fields": fields, "source": source,
    }  # fmt: skip
    head = {
        "specversion": "1.0", "id": ids[0], "source": "urn:yinqiao:4301", "type": "retirees.death_recorded",
        "time": "2026-03-02T01:00:00.000001Z", "datacontenttype": "application/json",
        "dataschema": "urn:yinqiao:event:retirees.death_recorded:2", "sequence": f"{seq:019d}", "epoch": str(epoch),
        **({"subject": ids[1]} if ids[1] else {}),
    }  # fmt: skip
    text = event_text(row, region="4301", epoch=epoch, label=label, uscc=uscc, division_code=code)
    assert json.loads(text) == {**head, "data": data}
    item = {
        "seq": seq, "id": ids[0], "type": "retirees.death_recorded", "version": 2, "retiree_id": ids[1],
        "recorded_at": head["time"], **data,
    }  # fmt: skip
    assert json.loads(item_text(row, label=label, uscc=uscc, division_code=code)) == item
