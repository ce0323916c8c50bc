"""Background work of assets: check a list, submit it, take it back."""

from __future__ import annotations

from yinqiao.areas.assets.services import submit_batch, undo_batch
from yinqiao.areas.lists.jobs import declare_jobs

declare_jobs("assets", submit_batch=submit_batch, undo_batch=undo_batch)
