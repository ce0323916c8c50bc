"""The number of an archive sealed beside its index, and the entry of the register to which it was first linked."""

from django.db import migrations, models

LINKED = """
SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true);
UPDATE archives_archive SET entry_id = retiree_id WHERE retiree_id IS NOT NULL
"""


class Migration(migrations.Migration):
    """Archives that are linked already were linked to the entry that they name."""

    dependencies = [("archives", "0002_policies")]
    operations = [
        *(
            migrations.AddField(model, name, field)
            for model in ("archive", "cataloguerow")
            for name, field in (
                (
                    "id_no",
                    models.BinaryField(
                        "身份证号（密文）",
                        null=True,
                        **({"help_text": "查找疑似对应的人员时核对，不显示"} if model == "archive" else {}),
                    ),
                ),
                ("seal_id", models.UUIDField("密文所属编号", null=True)),
            )
        ),
        migrations.AddField(
            "archive",
            "entry_id",
            models.UUIDField("对应的登记", null=True, help_text="当初对应的登记；该登记并入他人后，人员为并入的人"),
        ),
        migrations.RunSQL(LINKED, migrations.RunSQL.noop),
        migrations.AddIndex(
            "archive",
            models.Index(
                fields=["id_no_index"],
                name="archives_without_person",
                condition=models.Q(("retiree_id__isnull", True)),
            ),
        ),
        migrations.AddConstraint(
            "archive",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry_id__isnull", True), ("retiree_id__isnull", True)),
                    models.Q(("entry_id__isnull", False), ("retiree_id__isnull", False)),
                    _connector="OR",
                ),
                name="archives_person_has_entry",
            ),
        ),
    ]
