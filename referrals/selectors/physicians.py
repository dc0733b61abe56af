"""Finding physicians."""

from django.db.models import Q, QuerySet

from referrals.models import Physician


def find(q: str = "") -> "QuerySet[Physician]":
    """Physicians in whose name, practice, specialty or NPI every word occurs. Nothing typed: all."""
    fits = Q()
    for word in q.split():
        fits &= (
            Q(name__icontains=word)
            | Q(practice__icontains=word)
            | Q(specialty__icontains=word)
            | Q(npi__startswith=word)
        )
    return Physician.objects.filter(fits).order_by("name", "id")
