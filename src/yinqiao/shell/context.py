"""What every page of the workbench needs: the actor, the menu of its role, the mode."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yinqiao.areas.accounts.types import NO_ROLE, Role
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import ui

# Whose scope holds no person: a search could only come back empty.
SEES_NOBODY = frozenset({"anonymous", NO_ROLE, Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template."""
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    role_label = Role(actor.role).label if actor.role in set(Role) else "未授予角色"
    return {
        "actor": actor,
        "role_label": role_label,
        "may_search": actor.role not in SEES_NOBODY,
        "menu": ui.menu_for(actor.role),
        "is_demo": settings.IS_DEMO,
    }
