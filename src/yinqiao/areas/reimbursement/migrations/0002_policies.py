"""Who sees an invoice: whoever works with the person, by place alone. No enterprise, no overseer, no retiree's page."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("reimbursement", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [protect("reimbursement_invoice", OWN)]
