"""Who reads what: sheets by the office that got them; an order beside by who may read its case; a caller as a case's."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, protect

FROM = "nullif(current_setting('yq.nlo', true), '')::int"
TO = "nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({EVERYBODY} OR ({OPENS} AND {PLACE}))"
ORDER = (
    f"({EVERYBODY} OR ({OPENS} AND {FROM} < {TO}"
    f" AND ({PLACE} OR EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id))))"
)
OF_ORDER = "(EXISTS (SELECT 1 FROM hotline_order o WHERE o.id = order_id))"
# Never the party complained of; a hidden one by whoever leads alone.
CALLER = f"""({EVERYBODY} OR ({OPENS} AND EXISTS (
  SELECT 1 FROM cases_case c WHERE c.id = case_id AND c.place_no >= {FROM} AND c.place_no < {TO}
  AND c.against_place_no IS DISTINCT FROM {FROM} AND (NOT is_hidden OR c.place_no = {FROM}))))"""
OF_CLUSTER = "(EXISTS (SELECT 1 FROM hotline_cluster k WHERE k.id = cluster_id))"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("hotline", "0001_initial"), ("cases", "0004_meeting_policies"), ("database", "0001_functions")]
    operations = [
        protect("hotline_batch", OWN),
        protect("hotline_answer", OWN),
        protect("hotline_order", ORDER),
        protect("hotline_answerorder", OF_ORDER),
        protect("hotline_orderversion", OF_ORDER),
        protect("hotline_caller", CALLER),
        protect("hotline_cluster", OWN),
        protect("hotline_clusterorder", OF_CLUSTER),
    ]
