"""Home: where each role begins."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, requires


@require_GET
@requires()
def home(request: StaffRequest) -> HttpResponse:
    """Therapists begin with their day, everybody else with the board."""
    return redirect("sessions:today" if request.user.is_therapist else "sessions:board")
