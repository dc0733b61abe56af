"""What a patient says who asks for another time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.rules.change_requests import NOTE_MOST


class ChangeForm(forms.Form):
    """The words are the patient's own reading of `sessions.rules.change_requests.WISHES`."""

    wish = forms.ChoiceField(
        label=_("What would suit you?"),
        choices=[
            ("earlier", _("Earlier on the same day")),
            ("later", _("Later on the same day")),
            ("another_day", _("Another day")),
            ("cannot", _("I cannot come")),
        ],
        widget=forms.RadioSelect,
        initial="another_day",
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    note = forms.CharField(
        label=_("Days and times that suit you (if you like)"),
        max_length=NOTE_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Please write nothing about your health here."),
    )
