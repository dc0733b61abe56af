"""A letter to a physician, and what came back."""

from typing import Any

from django import forms

from patients.forms.fields import PlainText
from referrals.forms.clearances import RowsField
from referrals.forms.order import KeyField
from referrals.forms.papers import PhysicianField, TechniquesField
from referrals.forms.places import PlacesField
from referrals.models import Inquiry
from referrals.rules.rows import ROWS
from referrals.services.inquiries import ANSWER_LENGTH, QUESTION_LENGTH


class InquiryForm(forms.Form):
    kind = forms.ChoiceField(label="What we ask", choices=Inquiry.Kind.choices, widget=forms.RadioSelect)
    episode = KeyField(label="Course of care")
    physician = PhysicianField()
    lifts = RowsField(label="What the clearance is to lift")
    techniques = TechniquesField()
    regions = PlacesField(label="Places")
    question = PlainText(
        lines=True,
        label="The question",
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "data-autosize": ""}),
    )

    def __init__(self, *args: Any, rows: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lifts = self.fields["lifts"]
        assert isinstance(lifts, RowsField)  # noqa: S101 - declared above
        lifts.offer([row for row in ROWS if row in rows])


class AnswerForm(forms.Form):
    answer = PlainText(
        lines=True,
        label="What the physician says",
        max_length=ANSWER_LENGTH,
        help_text="In a sentence, such as: yes, from Monday, but not on the scar.",
    )
