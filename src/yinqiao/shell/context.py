"""What every page of the workbench needs: the actor, the menu of its role, the mode."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yinqiao.areas.accounts.types import Role
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import ui


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template."""
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    role_label = Role(actor.role).label if actor.role in set(Role) else "未授予角色"
    return {
        "actor": actor,
        "role_label": role_label,
        # Whose scope holds no person would search in vain.
        "may_search": not actor.scope.is_empty,
        "menu": ui.menu_for(actor.role),
        "is_demo": settings.IS_DEMO,
    }
