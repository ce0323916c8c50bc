"""Machine endpoints of 外来信息: send changes, read receipts again, the keys that check them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from yinqiao.areas.intake import errors, queries, rules, schemas, services
from yinqiao.areas.intake.types import Receipt
from yinqiao.kernel.errors import Refused
from yinqiao.platform.crypto.statements import public_keys
from yinqiao.platform.machine import PROBLEMS, Problem, problem_answer, require_known
from yinqiao.platform.ui.gates import StaffRequest

router = Router(tags=["外来信息"])
_KIB = rules.LARGEST_BODY // 1024


@router.post(
    "/changes",
    response={200: schemas.ReceiptsOut, **PROBLEMS, 413: Problem, 415: Problem},
    operation_id="send_changes",
    summary="报送变更",
    description="报送死亡、住址、姓名、手机等变更（CloudEvents 1.0）。每个事件一份签名回执；一条有误不影响其他。"
    "同一 id 重复报送不会重复办理；没有收到回答时，请原样重发。",
)
def send_changes(request: StaffRequest) -> Any:
    """Take in events; refusals of the whole request say what to do, those of single events stand in their receipts."""
    require_known(request, schemas.NothingAsked())
    if int(request.headers.get("Content-Length") or 0) > rules.LARGEST_BODY or len(request.body) > rules.LARGEST_BODY:
        return problem_answer(errors.too_large(_KIB), status=413)
    events = _events(request)
    if events is None:
        return problem_answer(errors.not_readable(), status=415)
    try:
        receipts = services.receive_events(actor=request.actor, at=timezone.now(), events=events)
    except Refused as refused:
        if refused.code != "intake.too_fast":
            raise
        return _slow_down(refused)
    return _answered(receipts)


def _events(request: HttpRequest) -> list[Any] | None:
    """The events of the request by its mode; None for a content type that no mode has."""
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind == "application/cloudevents-batch+json":
        return rules.read_batch(request.body)
    if kind == "application/cloudevents+json":
        return rules.read_single(request.body)
    if kind == "application/json" and request.headers.get("ce-specversion"):
        return rules.read_binary(request.headers, request.body)
    return None


def _slow_down(refused: Refused) -> HttpResponse:
    answer = problem_answer(refused, status=429)
    answer["Retry-After"] = "60"
    return answer


def _answered(receipts: Iterable[Receipt]) -> HttpResponse:
    """In the shape of `ReceiptsOut`: written as it is, for a request has hundreds."""
    items = [_shown(one) for one in receipts]
    body = json.dumps({"items": items}, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _shown(one: Receipt) -> dict[str, Any]:
    return {
        "no": str(one.no), "id": one.event_id, "status": one.status, "outcome": one.code,
        "outcome_label": schemas.label_of(one.code, one.state.label), "reason": one.reason, "fault": one.fault,
        "sha256": one.digest, "received_at": one.received_at.isoformat(timespec="milliseconds"),
        "is_repeated": one.is_repeated, "receipt": one.token,
    }  # fmt: skip


@router.get(
    "/receipts",
    response={200: schemas.ReceiptsOut, **PROBLEMS},
    operation_id="list_receipts",
    summary="回执",
    description="本凭据所绑来源的回执和每条信息现在的结果：待核实的由社区决定后，在这里看到采用与否和原因。",
)
def list_receipts(request: StaffRequest, asked: Query[schemas.ReceiptsAsked]) -> HttpResponse:
    """Receipts of the key's own source with where each message stands by now."""
    require_known(request, asked)
    rows = queries.list_receipts(
        scope=request.actor.scope, key_id=request.actor.id, event_id=asked.event, after=asked.after, limit=asked.limit
    )
    return _answered(services.receipt_of(row) for row in rows)


@router.get(
    "/receipt-keys",
    response={200: schemas.ReceiptKeysOut, **PROBLEMS},
    operation_id="list_receipt_keys",
    summary="回执公钥",
    description="核验签名回执的公钥（JWK，RFC 8037）。",
)
def list_receipt_keys(request: StaffRequest) -> schemas.ReceiptKeysOut:
    """The city's public keys for receipts."""
    require_known(request, schemas.NothingAsked())
    return schemas.ReceiptKeysOut(keys=[schemas.ReceiptKey(**one) for one in public_keys()])
