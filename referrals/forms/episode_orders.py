"""A surgeon's order as the paper says it, with how far joints may be moved; and a protocol that becomes orders."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from clinic.rules.regions import SIDE_NAMES
from referrals.forms.order import KeyField
from referrals.forms.papers import PAPER_HELP, PHYSICIAN, PaperForm, PhysicianField
from referrals.forms.taking_in import ScanField
from referrals.models import ClinicalEvent, Episode, SurgeonProtocol

ROM_ROWS = range(3)
ROM = HTML('{% include "referrals/_rom_limits.html" %}')
SIDES = [("", "Side"), *((side.value, name) for side, name in SIDE_NAMES.items())]


class EpisodeOrderForm(PaperForm):
    inquiry = KeyField(label="Letter")
    episode = forms.ModelChoiceField(Episode.objects.none(), label="Course of care", empty_label=None)

    def __init__(
        self,
        *args: Any,
        episodes: Sequence[Episode],
        movements: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today
        self.fields["until_on"].help_text = "Empty: no end is named."
        chosen = self.fields["episode"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - declared above
        chosen.queryset = Episode.objects.filter(pk__in=[episode.pk for episode in episodes])
        chosen.choices = [(episode.pk, episode.problem) for episode in episodes]
        for number in ROM_ROWS:
            named = [("", "Movement"), *movements]
            self.fields[f"movement_{number}"] = forms.ChoiceField(label="Movement", choices=named, required=False)
            self.fields[f"side_{number}"] = forms.ChoiceField(label="Side", choices=SIDES, required=False)
            self.fields[f"most_{number}"] = forms.IntegerField(
                label="Degrees at most", min_value=0, max_value=360, required=False
            )
        self.helper = self.helper_with("episode", "inquiry", limits=(ROM,), legend="The order")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        limits = []
        for number in ROM_ROWS:
            movement, side, most = (given.get(f"{name}_{number}") for name in ("movement", "side", "most"))
            if not movement and most is None:
                continue
            if not movement or not side or most is None:
                self.add_error(f"movement_{number}", "Give movement, side and degrees.")
            else:
                limits.append({"movement": movement, "side": side, "most": most})
        given["rom_limits"] = limits
        return given

    def rom_rows(self) -> list[dict[str, Any]]:
        """For the template: each row's three fields."""
        return [{name: self[f"{name}_{number}"] for name in ("movement", "side", "most")} for number in ROM_ROWS]


OFFERED: dict[str, Any] = {"protocol": SurgeonProtocol, "event": ClinicalEvent, "episode": Episode}


class ApplyForm(forms.Form):
    """Which protocol, for which event; the paper may follow."""

    protocol = forms.ModelChoiceField(SurgeonProtocol.objects.none(), label="Protocol", empty_label=None)
    event = forms.ModelChoiceField(ClinicalEvent.objects.none(), label="Counted from", empty_label=None)
    episode = forms.ModelChoiceField(Episode.objects.none(), label="Course of care", empty_label=None)
    physician = PhysicianField()
    paper = ScanField(label="The paper", required=False, help_text=PAPER_HELP)

    def __init__(self, *args: Any, offered: dict[str, Sequence[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in offered.items():
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - declared above
            chosen.queryset = OFFERED[name].objects.filter(pk__in=[row.pk for row in rows])
            chosen.choices = [(row.pk, _label(row)) for row in rows]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset("Protocol and event", "protocol", "event", "episode", css_class="card-section"),
            Fieldset("The paper", "paper", PHYSICIAN, css_class="card-section"),
        )


def _label(row: Any) -> str:
    if isinstance(row, ClinicalEvent):
        return f"{row.get_kind_display()}, {row.happened_on:%d %b %Y}".replace(", 0", ", ")
    if isinstance(row, SurgeonProtocol):
        return f"{row.name} ({row.get_event_kind_display().lower()})"
    return str(row)
