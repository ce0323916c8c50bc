"""The party organisations of a whole city: a branch for each that the rosters name, most of them there, some that hang."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import polars as pl
from django.utils import timezone

from yinqiao.areas.branches.services import take_over_organisations
from yinqiao.areas.branches.types import Kind, Path
from yinqiao.platform.acts import perform
from yinqiao.shell.demo.loading.blocks import ACCEPTED_DAYS_AGO, LOADER, days_before

# Path, steps done, reason of a return → share of the branches. Assumed: no count is public.
_WAYS: Mapping[tuple[Path, int, str], float] = {
    (Path.WHOLE, 4, ""): 0.52, (Path.WHOLE, 3, ""): 0.08, (Path.WHOLE, 2, ""): 0.06, (Path.WHOLE, 1, ""): 0.05,
    (Path.WHOLE, 0, ""): 0.03, (Path.MERGED, 3, ""): 0.12, (Path.MERGED, 2, ""): 0.04, (Path.DISSOLVED, 1, ""): 0.03,
    (Path.KEPT, 2, ""): 0.05, (Path.WHOLE, 1, "members_differ"): 0.02,
}  # fmt: skip


def load_old_branches(*, at: datetime, seed: int, members: pl.DataFrame) -> int:
    """Take over a branch per name and enterprise of these members of rosters, at the place of its first; how many."""
    bodies = members.group_by("enterprise_id", "branch", maintain_order=True).agg(
        pl.len().cast(pl.Int32).alias("members"), pl.col("named_no").first().alias("place_no")
    )
    rng = np.random.default_rng([seed, 19])
    ways = list(_WAYS)
    drawn = [ways[one] for one in rng.choice(len(ways), size=bodies.height, p=list(_WAYS.values()))]
    moment = days_before(at, ACCEPTED_DAYS_AGO)
    organisations = bodies.rename({"branch": "name"}).with_columns(
        pl.lit(Kind.BRANCH.value).alias("kind"),
        pl.Series("path", [path.value for path, _, _ in drawn]),
        pl.Series("steps", [steps for _, steps, _ in drawn]),
        pl.Series("returned", [reason for _, _, reason in drawn]),
        pl.lit(timezone.localdate(moment)).alias("done_on"),
    )
    with perform(actor=LOADER, action="demo.load_branches", at=moment) as act:
        return take_over_organisations(act=act, organisations=organisations)
