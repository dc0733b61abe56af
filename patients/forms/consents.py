"""Taking consents down: which, signed by whom, through whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.forms.fields import PlainText
from patients.models import Consent, RelatedPerson


class ConsentForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("Consents"),
        choices=Consent.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what is agreed to.")},
    )
    given_through = forms.ChoiceField(label=_("Signed by"), required=False)
    signed_name = PlainText(label=_("Name as signed"), max_length=160)

    def __init__(
        self, *args: Any, speakers: Sequence[RelatedPerson], missing: Sequence[str], minor: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._speakers = {str(person.pk): person for person in speakers}
        chosen = [(key, f"{person.name}, {person.get_relation_display()}") for key, person in self._speakers.items()]
        itself = [] if minor and chosen else [("", _("the patient"))]
        self.offered = [kind for kind in Consent.Kind.values if kind in missing]
        self.needs_guardian = minor and not chosen
        self._offer("given_through", [*itself, *chosen])
        self._offer("kinds", [(kind, label) for kind, label in Consent.Kind.choices if kind in missing])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def clean_given_through(self) -> RelatedPerson | None:
        return self._speakers.get(self.cleaned_data["given_through"])
