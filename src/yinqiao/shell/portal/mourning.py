"""“亲人去世后怎么办”: what a family has to do after a death, about nobody in particular.

Nobody is asked who died and nothing is looked up: who reads it may have lost somebody whom the register knows or not.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.bereavement.queries import family_guide
from yinqiao.platform.ui.gates import StaffRequest, requires_portal
from yinqiao.shell.portal.views import officers_of, own_card


@require_GET
@requires_portal
def after_a_death(request: StaffRequest) -> HttpResponse:
    """The steps, in the order in which they fall due."""
    context = {"steps": family_guide(today=timezone.localdate()), "officers": officers_of(own_card(request.actor))[:1]}
    return render(request, "my/after_a_death.html", context)
