"""What the interface says about itself: the description for programmes, and the same for people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yinqiao.shell.machine.asyncapi import document
from yinqiao.shell.machine.root import api
from yinqiao.shell.machine.steps import steps_at


@require_GET
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI, for programmes."""
    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})


@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """AsyncAPI, for programmes: every type of event."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """The same for people, made from the same description."""
    schema = api.get_openapi_schema()
    shapes = schema["components"]["schemas"]
    endpoints = [
        {
            "path": path, "summary": operation["summary"], "description": operation["description"],
            "parameters": [_parameter(one) for one in operation.get("parameters", [])],
            "answers": [(status, one["description"]) for status, one in operation["responses"].items()],
            "fields": _fields(shapes, operation["responses"][200]),
        }
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]  # fmt: skip
    return render(request, "shell/machine_guide.html", {"endpoints": endpoints, "about": schema["info"]["description"]})


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """对接说明: the first applied event in five minutes, at this site. It shows nobody's key."""
    steps = steps_at(f"{request.scheme}://{request.get_host()}")
    return render(request, "shell/machine_start.html", {"steps": steps})


def _parameter(one: dict[str, Any]) -> tuple[str, str]:
    return one["name"], one["schema"].get("description", "")


def _fields(shapes: dict[str, Any], answer: dict[str, Any]) -> list[tuple[str, str]]:
    """Every field of an answer, those of its parts after it: `items.code`."""
    return list(_walk(shapes, answer["content"]["application/json"]["schema"], ""))


def _walk(shapes: dict[str, Any], schema: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    inner = schema.get("items", schema)
    name = inner.get("$ref", "").rpartition("/")[2]
    found: list[tuple[str, str]] = []
    for field, one in shapes.get(name, {}).get("properties", {}).items():
        found.append((prefix + field, one.get("description", "")))
        found += _walk(shapes, one, f"{prefix}{field}.")
    return found
