"""Care teams: who may see the clinical pages of an episode. Planning, booking and cover put people there."""

from datetime import date, datetime

from django.db import transaction

from clinic.models import Actor, Staff
from referrals.models import CareTeam, Episode

WHY_LENGTH = 200


def join(*, episode: Episode, staff: Staff, from_on: date, why: str, by: Actor, now: datetime) -> CareTeam:
    """Put somebody on the team. Who is or was on it already stays or returns, from the earlier of both days, without an end."""
    with transaction.atomic():
        # Locked, so that whoever ends quiet memberships waits for this one and then sees the visit it was joined for.
        member, made = CareTeam.objects.select_for_update().get_or_create(
            episode=episode, staff=staff, defaults={"from_on": from_on, "why": why[:WHY_LENGTH]}
        )
        if not made and (member.until_on is not None or from_on < member.from_on):
            member.from_on, member.until_on = min(from_on, member.from_on), None
            member.save(update_fields=["from_on", "until_on"])
    return member


def leave(*, episode: Episode, staff: Staff, until_on: date, by: Actor, now: datetime) -> None:
    """Let somebody's sight of an episode end with this day."""
    CareTeam.objects.filter(episode=episode, staff=staff, from_on__lte=until_on).update(until_on=until_on)
