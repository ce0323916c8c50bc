"""Rules of assets: the flows, the steps of each path, what stops and what is missing, the words of findings."""

from yinqiao.areas.assets.rules.checks import needs_area, step_faults, survey_faults
from yinqiao.areas.assets.rules.flow import (
    ASSET_FLOW,
    ENTERPRISE_ROLES,
    LIST_FLOW,
    PARTIES,
    RECEIVER_ROLES,
    RECEIVING_KINDS,
    VIEWERS,
    next_asset_state,
    next_list_state,
    side_of,
    standing_finding,
    sum_up,
)
from yinqiao.areas.assets.rules.paths import (
    STOP_WORDS,
    next_words,
    owed_by,
    paths,
    step_after,
    step_named,
    steps_of,
    stops,
)
from yinqiao.areas.assets.rules.words import finding_sentence, finding_words, return_words, stopping_step

__all__ = [
    "ASSET_FLOW",
    "ENTERPRISE_ROLES",
    "LIST_FLOW",
    "PARTIES",
    "RECEIVER_ROLES",
    "RECEIVING_KINDS",
    "STOP_WORDS",
    "VIEWERS",
    "finding_sentence",
    "finding_words",
    "needs_area",
    "next_asset_state",
    "next_list_state",
    "next_words",
    "owed_by",
    "paths",
    "return_words",
    "side_of",
    "standing_finding",
    "step_after",
    "step_faults",
    "step_named",
    "steps_of",
    "stopping_step",
    "stops",
    "sum_up",
    "survey_faults",
]
