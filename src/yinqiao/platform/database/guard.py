"""At start every process waits for its database and refuses a role that row-level security does not bind."""

from __future__ import annotations

import logging
import time

from django.db import OperationalError, connection

from yinqiao.kernel.errors import Unavailable

_WHO = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = 'retirees_retiree' AND c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = current_user
"""
_PAUSE = 1.0

logger = logging.getLogger(__name__)


def await_database() -> None:
    """Return once the database answers: while it is away a process waits, lest its supervisor give it up for good."""
    is_told = False
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError:
            connection.close()
            if not is_told:
                logger.warning("the database does not answer; waiting for it")
                is_told = True
        time.sleep(_PAUSE)


def refuse_unbound_role() -> None:
    """Raise Unavailable when this process connects as a superuser, a bypasser or the owner of the register."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO)
        is_super, bypasses, is_owner = cursor.fetchone()
    if is_super or bypasses or is_owner:
        raise Unavailable(
            "database.unbound_role",
            "本进程使用的数据库账户不受行级安全约束，已拒绝启动。",
            next_step="请改用 app 或 worker 账户后重新启动。",
        )
