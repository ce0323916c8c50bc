"""演示替身: the page of the provider where somebody says who they are. In the demo alone."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.openid.standin import StandIn

_ASKED = ("client_id", "redirect_uri", "state", "nonce", "code_challenge")


class PersonForm(forms.Form):
    """Whom the city's app would tell us of."""

    name = forms.CharField(label="姓名", max_length=40)
    id_number = forms.CharField(label="身份证号", max_length=18)
    phone_number = forms.CharField(label="手机号", max_length=11, required=False)
    acr = forms.ChoiceField(label="实名程度", choices=[("face", "刷脸实名"), ("phone", "只有手机号")])


class OfficerForm(forms.Form):
    """Whom the office platform would tell us of."""

    sub = forms.CharField(label="办公平台工号", max_length=40)
    amr = forms.BooleanField(label="已在办公平台用过第二因素", required=False)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def stand_in(request: HttpRequest) -> HttpResponse:
    """Asks who signs in, and sends the browser back with a code."""
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    back = asked["redirect_uri"]
    if not all(asked.values()) or not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        raise NotFound
    is_staff = asked["client_id"] == "staff"
    form = (OfficerForm if is_staff else PersonForm)(request.POST or None)
    provider = StandIn(settings.OPENID_STANDIN)
    if request.method == "POST" and "cancel" in request.POST:
        return HttpResponseRedirect(provider.refuse(asked))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        claims = {"sub": told["sub"], "amr": ["pwd", "otp"] if told["amr"] else ["pwd"]} if is_staff else told
        return HttpResponseRedirect(provider.grant(asked, {"sub": f"app-{told.get('id_number')}", **claims}))
    return render(request, "openid/stand_in.html", {"form": form, "is_staff": is_staff})
