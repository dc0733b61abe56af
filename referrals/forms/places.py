"""Choosing places of the body as a list: grouped, to be filtered, all of it check boxes."""

from typing import Any

from django import forms

from clinic.rules.regions import PLACES, REGIONS, View, place_name

VIEW_NAMES = {View.FRONT: "Front", View.BACK: "Back"}


def grouped_places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Places by the side of the figure they are drawn on, in the order of the body map."""
    return [
        (
            name,
            [
                (place, place_name(place))
                for region in REGIONS.values()
                if region.view == view
                for place in region.places
            ],
        )
        for view, name in VIEW_NAMES.items()
    ]


GROUPED = grouped_places()


class PlacesField(forms.MultipleChoiceField):
    """Codes of places, in the order of the body map, without repeats."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=GROUPED, required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        return [place for place in PLACES if place in chosen]
