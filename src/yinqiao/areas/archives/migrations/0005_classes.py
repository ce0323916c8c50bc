"""How many items each of the ten classes of an archive holds, as the catalogue tells it."""

from django.db import migrations, models

_HELP = "一类至十类材料的份数，逗号分隔，没有填的为空；全部没有填的为空文本"


class Migration(migrations.Migration):
    """Empty for what was taken in before."""

    dependencies = [("archives", "0004_states_outside_indexes")]
    operations = [
        migrations.AddField(
            model,
            "classes",
            models.CharField(blank=True, db_default="", help_text=_HELP, max_length=100, verbose_name="各类份数"),
        )
        for model in ("archive", "cataloguerow")
    ]
