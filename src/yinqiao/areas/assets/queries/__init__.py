"""Reads of assets: lists, assets, steps, figures and who has what, within a scope; the columns of a list."""

from yinqiao.areas.assets.queries.communities import match_communities
from yinqiao.areas.assets.queries.fields import ASSET_FIELDS, sentence_of, title_of
from yinqiao.areas.assets.queries.figures import Cells, delivered, delivered_area, get_cells, get_difference
from yinqiao.areas.assets.queries.reads import (
    ASSET_FILTERS,
    OWED_FILTERS,
    find_holder,
    find_list,
    get_asset,
    get_list,
    get_step,
    list_assets,
    list_happenings,
    list_rows,
    list_steps,
    receivers,
)
from yinqiao.areas.assets.rules import steps_of

__all__ = [
    "ASSET_FIELDS",
    "ASSET_FILTERS",
    "OWED_FILTERS",
    "Cells",
    "delivered",
    "delivered_area",
    "find_holder",
    "find_list",
    "get_asset",
    "get_cells",
    "get_difference",
    "get_list",
    "get_step",
    "list_assets",
    "list_happenings",
    "list_rows",
    "list_steps",
    "match_communities",
    "receivers",
    "sentence_of",
    "steps_of",
    "title_of",
]
