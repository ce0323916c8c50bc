"""The event log: what happened to whom, once, in order; timeline, outbox and trigger of reactions in one table."""

from yinqiao.platform.events.registry import label_of, on, register_event_types

__all__ = ["label_of", "on", "register_event_types"]
