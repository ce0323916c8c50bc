"""Acts of the hotline: orders taken in and answered back, clusters looked for, taken up or dismissed."""

from yinqiao.areas.hotline.services.answering import answer_orders
from yinqiao.areas.hotline.services.clusters import dismiss, sweep_clusters, take_up
from yinqiao.areas.hotline.services.importing import take_orders
from yinqiao.areas.hotline.services.moving import follow_merged_places
from yinqiao.areas.hotline.services.retention import ENCRYPTED, ORDERS

__all__ = [
    "ENCRYPTED",
    "ORDERS",
    "answer_orders",
    "dismiss",
    "follow_merged_places",
    "sweep_clusters",
    "take_orders",
    "take_up",
]
