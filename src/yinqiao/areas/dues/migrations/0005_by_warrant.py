"""Whom a member lets pay reads the account, for as long as it is so; of whoever else acts for the member nobody does."""

from django.db import migrations, models

from yinqiao.platform.database.policies import ALONE, PERSON, by_warrant

# What hangs on the account is read through it: standards, charges, entries and orders follow.
_OWN = "ALTER POLICY dues_account_own ON dues_account USING (retiree_id = {person} AND {only})"


class Migration(migrations.Migration):
    """The matter `party_dues` as row-level security, and who asked for an order (decision 0046)."""

    dependencies = [("dues", "0004_refund_policies"), ("authorisations", "0002_policies")]
    operations = [
        migrations.RunSQL(
            _OWN.format(person=PERSON, only=by_warrant("matters", "'party_dues'")),
            _OWN.format(person=PERSON, only=ALONE),
        ),
        migrations.AddField(
            model_name="order",
            name="asked_by",
            field=models.CharField(
                choices=[
                    ("self", "党员本人"),
                    ("family", "家属代交"),
                    ("member", "其他党员代交"),
                    ("enterprise", "原企业统一代交"),
                ],
                db_default="self",
                max_length=10,
                verbose_name="下单人",
            ),
        ),
    ]
