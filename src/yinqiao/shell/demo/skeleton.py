"""Who lives in the demo city, in numbers: sex, age, birthday, ID sequence, community and enterprise.

Drawn for everybody at once, so that no two people share a number; the words are added block by block.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from yinqiao.shell.demo import distributions as shares
from yinqiao.shell.demo.identity import assign_sequences
from yinqiao.shell.demo.places import Places

Ints = npt.NDArray[np.int64]
_AFFINITY = 0.4  # so many people in a hundred live in the district where their enterprise stands


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Parallel arrays, one entry per person. `born` counts days since 1970-01-01, `community` and `enterprise` are rows."""

    sex: Ints
    born: Ints
    sequence: Ints
    community: Ints
    enterprise: Ints

    def __len__(self) -> int:
        return len(self.sex)

    def block(self, start: int, stop: int) -> Skeleton:
        """The people from `start` to before `stop`."""
        part = slice(start, stop)
        return Skeleton(
            self.sex[part], self.born[part], self.sequence[part], self.community[part], self.enterprise[part]
        )


def draw_skeleton(
    count: int, seed: int, places: Places, enterprises: pl.DataFrame, as_of: date, pool: float | None = None
) -> Skeleton:
    """The numbers of `count` people as they stand on `as_of`; `pool` as in `City`."""
    rng = np.random.default_rng([seed, 13])
    sex, born = _sex_and_birth(rng, count, as_of)
    community = rng.choice(len(places.weights), size=count, p=places.weights)
    if pool is None:
        enterprise = _enterprises(rng, community, places, enterprises)
    else:
        enterprise = _by_owner(rng, community, places, enterprises, pool)
    return Skeleton(sex, born, assign_sequences(rng, born, sex), community, enterprise)


def _sex_and_birth(rng: np.random.Generator, count: int, as_of: date) -> tuple[Ints, Ints]:
    bands = np.array(shares.AGE_BANDS)
    which = rng.choice(len(bands), size=count, p=bands[:, 2] / bands[:, 2].sum())
    sex = np.where(rng.random(count) * 100 < bands[which, 3], 1, 2)
    # Within 90 and over the number falls off quickly; within five years it hardly matters.
    place = np.where(bands[which, 1] > 5, rng.random(count) ** 2, rng.random(count))
    age_days = (bands[which, 0] + place * bands[which, 1]) * 365.2425
    today = (as_of - date(1970, 1, 1)).days
    return sex, (today - age_days.astype(np.int64) - 1)


def _by_owner(
    rng: np.random.Generator, community: Ints, places: Places, enterprises: pl.DataFrame, pool: float
) -> Ints:
    """Whom each person worked for: exactly this share for the central and provincial enterprises."""
    chosen = np.empty(len(community), dtype=np.int64)
    in_pool = rng.permutation(len(community)) < round(pool * len(community))
    is_municipal = (enterprises["source"] == "municipal").to_numpy()
    for own, people in ((~is_municipal, in_pool), (is_municipal, ~in_pool)):
        rows = np.flatnonzero(own)
        chosen[people] = rows[_enterprises(rng, community[people], places, enterprises[rows])]
    return chosen


def _enterprises(rng: np.random.Generator, community: Ints, places: Places, enterprises: pl.DataFrame) -> Ints:
    """Whom each person worked for: an enterprise of the own district more often, the owner in an enterprise quarter."""
    weights = enterprises["weight"].to_numpy().astype(float)
    chosen = rng.choice(len(weights), size=len(community), p=weights / weights.sum())
    districts = np.unique(places.communities["district_code"].to_numpy(), return_inverse=True)[1]
    home = rng.choice(districts, size=len(weights), p=places.weights)
    stays = rng.random(len(community)) < _AFFINITY
    for district in np.unique(districts):
        locals_ = np.flatnonzero(home == district)
        rows = np.flatnonzero(stays & (districts[community] == district))
        if len(locals_) and len(rows):
            local = weights[locals_] / weights[locals_].sum()
            chosen[rows] = rng.choice(locals_, size=len(rows), p=local)
    _settle_quarters(rng, chosen, community, places, weights)
    return chosen


def _settle_quarters(
    rng: np.random.Generator, chosen: Ints, community: Ints, places: Places, weights: npt.NDArray[np.float64]
) -> None:
    """The largest enterprises own the enterprise-type communities; most people there worked for the owner."""
    quarters = np.flatnonzero(places.communities["is_enterprise_type"].to_numpy())
    owners = np.argsort(-weights, kind="stable")[np.arange(len(quarters)) % len(weights)]
    owner_of = np.full(len(places.weights), -1)
    owner_of[quarters] = owners
    owner = owner_of[community]
    own = (owner >= 0) & (rng.random(len(community)) < shares.ENTERPRISE_TYPE_OWN_SHARE)
    chosen[own] = owner[own]
