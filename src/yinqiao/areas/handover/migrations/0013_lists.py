"""Batches, findings and header memories have a room of their own: this room's state lets them go.

“Already known?” reads the batches under their new name.
"""

import django.db.models.deletion
from django.db import migrations, models

# As 0003 has it, but for the name of the table of batches.
_KNOWN = """
CREATE OR REPLACE FUNCTION handover_known_numbers(asking integer, numbers bytea)
RETURNS TABLE (id_no_index bytea, standing text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH asked AS MATERIALIZED (
    SELECT DISTINCT substr(numbers, at * 16 + 1, 16) AS number FROM generate_series(0, length(numbers) / 16 - 1) AS at
  ), registered AS MATERIALIZED (
    SELECT r.id_no_index AS number, CASE WHEN r.status = 'deceased' THEN 'deceased'
      WHEN r.enterprise_id = asking THEN 'own' ELSE 'other' END AS standing
    FROM retirees_retiree r WHERE r.id_no_index = ANY (ARRAY(SELECT number FROM asked)) AND r.merged_into_id IS NULL
  ), elsewhere AS (
    SELECT DISTINCT w.id_no_index AS number FROM {batch} b JOIN handover_rosterrow w ON w.batch_id = b.id
    WHERE b.state IN ('checked', 'submitting') AND w.enterprise_id <> asking AND w.id_no_index IS NOT NULL
  )
  SELECT number, standing FROM registered
  UNION ALL
  SELECT a.number, 'roster_elsewhere' FROM asked a JOIN elsewhere e ON e.number = a.number
  WHERE NOT EXISTS (SELECT 1 FROM registered k WHERE k.number = a.number)
$$;
"""
# On the way back the table has its old name only after this.
_BEFORE = "SET LOCAL check_function_bodies = off;" + _KNOWN.replace("{batch}", "handover_batch")


class Migration(migrations.Migration):
    """The rows of a roster and the offers stay here."""

    dependencies = [("handover", "0012_layout"), ("lists", "0001_initial"), ("agreements", "0003_lists")]
    operations = [
        migrations.RunSQL(_KNOWN.replace("{batch}", "lists_batch"), _BEFORE),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "offer",
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="lists.batch",
                        verbose_name="批次",
                    ),
                ),
                migrations.DeleteModel("Batch"),
                migrations.DeleteModel("Finding"),
                migrations.DeleteModel("HeaderMemory"),
            ],
        ),
    ]
