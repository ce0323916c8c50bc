"""Takes over the table of contact persons as it is: ciphertexts, policies and grants hang on its name."""

import django.db.models.deletion
from django.db import migrations, models

import yinqiao.platform.database.functions

_CONTACT = migrations.CreateModel(
    name="ContactPerson",
    fields=[
        (
            "id",
            models.UUIDField(
                db_default=yinqiao.platform.database.functions.UUID7(),
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
        ("name", models.BinaryField(verbose_name="姓名（密文）")),
        ("relation", models.CharField(max_length=20, verbose_name="关系")),
        ("phone", models.BinaryField(null=True, verbose_name="电话（密文）")),
        ("since", models.DateField(verbose_name="登记日期")),
        (
            "retiree",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contact_people",
                to="retirees.retiree",
                verbose_name="退休人员",
            ),
        ),
    ],
    options={"verbose_name": "联系人", "db_table": "retirees_contactperson"},
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("retirees", "0011_rooms_of_their_own"),
    ]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[_CONTACT])]
