"""How assessments are fetched: to read, by whoever may see the course of care; to write, by its care team's therapists alone."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils import timezone

from assessments.models import Assessment
from assessments.models.assessments import AssessmentQuerySet
from clinic.access import StaffRequest
from referrals.models import Episode
from referrals.models.episodes import EpisodeQuerySet


def own_episodes(request: StaffRequest) -> EpisodeQuerySet:
    return Episode.objects.cared_for_by(request.user, today=timezone.localdate())


def to_read(request: StaffRequest, assessment_id: int) -> tuple[Assessment, bool]:
    """The assessment, and whether this person may write in its draft."""
    episodes = Episode.objects.visible_to(request.user, today=timezone.localdate())
    own = Exists(own_episodes(request).filter(pk=OuterRef("episode_id")))
    row = get_object_or_404(with_parts().filter(episode__in=episodes).annotate(is_own=own), pk=assessment_id)
    return row, request.user.is_therapist and bool(getattr(row, "is_own", False))


def to_write(request: StaffRequest, assessment_id: int) -> Assessment:
    """Only the care team's therapists write; a manager who is none is an outsider here."""
    if not request.user.is_therapist:
        return get_object_or_404(Assessment.objects.none(), pk=assessment_id)
    return get_object_or_404(with_parts().filter(episode__in=own_episodes(request)), pk=assessment_id)


def with_parts() -> AssessmentQuerySet:
    return Assessment.objects.select_related(
        "episode__patient", "screening", "measurements", "signature", "therapist", "started_by"
    )
