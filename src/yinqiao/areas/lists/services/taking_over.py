"""Takes over a list that an enterprise had sent in before this platform came: it stands as submitted, with its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import kind_named
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.acts import Act
from yinqiao.platform.files.store import NewFile, hash_of, store_file


@dataclass(frozen=True, slots=True)
class OldList:
    """A list of old: its kind, its number in the old books, whose it is, its file, and how much of it went (`counts`)."""

    kind: str
    batch_no: str
    enterprise_id: int
    file: BinaryIO
    file_name: str
    counts: Mapping[str, int]


def take_over_list(*, act: Act, taken: OldList) -> UUID:
    """Keep a list as submitted by this act; returns its batch. One act per list: its audit entry says how much went.

    Runs inside the caller's act, whose actor must reach the enterprise. What the list brought the rooms take over
    themselves. LookupError for a kind that no room has.
    """
    its = kind_named(taken.kind)
    sha256, _size = hash_of(taken.file)
    what = NewFile(
        taken.kind, taken.file_name, "text/csv", f"{taken.kind}_upload", taken.enterprise_id, None, act.actor.id
    )  # fmt: skip
    batch = Batch(
        id=act.id, kind=its.name, batch_no=taken.batch_no, enterprise_id=taken.enterprise_id,
        file_id=store_file(taken.file, what).id, file_sha256=sha256, state=BatchState.SUBMITTED, counts=dict(taken.counts),
        created_at=act.at, created_name=act.actor.name, checked_at=act.at, submitted_at=act.at, submit_act=act.id,
    )  # fmt: skip
    batch.save(force_insert=True)
    act.about("batch", batch.id, people=0)
    act.note(**taken.counts)
    return batch.id
