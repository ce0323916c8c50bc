"""Endpoints are seen by the administrators of the unit that their key is for, and by the courier."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, protect

_ROLE = "current_setting('yq.role', true)"
_ENTERPRISES = "nullif(current_setting('yq.ents', true), '')::int[]"
_ACTOR = "nullif(current_setting('yq.actor', true), '')::uuid"
# The key's grant lies below a place that the actor administers now, or is of an enterprise in the actor's scope.
KEPT = f"""({_ROLE} IN ('unit_admin', 'enterprise_admin') AND EXISTS (
    SELECT 1 FROM accounts_accesskey k JOIN accounts_grant g ON g.id = k.grant_id
    LEFT JOIN organisations_division d ON d.id = g.division_id
    WHERE k.id = key_id AND (g.enterprise_id = ANY ({_ENTERPRISES}) OR EXISTS (
        SELECT 1 FROM accounts_grant own JOIN organisations_division u ON u.id = own.division_id
        WHERE own.user_id = {_ACTOR} AND own.role = 'unit_admin' AND own.revoked_at IS NULL
          AND d.place_no >= u.place_no AND d.place_no < u.place_end))))"""
OF_ENDPOINT = f"({EVERYBODY} OR EXISTS (SELECT 1 FROM exchange_endpoint e WHERE e.id = endpoint_id))"


class Migration(migrations.Migration):
    """Row-level security of what is sent out."""

    dependencies = [("exchange", "0001_initial"), ("accounts", "0003_access_keys"), ("database", "0001_functions")]
    operations = [
        protect("exchange_endpoint", f"({EVERYBODY} OR {KEPT})"),
        protect("exchange_delivery", OF_ENDPOINT),
        protect("exchange_deadletter", OF_ENDPOINT),
        protect("exchange_failurecount", OF_ENDPOINT),
    ]
