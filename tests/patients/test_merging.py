"""Making one record of two: every table follows, what is signed stays signed, nothing is lost, the old number leads on."""

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction

from assessments.models import Condition, Screening, ScreeningAnswer
from clinic.models import Staff
from clinic.registry import Merge, registry
from patients.models import Alert, Consent, MergeProposal, Patient, PatientMerge
from patients.selectors.finding import suggest
from patients.selectors.people import find
from patients.services import merging
from patients.services.refusal import Refused
from tests.factories import world
from tests.factories.everything import one_of_each

pytestmark = pytest.mark.django_db
RULES = sorted((label, rule) for label, rule in registry.data_rules.items() if rule.path)


def merge(into: Patient, merged: Patient, by: Staff, now: datetime, **changed: Any) -> PatientMerge:
    given: dict[str, Any] = {"kept": {}, "reason": "Same insurance card"} | changed
    return merging.merge(into=into, merged=merged, by=by.actor, now=now, **given)


def rows_of(label: str, path: str, patient: Patient) -> dict[int, dict[str, Any]]:
    """Every row of this table that reaches the patient, whole."""
    rows = apps.get_model(label)._base_manager.filter(**{path: patient.pk})
    return {row.pk: {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields} for row in rows}


def test_every_table_follows_and_nothing_is_lost(therapist: Staff, manager: Staff, now: datetime) -> None:
    """A row in each table there is: a new table must have one here (tests/factories/everything.py), or this fails."""
    goes = one_of_each(therapist, now=now)
    stays = world.patient("Inés", "Delgado", consents=("treatment",))
    before = {label: rows_of(label, rule.path, goes) for label, rule in RULES}
    assert [label for label, rows in before.items() if not rows] == []
    own = {label: rows_of(label, rule.path, stays) for label, rule in RULES}

    done = merge(stays, goes, manager, now)

    for label, rule in RULES:
        if rule.merge is Merge.STAY:
            continue
        assert rows_of(label, rule.path, goes) == {}, label
        after = rows_of(label, rule.path, stays)
        assert set(after) == set(before[label]) | set(own[label]), label
        for key, row in before[label].items():
            changed = {name for name, value in row.items() if after[key][name] != value}
            settled = {"withdrawn_at", "withdrawn_by_id"} if label == "patients.Consent" else set()
            assert changed - settled <= {"patient_id"}, label
    repointed = {label: len(before[label]) for label, rule in RULES if rule.merge is Merge.REPOINT}
    assert done.moved == repointed


def test_what_stays_says_what_was_done(therapist: Staff, manager: Staff, now: datetime) -> None:
    goes = one_of_each(therapist, now=now)
    earlier = Patient.objects.get(merged_into=goes)
    stays = world.patient("Inés", "Delgado", consents=())
    done = merge(stays, goes, manager, now, reason=" Same   card ")
    earlier.refresh_from_db()
    assert earlier.merged_into == stays
    assert PatientMerge.objects.get(merged=earlier).into == goes
    assert (done.reason, done.merged_by) == ("Same card", manager.actor)
    assert done.before["merged"]["number"] == goes.number
    proposal = MergeProposal.objects.get()
    assert {proposal.first_id, proposal.second_id} == {stays.pk, Patient.objects.get(given_name="Third").pk}


def test_each_field_is_taken_from_the_chosen_side(manager: Staff, now: datetime) -> None:
    stays = world.patient("Ines", "Delgado", phone="+17025550134", payer="Alpha")
    goes = world.patient("Inés", "Delgado-Ruiz", consents=(), email="ines@mail.example", birth_on=date(1972, 4, 5))
    done = merge(stays, goes, manager, now, kept={"family_name": "merged", "email": "merged", "phone": "into"})
    stays.refresh_from_db()
    assert (stays.name, stays.email, stays.phone) == ("Ines Delgado-Ruiz", "ines@mail.example", "+17025550134")
    assert (stays.birth_on, stays.name_key) == (date(1972, 5, 4), "delgado ruiz ines")
    assert done.kept["family_name"] == "merged"
    assert done.before["into"]["family_name"] == "Delgado"


def test_the_old_number_finds_the_one_that_stays(manager: Staff, now: datetime) -> None:
    stays, goes = world.patient("Ines", "Delgado"), world.patient("Ynes", "Delgado", consents=())
    merge(stays, goes, manager, now)
    for number in (goes.number, goes.number.lower()):
        assert suggest(number) == [stays]
        assert list(find(number)) == [stays]
    assert suggest("ynes") == []


def test_signed_rows_change_nothing_but_whose_they_are(therapist: Staff, manager: Staff, now: datetime) -> None:
    episode, _, _ = world.ready_for_treatment(therapist)
    stays, stranger = world.patient("Ynes", "Delgado", consents=()), world.patient("Otto", "Brandt", consents=())
    screening = Screening.objects.get(patient=episode.patient)
    for forbidden in ({"patient": stranger}, {"moment": "visit"}, {"patient": stays, "moment": "visit"}):
        with pytest.raises(InternalError, match="cannot change"), transaction.atomic():
            Screening.objects.filter(pk=screening.pk).update(**forbidden)
    merge(stays, episode.patient, manager, now)
    screening.refresh_from_db()
    assert screening.patient == stays
    with pytest.raises(InternalError, match="cannot change"), transaction.atomic():
        ScreeningAnswer.objects.filter(screening=screening).delete()


