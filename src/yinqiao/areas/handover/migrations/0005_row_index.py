"""Rosters that wait are asked as a whole for the numbers of another: nothing looks up one row by its number."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index less to write for each row of a roster."""

    dependencies = [("handover", "0004_open_columns")]
    operations = [migrations.RemoveIndex(model_name="rosterrow", name="handover_row_id_no")]
