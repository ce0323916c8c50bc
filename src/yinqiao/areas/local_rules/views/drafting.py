"""拟定本市规则: one form with every value, then a page that says what changes, then it waits for the second person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.local_rules import errors, queries, services
from yinqiao.areas.local_rules.forms import DraftForm
from yinqiao.areas.local_rules.rules import MANAGERS
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.rulebook import leaves_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_PAGE = ActPage(
    "拟定本市规则", "提交批准", "已提交，由另一位市级管理员批准后发布。",
    "只填要改的数值，其余保持原样。提交后由另一位市级管理员批准；发布的版本不能再改，只能另行拟定。把数值改回“随系统提供”的，就是恢复原规则。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*MANAGERS)
def draft(request: HttpRequest, room: str, name: str) -> HttpResponse:
    """The values that will hold tomorrow stand in the form; what is sent waits for somebody else."""
    actor, now, rule_id = actor_of(request), timezone.localtime(), f"{room}.{name}"
    first = earliest(now)
    found = queries.get_shipped(rule_id, first)
    if not leaves_of(found):
        raise errors.fixed()
    shipped = {one.path: queries.in_words(one) for one in leaves_of(found)}
    form = DraftForm(request.POST or None, leaves=queries.leaves_on(found, first), shipped=shipped, first=first)
    back = reverse("local_rules:rule", args=[room, name])
    crumbs = [("规则和参数", reverse("local_rules:rules")), (found.title, back), ("拟定", "")]
    shown = Shown(
        "local_rules/draft.html", {"rule": found, "back": back, "crumbs": crumbs},
        back=lambda made: reverse("local_rules:version", args=[made]),
    )  # fmt: skip

    def act() -> object:
        return services.propose_version(actor=actor, at=now, draft=form.draft(rule_id))

    return answer_form(request, _PAGE, form, act, shown)
