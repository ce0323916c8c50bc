"""Who came by the code of a session, wrong codes counted; the person, and nobody who acts for the person, reads the own coming."""

from django.db import migrations, models

from yinqiao.platform.database.policies import ALONE, PERSON

_OWN = (
    f"({ALONE} AND {PERSON} IS NOT NULL AND EXISTS (SELECT 1 FROM activities_enrolment e"
    f" WHERE e.id = enrolment_id AND e.retiree_id = {PERSON}))"
)


class Migration(migrations.Migration):
    """Coming by code."""

    dependencies = [("activities", "0004_guest_policies")]
    operations = [
        migrations.AddField("attendance", "by_code", models.BooleanField(db_default=False, verbose_name="本人报码")),
        migrations.AddField(
            "enrolment", "wrong_codes", models.SmallIntegerField(db_default=0, verbose_name="报错的签到码")
        ),
        migrations.AddField(
            "enrolment", "wrong_since", models.DateTimeField(null=True, verbose_name="第一次报错的时刻")
        ),
        migrations.RunSQL(
            f"CREATE POLICY activities_attendance_own ON activities_attendance FOR SELECT USING {_OWN}",
            "DROP POLICY activities_attendance_own ON activities_attendance",
        ),
    ]
