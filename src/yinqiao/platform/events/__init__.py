"""The event log: what happened to whom, once, in order; timeline, outbox and trigger of reactions in one table."""

from yinqiao.platform.events.registry import EventType, event_type, on

__all__ = ["EventType", "event_type", "on"]
