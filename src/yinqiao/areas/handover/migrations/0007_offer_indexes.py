"""Four indexes of an offer in place of eight: each is written twice for every person who is handed over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """By state and place, by enterprise, and by person with what may be there once only."""

    dependencies = [("handover", "0006_short_indexes")]
    operations = [
        migrations.AddIndex("offer", models.Index(fields=["state", "place_no"], name="handover_offer_stand")),
        migrations.AddConstraint(
            "offer",
            models.UniqueConstraint(
                "retiree",
                models.Case(models.When(state="offered", then=1), models.When(state="accepted", then=2)),
                name="handover_one_open_one_held",
            ),
        ),
        migrations.RemoveIndex("offer", "handover_offer_place"),
        migrations.RemoveIndex("offer", "handover_offer_batch"),
        migrations.RemoveIndex("offer", "handover_offer_retiree"),
        migrations.RemoveIndex("offer", "handover_offer_open"),
        migrations.RemoveConstraint("offer", "handover_one_open_offer"),
        migrations.RemoveConstraint("offer", "handover_one_holder"),
    ]
