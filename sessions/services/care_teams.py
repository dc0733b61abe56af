"""Sight of an episode ends with the visits: so many days (policy) after the last one, the care team is let go.

A visit that is booked keeps the whole team; booking anew puts its therapist back (`care_team.join`).
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Upper

from clinic.models import Actor
from clinic.selectors.days import today
from clinic.selectors.profile import policy_in_force
from referrals.models import CareTeam
from referrals.services import care_team
from sessions.models import Appointment


def end_after_last_visit(*, by: Actor, now: datetime) -> int:
    """Give every open membership whose days are over its last day. Answers how many ended. Doing it again changes nothing."""
    days, day = policy_in_force().care_team_days, today(now=now)
    # Coarse, in instants; which day a visit ended on depends on where it took place, so two days are left to the exact look.
    lately = Appointment.objects.live().filter(
        episode=OuterRef("episode"), during__endswith__gt=now - timedelta(days=days - 2)
    )
    quiet = CareTeam.objects.filter(until_on=None, from_on__lt=day - timedelta(days=days)).exclude(Exists(lately))
    return sum(_end(key, days=days, day=day, by=by, now=now) for key in list(quiet.values_list("pk", flat=True)))


def _end(key: int, *, days: int, day: date, by: Actor, now: datetime) -> bool:
    """Under the row's lock, which `care_team.join` takes too: whoever books in this moment is asked or asks again."""
    with transaction.atomic():
        member = CareTeam.objects.select_for_update(of=("self",)).select_related("episode", "staff").get(pk=key)
        until_on = max(member.from_on, _last_visit(member) or member.from_on) + timedelta(days=days)
        if member.until_on is not None or until_on >= day:
            return False
        care_team.leave(episode=member.episode, staff=member.staff, until_on=until_on, by=by, now=now)
        return True


def _last_visit(member: CareTeam) -> date | None:
    """The day of the episode's last visit that took place or is booked."""
    visits = Appointment.objects.live().filter(episode=member.episode_id).select_related("location")
    last = visits.order_by(Upper("during")).last()
    return None if last is None else last.ends_at.astimezone(last.location.tz).date()
