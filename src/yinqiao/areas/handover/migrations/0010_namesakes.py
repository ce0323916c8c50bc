"""“Probably somebody elsewhere” looks each person up in the index of namesakes: ten people cost ten look-ups."""

from django.db import migrations

# A whole roster is planned without nested loops (`bulk.set_based`); this look-up is one, in a city of any size.
_BY_INDEX = """
ALTER FUNCTION handover_probable_elsewhere(integer, text, text, bytea)
  SET enable_nestloop = on SET enable_hashjoin = off SET enable_mergejoin = off;
"""
_AS_PLANNED = """
ALTER FUNCTION handover_probable_elsewhere(integer, text, text, bytea)
  RESET enable_nestloop RESET enable_hashjoin RESET enable_mergejoin;
"""


class Migration(migrations.Migration):
    """The answer is the same."""

    dependencies = [("handover", "0009_checks_once"), ("retirees", "0013_namesakes_and_versions")]
    operations = [migrations.RunSQL(_BY_INDEX, _AS_PLANNED)]
