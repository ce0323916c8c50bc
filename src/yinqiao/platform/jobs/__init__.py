"""Background work: queued in the transaction of the act that needs it, carried out as the actor who asked."""

from yinqiao.platform.jobs.queue import enqueue, job, nightly

__all__ = ["enqueue", "job", "nightly"]
