"""The message that carries a letter to the physician. Neither the patient nor their health is named in it: only the attachment is."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from referrals.models import Inquiry
from referrals.selectors.letters import Letter
from reports.models import ProgressReport
from reports.rules.record import from_json

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Message:
    subject: str
    text: str
    filename: str


def to_physician(report: ProgressReport) -> Message:
    head = from_json(report.data).header
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Progress report from %(clinic)s") % {"clinic": one_line(head.clinic)}
        said = {"head": head, "asks": bool(report.request)}
        text = render_to_string("reports/emails/report.txt", said)
    return Message(subject[:LONGEST_SUBJECT], text, file_name(report))


def file_name(report: ProgressReport) -> str:
    """Says what it is and nothing about whom."""
    return f"progress-report-{report.number}.pdf"


def asking_physician(inquiry: Inquiry, letter: Letter) -> Message:
    """Carries the letter that asks something; what is asked and about whom stands in the attachment alone."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A question from %(clinic)s") % {"clinic": one_line(letter.sender.clinic)}
        text = render_to_string("reports/emails/inquiry.txt", {"letter": letter})
    return Message(subject[:LONGEST_SUBJECT], text, inquiry_file_name(inquiry))


def inquiry_file_name(inquiry: Inquiry) -> str:
    return f"question-{inquiry.pk}.pdf"


def one_line(text: str) -> str:
    """Fit for a mail header, whatever was typed."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
