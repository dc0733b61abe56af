"""The technique catalogue: a change is a version within the hard limits, and what was signed keeps pointing at its own."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import InternalError, transaction

from clinic.models import Staff
from clinic.services import credentials
from sessions.models import Technique
from sessions.rules.licensing import CredentialHeld, Held, LicenseHeld
from sessions.rules.techniques import TECHNIQUES
from sessions.selectors.catalogue import standings, terms_of, therapists, versions_of
from sessions.selectors.licensing import demand_of, held_by
from sessions.services import catalogue
from tests.factories import clinic as make

pytestmark = pytest.mark.django_db
TODAY, SOON = date(2026, 11, 23), date(2026, 12, 23)


def current(code: str = "DTM") -> Technique:
    return Technique.objects.current().get(code=code)


def change(
    manager: Staff, now: datetime, code: str = "DTM", reason: str = "Our clinician asked.", **wanted: object
) -> Technique:
    row = current(code)
    terms = replace(terms_of(row), **wanted)  # type: ignore[arg-type]
    made = catalogue.change_technique(
        code=code, wanted=terms, reason=reason, seen_version=row.version, by=manager.actor, now=now
    )
    assert made is not None
    return made


def test_change_is_the_next_version_and_the_old_one_stays(manager: Staff, now: datetime) -> None:
    before = current()
    made = change(manager, now, gap_hours=72)
    assert current() == made
    assert (made.version, made.reason, made.approved_by) == (
        before.version + 1,
        "Our clinician asked.",
        manager.actor,
    )
    before.refresh_from_db()
    assert before.gap_hours == 48
    newest, oldest = versions_of("DTM")
    assert [(one.label, one.before, one.after) for one in newest.changes] == [
        ("Hours between two visits at a place", "48", "72")
    ]
    assert oldest.changes == ()


def test_no_difference_is_no_version(manager: Staff, now: datetime) -> None:
    row = current()
    same = catalogue.change_technique(
        code="DTM", wanted=terms_of(row), reason="None.", seen_version=row.version, by=manager.actor, now=now
    )
    assert same is None
    assert current() == row


def test_looser_terms_are_refused_at_their_field(manager: Staff, now: datetime) -> None:
    with pytest.raises(catalogue.Refused, match="Not below 48") as refused:
        change(manager, now, gap_hours=24)
    assert [field for field, _ in refused.value.problems] == ["gap_hours"]
    assert current().version == 1


def test_a_reason_is_asked_for(manager: Staff, now: datetime) -> None:
    with pytest.raises(catalogue.NoReason):
        change(manager, now, reason="  ", gap_hours=72)


def test_second_of_two_managers_is_told(manager: Staff, now: datetime) -> None:
    seen = current()
    change(manager, now, gap_hours=72)
    with pytest.raises(catalogue.Overtaken, match="version 2"):
        catalogue.change_technique(
            code="DTM",
            wanted=replace(terms_of(seen), gap_hours=96),
            reason="More.",
            seen_version=seen.version,
            by=manager.actor,
            now=now,
        )


def test_versions_are_never_changed(manager: Staff, now: datetime) -> None:
    made = change(manager, now, gap_hours=72)
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        Technique.objects.filter(pk=made.pk).update(gap_hours=48)


def test_reflexology_asks_for_its_own_license_in_nevada() -> None:
    assert current("REF").licenses == dict(TECHNIQUES["REF"].licenses) == {"NV": "Reflexologist"}  # type: ignore[index]
    assert all(row.licenses == {} for row in Technique.objects.current().exclude(code="REF"))


def test_seeding_again_lays_nothing_twice(now: datetime) -> None:
    before = Technique.objects.count()
    catalogue.seed(now=now)
    assert Technique.objects.count() == before


def _license(staff: Staff, now: datetime, kind: str = "Massage therapist", until: date = date(2028, 1, 1)) -> None:
    credentials.add_license(
        staff=staff, state="NV", kind=kind, number=f"{kind}-{staff.pk}", expires_on=until, by=staff.actor, now=now
    )


def test_papers_of_staff_are_read_as_the_rule_reads_them(
    therapist: Staff, outsider: Staff, now: datetime, django_assert_num_queries: object
) -> None:
    _license(therapist, now)
    credentials.add_technique(staff=therapist, technique="MLD", since_on=date(2025, 1, 1), by=therapist.actor, now=now)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = held_by([therapist.pk, outsider.pk])
    assert found == {
        therapist.pk: Held(
            (LicenseHeld("NV", "Massage therapist", date(2028, 1, 1)),), (CredentialHeld("MLD", date(2025, 1, 1)),)
        ),
        outsider.pk: Held(),
    }


def test_who_lacks_something_comes_first(now: datetime) -> None:
    make.location()
    able, ending, without = (make.staff(name, "therapist") for name in ("Able", "Ending", "Without"))
    _license(able, now)
    _license(ending, now, until=date(2026, 12, 1))
    found = standings(therapists(), demand_of(current()), today=TODAY, soon=SOON)
    told = {one.staff: (len(one.lacking), len(one.soon)) for one in found}
    assert (told[without], told[ending], told[able]) == ((1, 0), (0, 1), (0, 0))
    assert [one.staff for one in found if one.staff in (able, ending, without)] == [without, ending, able]
