"""At start every process refuses a database role that row-level security does not bind."""

from __future__ import annotations

from django.db import connection

from yinqiao.kernel.errors import Unavailable

_WHO = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = 'retirees_retiree' AND c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = current_user
"""


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
