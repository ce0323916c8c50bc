"""Who sees a letter: the office that sent it and those above it. No enterprise, no overseer."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, protect

LETTER = f"({EVERYBODY} OR ({OPENS} AND {PLACE}))"
OF_LETTER = "(EXISTS (SELECT 1 FROM letters_letter l WHERE l.id = letter_id))"


class Migration(migrations.Migration):
    """Row-level security of letters."""

    dependencies = [("letters", "0001_initial"), ("database", "0001_functions")]
    operations = [protect("letters_letter", LETTER), protect("letters_asked", OF_LETTER)]
