"""Patient numbers come from a sequence, so that two registrations at once never meet."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial")]

    operations = [
        migrations.RunSQL(sql="CREATE SEQUENCE patients_number_seq", reverse_sql="DROP SEQUENCE patients_number_seq")
    ]
