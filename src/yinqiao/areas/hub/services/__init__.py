"""Acts of the carrier: what is told is put on record, posted, compared with the stream, taken in, sent again."""

from yinqiao.areas.hub.services.posting import compare_stream, next_sendings, note_posted
from yinqiao.areas.hub.services.queueing import queue_desk, queue_indicators, queue_papers
from yinqiao.areas.hub.services.reading import begin_reading, note_waiting
from yinqiao.areas.hub.services.receiving import receive
from yinqiao.areas.hub.services.sending_again import send_again

__all__ = [
    "begin_reading",
    "compare_stream",
    "next_sendings",
    "note_posted",
    "note_waiting",
    "queue_desk",
    "queue_indicators",
    "queue_papers",
    "receive",
    "send_again",
]
