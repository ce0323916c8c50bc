"""What every page of the workbench needs: the actor, the menu of its role, the mode."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yinqiao.areas.accounts.types import Role
from yinqiao.platform.access.types import Actor
from yinqiao.shell.sidemenu import side_menu

_LABELS = {role.value: role.label for role in Role}


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template."""
    # A room may answer as somebody else than who sits there (an enterprise's officer as its source).
    actor: Actor = getattr(request, "framed_for", getattr(request, "actor", Actor.anonymous()))
    return {
        "actor": actor,
        "role_label": _LABELS.get(actor.role, "未授予角色"),
        # Whose scope holds no person would search in vain.
        "may_search": not actor.scope.is_empty,
        # Asked for by the page around, not by the parts that are drawn into it.
        "side_menu": partial(side_menu, actor.role, request.path),
        "is_demo": settings.IS_DEMO,
    }
