"""Acts of the exchange: where events are sent to, the messages of the courier, what is sent again."""

from yinqiao.areas.exchange.services.delivering import close_message, open_message
from yinqiao.areas.exchange.services.forgetting import forget_receipts
from yinqiao.areas.exchange.services.registering import (
    end_endpoint,
    pause_endpoint,
    register_endpoint,
    resume_endpoint,
    rotate_secret,
)
from yinqiao.areas.exchange.services.sending_again import replay_letters, send_test

__all__ = [
    "close_message",
    "end_endpoint",
    "forget_receipts",
    "open_message",
    "pause_endpoint",
    "register_endpoint",
    "replay_letters",
    "resume_endpoint",
    "rotate_secret",
    "send_test",
]
