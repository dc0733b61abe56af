"""Every piece of the look on one page, with invented figures; mounted in local mode only."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Field, Fieldset, Layout, Row
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, requires
from clinic.render import body_map
from clinic.render.body_map import BodyMark
from clinic.render.plots import Level, Look, Pair, Track, dumbbells, over_time
from clinic.render.plots_rows import Bar, Moved, filled_bars, goal_bar, moved
from clinic.rules.regions import PLACES, place_name

TONES = ("teal", "amber", "red", "blue", "violet", "green", "gray")
STATUSES = (
    ("booked", "booked"),
    ("confirmed", "confirmed"),
    ("arrived", "arrived"),
    ("in_progress", "in progress"),
    ("done", "done"),
    ("no_show", "did not come"),
    ("canceled", "canceled"),
)
LEVELS = (
    ("block", "No scar work before day 21.", "Allowed from Wed 2 Dec."),
    ("clear", "Deep tissue after a clot needs the physician's word.", "Lifted by a clearance."),
    ("override", "Third visit in one week.", "Write why, and it is booked."),
    ("warn", "On a blood thinner: pressure up to 3, look for bruises.", ""),
)
# Patient, day count, line, status, first quarter hour after 06:00, length in quarters, flag
VISITS = (
    (
        ("Nowak, Zofia", "Day 12", "8:30 · MLD · 9/12", "done", 11, 4, ""),
        ("Kaya, Defne", "Wk 11", "9:45 · Deep tissue · 3/12", "done", 16, 3, ""),
        ("Delgado, Ines", "Day 9", "10:30 · PRT · 5/12", "in_progress", 19, 4, ""),
        ("Varga, Eszter", "", "13:45 · Evaluation · 8/12", "booked", 32, 4, "flare"),
        ("Mbeki, Thandi", "", "15:00 · PRT · 5/12", "confirmed", 37, 3, ""),
    ),
    (
        ("Fraser, Isla", "Day 12", "8:15 · MLD · 4/12", "done", 10, 3, ""),
        ("Weiss, Hanna", "Day 9", "10:45 · PRT · 3/12", "arrived", 20, 3, ""),
        ("Silva, Marta", "Day 9", "13:45 · PRT · 2/12", "confirmed", 32, 4, ""),
        ("Olsen, Nils", "Day 9", "16:45 · PRT · 2/12", "no_show", 44, 2, ""),
    ),
    (
        ("Achebe, Daniel", "Day 12", "8:00 · MLD · 3/12", "done", 9, 4, ""),
        ("Costa, Bruno", "Day 60", "11:45 · MLD · 3/12", "confirmed", 24, 3, ""),
        ("Novak, Petr", "Day 45", "14:30 · Scar, MFR · 2/12", "canceled", 35, 4, ""),
    ),
)


class SampleForm(forms.Form):
    """One field of each kind, to look at."""

    name = forms.CharField(help_text="As it stands on the referral.")
    born_on = forms.DateField(label="Birth date", widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.ChoiceField(choices=[("fax", "Fax"), ("mail", "E-mail"), ("phone", "Phone")])
    purpose = forms.ChoiceField(choices=[("treat", "To treat"), ("prevent", "To prevent")], widget=forms.RadioSelect)
    regions = forms.MultipleChoiceField(
        choices=[("a", "Left upper arm"), ("b", "Left forearm"), ("c", "Left hand")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="The patient agrees to the text above")
    pain = forms.ChoiceField(choices=[(n, str(n)) for n in range(11)], widget=forms.RadioSelect, label="Pain at worst")
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "data-autosize": True}), required=False)

    helper = FormHelper()
    helper.form_method = "get"
    helper.attrs = {"data-dirty": True, "novalidate": True}
    helper.layout = Layout(
        Fieldset("Who", Row(Column("name"), Column("born_on")), "source", css_class="card-section"),
        Fieldset(
            "What",
            Field("purpose", wrapper_class="choice-row"),
            Field("pain", wrapper_class="pain-row"),
            Field("regions", wrapper_class="check-grid"),
            "note",
            "agreed",
            css_class="card-section",
        ),
        Div(
            HTML('<button class="btn btn-primary" type="submit">Save the patient</button>'),
            HTML('<a class="btn btn-light" href="#">Back</a>'),
            css_class="form-actions",
        ),
    )


class SampleMark(forms.Form):
    """One row of a body map."""

    place = forms.ChoiceField(choices=[("", "Choose a place"), *((place, place_name(place)) for place in PLACES)])
    pain = forms.ChoiceField(choices=[("", "—"), *((n, str(n)) for n in range(11))])
    kind = forms.ChoiceField(choices=[("", "—"), ("ache", "Aching"), ("sharp", "Sharp"), ("stiff", "Stiff")])
    role = forms.ChoiceField(
        choices=[("affected", "Affected"), ("unaffected", "Unaffected"), ("compensation", "Compensating")]
    )
    flags = forms.MultipleChoiceField(
        choices=[("scar", "Scar"), ("device", "Device or implant"), ("no_touch", "No touch")],
        widget=forms.CheckboxSelectMultiple,
    )


class SampleMarks(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    problems = ()
    spare = 1


@require_GET
@requires()
def styleguide(request: StaffRequest) -> HttpResponse:
    return render(request, "styleguide/index.html", samples())


def samples() -> dict[str, Any]:
    return {
        "tones": TONES,
        "statuses": [{"status": status, "label": label} for status, label in STATUSES],
        "findings": [{"level": level, "message": message, "lifted_by": lifted} for level, message, lifted in LEVELS],
        "form": SampleForm({"name": ""}),
        **_body(),
        **_patient(),
        **_lists(),
        **_board(),
        "plots": _plots(),
    }


def _plots() -> list[SafeString]:
    """Every kind of drawing: the bar of a goal, dumbbells, lines over days, rows from start to now, bars."""
    days = [date(2026, 11, day) for day in (2, 9, 16, 23)]
    goal, norm = Level("goal 2", Look.GOAL, 2), Level("ordinary 60", Look.NORM, 60)
    pains = ((7, 5), (6, 4), (4, 4), (3, 2))
    left = Track("left", Look.MEASURED, list(zip(days, (30, 38, 44, 55), strict=True)))
    right = Track("right", Look.OTHER, list(zip(days, (58, 58, 60, 60), strict=True)))
    girths = [Moved("Navel", "", 96, 92.5, 80, 100, 88), Moved("Widest hip", "", 101, 99.5, 80, 110)]
    return [
        goal_bar(
            "Girth at navel, now 92.5 cm.", start=96, now=92.5, goal=88, words=("96 start", "92.5 now", "88 goal")
        ),
        dumbbells(
            "Pain on arrival fell from 7 to 3.",
            [Pair(f"visit {number}", *pair) for number, pair in enumerate(pains, 1)],
            ("before", "after"),
            low=0,
            high=10,
            levels=[goal],
        ),
        over_time("Left neck rotation rose from 30 to 55.", [left, right], low=0, high=60, levels=[norm]),
        moved("Girth from start to now.", girths, names=("start", "now")),
        filled_bars(
            "60 of 80 minutes.", [Bar("Lymph drainage", 80, 60, "60 of 80 min")], names=("planned", "delivered")
        ),
    ]


def _body() -> dict[str, Any]:
    first = (
        BodyMark("LUMB-l", 8, "aching"),
        BodyMark("LUMB-r", 5, "aching"),
        BodyMark("GLUT-l", 6, "sharp"),
        BodyMark("THIP-l", 4, "tingling"),
        BodyMark("ABDL-m", 3, "", "affected", ("scar", "no_touch")),
        BodyMark("KNEA-r", None, "", "compensation"),
    )
    later = (
        BodyMark("LUMB-l", 5, "aching"),
        BodyMark("LUMB-r", 2, "stiff"),
        BodyMark("GLUT-l", 3, "aching"),
        BodyMark("ABDL-m", 1, "", "affected", ("scar",)),
        BodyMark("KNEA-r", 2, "aching", "compensation"),
    )
    now = (BodyMark("LUMB-l", 2, "stiff"), BodyMark("ABDL-m", 0, "", "affected", ("scar",)))
    rows: list[dict[str, Any]] = [
        {"place": "LUMB-l", "pain": "6", "kind": "ache", "role": "affected"},
        {"place": "ABDL-m", "pain": "", "kind": "", "role": "affected", "flags": ["scar", "no_touch"]},
        {"place": "KNEA-r", "pain": "3", "kind": "stiff", "role": "compensation", "flags": ["device"]},
    ]
    formset = forms.formset_factory(SampleMark, formset=SampleMarks, extra=2)
    return {
        "marks_form": formset(initial=rows, prefix="mark"),
        "maps": body_map.over_time([("13 Nov, intake", first), ("20 Nov, visit 4", later), ("25 Nov, visit 6", now)]),
    }


def _patient() -> dict[str, Any]:
    return {
        "banner": [
            {"text": "No touch: drain site, left lower abdomen", "tone": "red", "icon": "slash-circle"},
            {"text": "Trunk: cap 1 until day 21", "tone": "amber", "icon": "exclamation-triangle"},
            {"text": "Anticoagulant: cap 3, bruise check", "tone": "amber", "icon": "droplet"},
        ],
        "actions": [
            {"label": "Book", "url": "#", "primary": False},
            {"label": "Start visit 5", "url": "#", "primary": True},
        ],
        "tabs": [
            {"label": "Overview", "url": "#", "active": True, "count": None},
            {"label": "Assessment", "url": "#", "active": False, "count": None},
            {"label": "Plan", "url": "#", "active": False, "count": 2},
            {"label": "Visits", "url": "#", "active": False, "count": 4},
            {"label": "Reports", "url": "#", "active": False, "count": 1},
        ],
    }


def _lists() -> dict[str, Any]:
    return {
        "steps": [
            {"label": "Referral", "state": "done", "url": "#", "note": "verified 12 Nov"},
            {"label": "Evaluation", "state": "done", "url": "#", "note": "13 Nov"},
            {"label": "Plan", "state": "now", "url": "", "note": ""},
            {"label": "Visits", "state": "stop", "url": "", "note": "no signed plan"},
            {"label": "Report", "state": "todo", "url": "", "note": ""},
        ],
        "facts": [{"label": "Born", "value": "4 May 1972"}, {"label": "Language", "value": "English"}],
        "head": [
            {"label": "Measure", "numeric": False},
            {"label": "Start", "numeric": True},
            {"label": "Now", "numeric": True},
            {"label": "Goal", "numeric": True},
        ],
        "rows": [
            ["Girth at navel, cm", "96.0", "91.0", "88.0"],
            ["Pain at worst, 0 to 10", 7, 3, 2],
            ["Sleep, 0 to 10", 4, 7, 8],
        ],
    }


def _board() -> dict[str, Any]:
    people = (("Amara Okafor", "AO", "teal"), ("Jonas Lindqvist", "JL", "blue"), ("Mei Sato", "MS", "violet"))
    names = ("patient", "day", "line", "status", "row", "span", "flag")
    return {
        "hours": [{"row": (hour - 6) * 4 + 1, "label": f"{hour}:00"} for hour in range(8, 18)],
        "columns": [
            {
                "number": number,
                "name": name,
                "initials": initials,
                "tone": tone,
                "visits": [dict(zip(names, visit, strict=True)) for visit in visits],
            }
            for number, ((name, initials, tone), visits) in enumerate(zip(people, VISITS, strict=True), start=1)
        ],
    }
