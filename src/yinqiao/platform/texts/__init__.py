"""Text messages: one interface, a provider by configuration, and in the demo a stand-in that keeps them on a page."""

from yinqiao.platform.texts.sending import TextNotSent, can_send, send
from yinqiao.platform.texts.standin import KeptText, kept_texts
from yinqiao.platform.texts.types import Text

__all__ = ["KeptText", "Text", "TextNotSent", "can_send", "kept_texts", "send"]
