"""Wiring of background work."""

import gc

from django.apps import AppConfig

# New objects before the collector looks at them again. A roster makes hundreds of thousands at once, none of them in a
# circle: with Python's own 700 a submission of 88,000 people spends 0.1 s of its 2.6 on looking.
_NEW_OBJECTS = 50_000


class JobsConfig(AppConfig):
    """Queue and worker."""

    name = "yinqiao.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """What is loaded by now stays for good: the collector need not look at it."""
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS, 20, 50)
