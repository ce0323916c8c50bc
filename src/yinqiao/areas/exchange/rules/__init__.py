"""Rules of the exchange: what an event looks like outside, and what follows from an attempt to hand it over."""

from yinqiao.areas.exchange.rules.outward import BATCH_TYPE, epoch_notice, event_text, item_text, test_notice
from yinqiao.areas.exchange.rules.patience import FORMULAS, judge, patience_of

__all__ = [
    "BATCH_TYPE",
    "FORMULAS",
    "epoch_notice",
    "event_text",
    "item_text",
    "judge",
    "patience_of",
    "test_notice",
]
