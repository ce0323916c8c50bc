"""An act: one transaction that holds the change, its audit entry and its events, and calls what reacts to them."""

from yinqiao.platform.acts.companion import settle
from yinqiao.platform.acts.perform import Act, Run, at_once, perform
from yinqiao.platform.events.write import Subject

__all__ = ["Act", "Run", "Subject", "at_once", "perform", "settle"]
