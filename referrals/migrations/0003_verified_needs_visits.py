"""A verified referral says how many visits it authorizes: NULL once slipped through the comparison."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clinic', '0003_count_postponements'),
        ('referrals', '0002_count_saves_of_referrals'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='referral',
            name='referral_verified_is_complete',
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('verified_at__isnull', True), models.Q(('affected_regions__len__gte', 1), ('episode__isnull', False), ('physician__isnull', False), ('valid_until_on__isnull', False), ('visits_authorized__gte', 1), ('visits_authorized__isnull', False)), _connector='OR'), name='referral_verified_is_complete'),
        ),
    ]
