"""Background work of party relations: check a roster, submit it, take it back."""

from __future__ import annotations

from yinqiao.areas.lists.jobs import declare_jobs
from yinqiao.areas.party.services import submit_batch, undo_batch

declare_jobs("party", submit_batch=submit_batch, undo_batch=undo_batch)
