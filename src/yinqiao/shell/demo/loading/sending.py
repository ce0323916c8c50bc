"""Sends a list of an enterprise in, as its officer would: uploaded, checked, the annotated copy made."""

from __future__ import annotations

import io
from datetime import datetime
from uuid import UUID

from yinqiao.areas.lists.services import annotate_batch, check_batch, upload_list
from yinqiao.platform.access import Actor


def send_list(*, actor: Actor, at: datetime, kind: str, content: bytes, name: str) -> UUID:
    """Upload a file for the first enterprise of the actor's scope and have it checked; returns its batch."""
    batch_id, _is_new = upload_list(
        actor=actor,
        at=at,
        kind=kind,
        enterprise_id=actor.scope.enterprises[0],
        file=io.BytesIO(content),
        file_name=name,
    )
    check_batch(actor=actor, at=at, batch_id=batch_id)
    annotate_batch(actor=actor, at=at, batch_id=batch_id)
    return batch_id
