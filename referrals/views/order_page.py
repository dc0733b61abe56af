"""What the pages of one referral show."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from clinic.rules.regions import is_place, place_name
from clinic.selectors.days import today
from clinic.selectors.profile import policy_in_force
from patients.views.returning import is_key
from referrals.forms.order import OrderForm
from referrals.forms.places import GROUPED
from referrals.models import Referral
from referrals.rules import completeness
from referrals.rules.validity import State
from referrals.selectors import icd
from referrals.selectors.referrals import contents_of, last_saved_by, may_be_renewed, state
from referrals.views import picking

PLAIN = (
    "edition",
    "source",
    "received_on",
    "note",
    "purpose",
    "affected_regions",
    "no_touch_regions",
    "precautions",
    "visits_authorized",
    "earliest_start_on",
    "start_by_on",
    "valid_until_on",
)
# What a renewal usually repeats of the referral before it.
REPEATED = ("purpose", "affected_regions", "no_touch_regions", "precautions", "visits_authorized")
TONES = {
    State.VALID: "green",
    State.INCOMPLETE: "amber",
    State.NOT_YET: "blue",
    State.EXPIRED: "red",
    State.USED_UP: "red",
    State.DECLINED: "gray",
    State.WITHDRAWN: "gray",
}


def is_settled(referral: Referral) -> bool:
    return bool(referral.verified_at or referral.declined_at or referral.withdrawn_at)


def detail(referral: Referral) -> dict[str, Any]:
    items = completeness.checklist(contents_of(referral))
    word = state(referral, today(now=timezone.now()))
    ready = not is_settled(referral) and all(item.done for item in items)
    return {
        "referral": referral,
        "patient": referral.episode.patient if referral.episode else None,
        "events": list(referral.episode.events.all()) if referral.episode else [],
        "diagnoses": list(referral.diagnoses.all()),
        "checklist": items,
        "is_open": not is_settled(referral),
        "can_verify": ready,
        "can_withdraw": referral.withdrawn_at is None and referral.declined_at is None,
        "can_book": word in {State.VALID, State.NOT_YET},
        "state": "Ready to verify" if ready else word.value,
        "tone": "teal" if ready else TONES[word],
    }


def initial(referral: Referral, asked: QueryDict) -> dict[str, Any]:
    """The referral as it stands; with what a registration brought back, or what a renewal repeats."""
    values: dict[str, Any] = {name: getattr(referral, name) for name in PLAIN}
    values["diagnoses"] = [diagnosis.code for diagnosis in referral.diagnoses.all()]
    values |= {"physician": referral.physician_id, "renews": referral.renews_id}
    values |= {
        "episode": str(referral.episode_id or ""),
        "patient": referral.episode.patient_id if referral.episode else None,
    }
    renewed = _row(asked.get("renews", "")) if referral.episode is None else None
    if renewed is not None:
        values |= {name: getattr(renewed, name) for name in REPEATED}
        values |= {"physician": renewed.physician_id, "renews": renewed.pk, "episode": str(renewed.episode_id or "")}
        values["patient"] = renewed.episode.patient_id if renewed.episode else None
        values["diagnoses"] = [diagnosis.code for diagnosis in renewed.diagnoses.all()]
    for name in ("patient", "physician"):
        if is_key(key := asked.get(name, "")):
            values[name] = int(key)
    return values


def _row(key: str) -> Referral | None:
    found = Referral.objects.select_related("episode").prefetch_related("diagnoses")
    return found.filter(pk=int(key)).first() if is_key(key) else None


def edit(request: HttpRequest, referral: Referral, form: OrderForm) -> dict[str, Any]:
    icd.warm()
    patient_id, physician_id = _key(form, "patient"), _key(form, "physician")
    episode_id = _key(form, "episode")
    known = {diagnosis.code: diagnosis.label for diagnosis in referral.diagnoses.all()}
    searches = request.GET if request.method == "GET" else request.POST
    context = detail(referral) | {"form": form, "valid_days": policy_in_force().referral_valid_days}
    patient = referral.episode.patient if referral.episode else None
    context |= picking.patients(_text(searches, "patient_q"), chosen=patient_id, known=patient)
    context |= picking.physicians(_text(searches, "physician_q"), chosen=physician_id)
    context |= picking.episodes(patient_id, chosen=episode_id)
    context |= picking.diagnoses(
        _text(searches, "icd_q"),
        ticked=list(form["diagnoses"].value() or []),
        lead=form["lead"].value() or "",
        known=known,
    )
    context["renewable"] = list(may_be_renewed(patient, besides=referral)) if patient else []
    context["renews_id"] = _key(form, "renews")
    context["places"] = {
        name: _places(form, name) for name in ("affected_regions", "no_touch_regions", "event_regions")
    }
    return context


def _places(form: OrderForm, name: str) -> dict[str, Any]:
    field = form[name]
    chosen = [place for place in field.value() or [] if is_place(place)]
    return {
        "name": name,
        "legend": field.label,
        "groups": GROUPED,
        "chosen": chosen,
        "errors": field.errors,
    }


def _key(form: OrderForm, name: str) -> int | None:
    value = str(form[name].value() or "")
    return int(value) if is_key(value) else None


def _text(values: QueryDict, name: str) -> str:
    text = "".join(char if char.isprintable() else " " for char in values.get(name, ""))
    return " ".join(text.split())[:120]


def conflict(form: OrderForm, current: Referral) -> tuple[OrderForm, list[dict[str, str]]]:
    """The form again with what was typed, ready to be saved over `current`, and how `current` differs from it."""
    assert isinstance(form.data, QueryDict)  # noqa: S101 - for the type checker
    again = form.data.copy()
    again["edition"] = str(current.edition)
    standing = initial(current, QueryDict())
    differing = []
    for name in (*PLAIN[1:], "physician"):
        mine = getattr(form.cleaned_data[name], "pk", form.cleaned_data[name])
        if mine != standing[name] and (mine or standing[name]):
            differing.append({"label": str(form[name].label), "now": _said(name, current)})
    codes = [diagnosis.code for diagnosis in current.diagnoses.all()]
    if form.cleaned_data["all_codes"] != codes:
        differing.append({"label": "Diagnoses", "now": ", ".join(codes) or "none"})
    if current.episode is not None and form.cleaned_data["episode"] != current.episode:
        differing.append({"label": "Patient and problem", "now": f"{current.episode.patient}: {current.episode}"})
    who = last_saved_by(current)
    fresh = OrderForm(again, initial=standing)
    fresh.is_valid()
    return fresh, [{"label": "Saved by", "now": who}] * bool(who) + differing


def _said(name: str, referral: Referral) -> str:
    value = getattr(referral, name)
    if name.endswith("_regions"):
        return ", ".join(place_name(place) for place in value) or "none"
    display = getattr(referral, f"get_{name}_display", None)
    return str(display() if display else value) if value not in {None, ""} else "empty"
