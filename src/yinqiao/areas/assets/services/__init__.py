"""Acts on assets: a list offered and taken back, assets surveyed and returned, steps done and put right, paths changed."""

from yinqiao.areas.assets.services.offering import begin_offer, submit_batch, undo_batch
from yinqiao.areas.assets.services.rerouting import answer_path, propose_path
from yinqiao.areas.assets.services.surveying import return_asset, survey_asset
from yinqiao.areas.assets.services.walking import correct_step, record_step

__all__ = [
    "answer_path",
    "begin_offer",
    "correct_step",
    "propose_path",
    "record_step",
    "return_asset",
    "submit_batch",
    "survey_asset",
    "undo_batch",
]
