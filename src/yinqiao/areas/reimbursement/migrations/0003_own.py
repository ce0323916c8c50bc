"""A person reads the invoices of the own cases, and whom the person has authorised in this matter; neither writes any."""

from django.db import migrations

from yinqiao.platform.database.policies import by_warrant, own


class Migration(migrations.Migration):
    """Row-level security for the portal (decision 0057)."""

    dependencies = [("reimbursement", "0002_policies"), ("authorisations", "0002_policies")]
    operations = [own("reimbursement_invoice", only=by_warrant("matters", "'medical_reimbursement'"))]
