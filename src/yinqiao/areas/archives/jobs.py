"""Background work of archives: check a catalogue, submit it, take it back."""

from __future__ import annotations

from yinqiao.areas.archives.services import submit_batch, undo_batch
from yinqiao.areas.lists.jobs import declare_jobs

declare_jobs("archives", submit_batch=submit_batch, undo_batch=undo_batch)
