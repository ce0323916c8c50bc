"""Who reads what an enterprise told of a person: whoever sees the person, the enterprise among them; not who oversees."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, of_person, protect


class Migration(migrations.Migration):
    """Row-level security of what was told."""

    dependencies = [("benefits", "0003_told"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [protect("benefits_benefittold", f"({OPENS} AND {of_person()})")]
