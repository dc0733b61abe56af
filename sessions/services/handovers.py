"""Unsigned drafts go to a cover while their therapist is away, and back when that is over. Whoever signs is the author of what is signed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction

from clinic.models import Actor, Staff
from clinic.registry import DraftKind, registry
from clinic.selectors.days import today
from clinic.services import actors
from referrals.models import CareTeam, Episode
from referrals.services import care_team
from sessions.models import Handover
from sessions.selectors.drafts import open_drafts


def hand_over(
    *, therapist: Staff, covers: Mapping[int, Staff], until: datetime, by: Actor, now: datetime
) -> list[Handover]:
    """Give each unsigned draft of `therapist` to the cover of its episode (`covers`: by the episode's key), who joins the care team where
    they are not on it, until that day. Drafts of other episodes stay. Done again it finds nothing to give."""
    found: list[Handover] = []
    with transaction.atomic():
        for kind in registry.draft_kinds.values():
            for row, episode in _drafts(kind, therapist, covers):
                row.therapist = covers[episode]
                row.save(update_fields=["therapist"])
                found.append(
                    Handover(
                        therapist=therapist,
                        cover=covers[episode],
                        episode_id=episode,
                        what=kind.model,
                        reference=row.pk,
                        back_at=until,
                        handed_at=now,
                        handed_by=by,
                    )
                )
        keys = {(one.what, one.reference) for one in found}
        for earlier in Handover.objects.open().filter(what__in={what for what, _ in keys}):
            if (earlier.what, earlier.reference) in keys:  # handed on by a cover who is away too
                _end(earlier, by=by, now=now)
        Handover.objects.bulk_create(found)
        for episode in {one.episode_id for one in found}:
            _join(Episode.objects.get(pk=episode), covers[episode], until=until, by=by, now=now)
    return found


def episodes_with_drafts(therapist: Staff) -> set[int]:
    return {draft.episode_id for draft in open_drafts(therapist)}


def _drafts(kind: DraftKind, therapist: Staff, covers: Mapping[int, Staff]) -> list[tuple[Any, int]]:
    model = apps.get_model(kind.model)
    lookup = {"therapist": therapist, "signature__isnull": True, f"{kind.episode}__in": list(covers)}
    rows = list(model.objects.select_for_update(of=("self",), no_key=True).filter(**lookup).order_by("pk"))
    leads = dict(model.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", kind.episode))
    return [(row, leads[row.pk]) for row in rows]


def _join(episode: Episode, cover: Staff, *, until: datetime, by: Actor, now: datetime) -> None:
    """Who takes visits is on the team without an end; who only finishes a draft, until the absence is over."""
    day = today(now=now)
    standing = CareTeam.objects.filter(episode=episode, staff=cover, until_on=None, from_on__lte=day)
    if not standing.exists():
        care_team.join(episode=episode, staff=cover, from_on=day, why="covers an absence", by=by, now=now)
        care_team.leave(episode=episode, staff=cover, until_on=max(today(now=until), day), by=by, now=now)


def hand_back(*, now: datetime) -> None:
    """The daily job's handler: what is unsigned when the absence is over goes back. Safe to repeat."""
    for key in list(Handover.objects.open().filter(back_at__lte=now).values_list("pk", flat=True)):
        with transaction.atomic():
            row = Handover.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)
            if row.ended_at is None:
                _give_back(row)
                _end(row, by=actors.system(), now=now)


def _give_back(row: Handover) -> None:
    model = apps.get_model(row.what)
    drafts = model.objects.select_for_update(of=("self",), no_key=True)
    draft = drafts.filter(pk=row.reference, signature__isnull=True, therapist_id=row.cover_id).first()
    if draft is not None:
        draft.therapist_id = row.therapist_id
        draft.save(update_fields=["therapist"])


def _end(row: Handover, *, by: Actor, now: datetime) -> None:
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])
