"""Group path: server time of the main pages, and a progress PDF through the whole service beside bare WeasyPrint."""

import os
from collections.abc import Callable
from datetime import datetime
from statistics import median
from time import perf_counter

from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.rows import Row
from clinic.models import Staff
from clinic.render.fetching import BASE, SHEET, own_file
from clinic.render.pdf import OPTIONS
from referrals.models import Episode
from reports.models import ProgressReport
from reports.render import letter
from reports.services import rendering
from sessions.models import Appointment
from tests.factories import clinic as make
from tests.factories import reporting, world

GROUP = "path"
PAGE_LIMIT = 200
RATIO_LIMIT = 1.3
PATIENTS_EACH = 10


def measure(*, full: bool) -> list[Row]:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    therapists = _clinic(therapists=20 if full else 4, now=now)
    rows = _pages(therapists[0], times=40 if full else 15)
    return [*rows, *_reports(therapists, now=now, times=20 if full else 8)]


def _clinic(*, therapists: int, now: datetime) -> list[Staff]:
    """Therapists with ten patients each: treated, reported, in every state a report has."""
    world.NOW, world.TODAY = now, now.date()
    people = [
        make.staff(f"Therapist {number}", "therapist", "manager", credentials="LMT") for number in range(therapists)
    ]
    for by in people:
        for number in range(PATIENTS_EACH - 2):
            reporting.course(by, now=now, family=f"Patient {number}")
        reporting.draft(by, now=now, family="Draft")
        sent = reporting.signed(by, now=now, family="Sent")
        rendering.render(report_id=sent.pk, now=now)
    return people


def _pages(by: Staff, *, times: int) -> list[Row]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(by, backend="clinic.access.StaffBackend")
    rows = []
    for name, path in _paths(by).items():
        milliseconds = [_timed(_get, client, path) * 1000 for _ in range(times + 1)][1:]
        rows.append(Row(GROUP, f"page: {name}", round(median(milliseconds), 1), "ms", PAGE_LIMIT))
    return rows


def _paths(by: Staff) -> dict[str, str]:
    own = Q(care_team__staff=by)
    episode = Episode.objects.filter(own).earliest("pk")
    visit = Appointment.objects.filter(episode=episode).earliest("pk")
    draft, sent = (ProgressReport.objects.filter(therapist=by, signature__isnull=open_) for open_ in (True, False))
    return {
        "today": reverse("sessions:today"),
        "board": reverse("sessions:board"),
        "patients": reverse("patients:list"),
        "patient": reverse("sessions:patient", args=[episode.patient_id]),
        "referrals": reverse("sessions:referral_inbox"),
        "visit": reverse("sessions:appointment", args=[visit.pk]),
        "chart": reverse("sessions:chart", args=[visit.pk]),
        "reports": reverse("reports:list"),
        "report, draft": reverse("reports:detail", args=[draft.earliest("pk").pk]),
        "report, signed": reverse("reports:detail", args=[sent.earliest("pk").pk]),
    }


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{path} answered {answer.status_code}.")


def _reports(therapists: list[Staff], *, now: datetime, times: int) -> list[Row]:
    """Turn by turn, so that whatever else the machine does falls on both."""
    ours, bare = [], []
    for number in range(times + 1):
        by = therapists[number % len(therapists)]
        report = reporting.signed(by, now=now, family=f"Report {number}")
        html = letter.html(report)
        ours.append(_timed(_whole, report.pk, now))
        bare.append(_timed(_bare, html))
    whole, alone = median(ours[1:]), median(bare[1:])  # the first of each warms up
    return [
        Row(GROUP, "progress PDF, whole service", round(whole, 3), "s", 3),
        Row(GROUP, "progress PDF, bare WeasyPrint", round(alone, 3), "s", 3),
        Row(GROUP, "progress PDF, whole over bare", round(whole / alone, 2), "times", RATIO_LIMIT),
    ]


def _whole(report_id: int, now: datetime) -> None:
    rendering.render(report_id=report_id, now=now)


def _bare(html: str) -> bytes:
    """The same page, style sheet, fonts and PDF variant, with the library's own fetcher reading files."""
    fonts = os.path.join(os.environ["MEND_NODE_MODULES"], "@fontsource-variable", "inter")  # noqa: PTH118
    sheet = own_file(SHEET).decode().replace("../vendor/inter/", f"file://{fonts}/")
    config = FontConfiguration()
    styles = [CSS(string=sheet, font_config=config)]
    drawn: bytes = HTML(string=html, base_url=BASE).write_pdf(stylesheets=styles, font_config=config, **OPTIONS)
    return drawn


def _timed(work: Callable[..., object], *given: object) -> float:
    began = perf_counter()
    work(*given)
    return perf_counter() - began
