"""Where in the file an officer says the roster is: which sheet, which rows are its header.

The database fills the column itself: a programme that is not replaced yet writes rows without it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column with a constant default: no row is rewritten."""

    dependencies = [("handover", "0011_returned_at")]
    operations = [
        migrations.AddField(
            model_name="batch",
            name="layout",
            field=models.JSONField(
                default=dict,
                db_default=models.Value({}, models.JSONField()),
                help_text="工作表、表头起始行、表头行数；空表示由系统识别",
                verbose_name="经办人指定",
            ),
        ),
    ]
