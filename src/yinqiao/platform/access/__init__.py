"""Who acts, within which scope, and the two walls that hold it: literal predicates and row-level security."""

from yinqiao.platform.access.session import acting, current_actor, widened
from yinqiao.platform.access.types import Actor, Scope, Stay

__all__ = ["Actor", "Scope", "Stay", "acting", "current_actor", "widened"]
