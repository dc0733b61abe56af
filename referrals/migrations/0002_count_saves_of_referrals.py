"""Referrals count their saves, so that two people never overwrite each other."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='referral',
            name='edition',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='edition',
            field=models.PositiveIntegerField(default=1),
        ),
    ]