def test_of_two_standing_consents_the_later_one_stands(manager: Staff, now: datetime) -> None:
    stays, goes = world.patient(consents=("treatment",)), world.patient(consents=("treatment", "email"))
    Consent.objects.filter(patient=goes, kind="treatment").update(given_at=now)
    merge(stays, goes, manager, now)
    assert Consent.objects.filter(patient=stays).count() == 3
    standing = Consent.objects.standing().filter(patient=stays).order_by("kind")
    assert [(each.kind, each.given_at == now) for each in standing] == [("email", False), ("treatment", True)]


def test_a_condition_of_both_stands_once_and_no_weaker(manager: Staff, now: datetime) -> None:
    stays, goes = world.patient(), world.patient(consents=())
    common = {"code": "SKIN_LOCAL", "source": "intake", "recorded_by": manager.actor}
    Condition.objects.create(patient=stays, since_on=date(2026, 3, 1), regions=["ELBA-l"], platelets=90, **common)
    other = Condition.objects.create(
        patient=goes,
        since_on=date(2025, 3, 1),
        regions=["CALF-l"],
        platelets=40,
        confirmed_at=now,
        confirmed_by=manager.actor,
        **common,
    )
    merge(stays, goes, manager, now)
    standing = Condition.objects.standing().get(patient=stays)
    assert (standing.regions, standing.platelets, standing.since_on) == (["CALF-l", "ELBA-l"], 40, date(2025, 3, 1))
    assert standing.confirmed_by == manager.actor
    other.refresh_from_db()
    assert (other.patient, other.resolution, other.resolved_by) == (stays, "mistake", manager.actor)


def test_two_visits_at_once_are_settled_by_a_person_first(
    therapist: Staff, outsider: Staff, manager: Staff, now: datetime
) -> None:
    stays, goes = world.patient("Ines"), world.patient("Ynes", consents=())
    for patient, by, room in ((stays, therapist, "Room 1"), (goes, outsider, "Room 2")):
        world.appointment(world.episode(patient), by, kind="evaluation", starts_at=now, room=world.room(room))
    with pytest.raises(Refused, match="Both records have a visit on 23 Nov 2026"):
        merge(stays, goes, manager, now)
    goes.refresh_from_db()
    assert goes.merged_into is None
    assert not PatientMerge.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "a\x00b"])
def test_without_a_reason_nothing_is_merged(manager: Staff, now: datetime, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        merge(world.patient(), world.patient(), manager, now, reason=reason)
    assert refused.value.field == "reason"


def test_nobody_is_merged_twice_or_with_themselves(manager: Staff, now: datetime) -> None:
    stays, goes, third = (world.patient(consents=()) for _ in range(3))
    with pytest.raises(Refused):
        merge(stays, stays, manager, now)
    merge(stays, goes, manager, now)
    for into, merged in ((third, goes), (goes, third)):
        with pytest.raises(Refused, match="merged already"):
            merge(into, merged, manager, now)


def test_who_writes_to_a_merged_record_writes_to_the_one_that_stays(manager: Staff, now: datetime) -> None:
    stays, goes = world.patient(consents=()), world.patient(consents=())
    merge(stays, goes, manager, now)
    alert = Alert.objects.create(patient=goes, kind="T1", key="late", evidence="9", raised_at=now)
    alert.refresh_from_db()
    assert alert.patient == stays


@pytest.mark.django_db(transaction=True)
def test_a_row_added_during_the_merge_is_not_left_behind(now: datetime) -> None:
    stays, goes = world.patient(consents=()), world.patient(consents=())
    begun = threading.Event()

    def add() -> None:
        begun.set()
        Alert.objects.create(patient=goes, kind="T1", key="during", evidence="9", raised_at=now)
        connection.close()

    with transaction.atomic():
        done = merging.merge(into=stays, merged=goes, kept={}, reason="Same card", by=world.system(), now=now)
        adding = threading.Thread(target=add)
        adding.start()
        begun.wait(5)
        adding.join(0.3)
        assert adding.is_alive()  # it waits for us
    adding.join(5)
    assert done.into == stays
    assert Alert.objects.get(key="during").patient == stays


def test_the_merge_itself_is_never_edited(manager: Staff, now: datetime) -> None:
    done = merge(world.patient(), world.patient(consents=()), manager, now)
    with pytest.raises(InternalError), transaction.atomic():
        PatientMerge.objects.filter(pk=done.pk).update(reason="Another")


def test_a_proposal_waits_for_a_manager_once(front_desk: Staff, manager: Staff, now: datetime) -> None:
    one, other = world.patient(), world.patient()
    first = merging.propose(first=other, second=one, note="Same phone", by=front_desk.actor, now=now)
    again = merging.propose(first=one, second=other, note="", by=front_desk.actor, now=now + timedelta(hours=1))
    assert (again, again.note) == (first, "Same phone")
    merging.keep_apart(first=one, second=other, by=manager.actor, now=now)
    with pytest.raises(Refused, match="two people"):
        merging.propose(first=one, second=other, note="", by=front_desk.actor, now=now)
    assert not MergeProposal.objects.open().exists()
