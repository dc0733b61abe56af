"""The builder with the guards beside it: groups, live judgement, reasons, templates, the first possible day."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Condition
from clinic.models import AccessEntry, Staff
from clinic.services import policy
from patients.models import Document
from referrals.models import Clearance, Episode, ProtocolStep, Referral, ReferralDiagnosis, SurgeonProtocol
from sessions.models import PlanTemplate, PlanVersion
from sessions.services import plans
from sessions.services.plans import PlannedTechnique
from sessions.views import plan_page
from tests.factories import work, world
from tests.factories.world import NOW, TODAY
from tests.sessions.test_plan_page import QUERIES, page, url

pytestmark = pytest.mark.django_db
BELLY = ("ABDL-m",)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    row = world.episode(team=(therapist,), problem="Aftercare of liposuction")
    world.intake(row, therapist)
    world.event(row, days_ago=2, regions=BELLY)
    return row


@pytest.fixture
def referral(episode: Episode) -> Referral:
    row = world.referral(episode, affected_regions=list(BELLY))
    row.diagnoses.update(code="Z48.817", label="Aftercare following surgery on the skin")
    return row


@pytest.fixture
def version(episode: Episode, referral: Referral, therapist: Staff) -> PlanVersion:
    return plans.draft(episode=episode, referral=referral, therapist=therapist, by=therapist.actor, now=NOW)


def drainage(**changed: Any) -> dict[str, Any]:
    return {
        **{f"NMT-{name}": "" for name in ("use", "other", "minutes", "ceiling")},
        "NMT-places": [],
        "MLD-use": "on",
        "MLD-places": ["ABDL-m"],
        "MLD-minutes": "45",
        "MLD-ceiling": "1",
        **changed,
    }


def clear(episode: Episode, *, by: Referral) -> Clearance:
    paper = Document.objects.create(
        patient=episode.patient,
        kind=Document.Kind.CLEARANCE,
        title="Clearance",
        file=work.stored_pdf(NOW),
        added_at=NOW,
        added_by=world.system(),
    )
    return Clearance.objects.create(
        patient=episode.patient,
        physician=by.physician,
        granted=True,
        lifts=["E-LIPOSUCTION"],
        from_on=TODAY,
        until_on=TODAY + timedelta(days=90),
        document=paper,
        recorded_at=NOW,
        recorded_by=world.system(),
        confirmed_at=NOW,
        confirmed_by=world.system(),
    )


def group(text: str, name: str) -> str:
    """The part of the page that holds one group."""
    start = text.index(f'id="group-{name}"')
    ends = [at for each in ("fit", "allowed", "blocked") if (at := text.find(f'id="group-{each}"', start + 1)) > 0]
    return text[start : min([*ends, text.index('id="reason"')])]


def test_a_draft_takes_purpose_and_phase_from_referral_and_event(version: PlanVersion) -> None:
    assert (version.purpose, version.phase) == ("treat", "acute")


def test_techniques_stand_in_groups_with_their_reasons(therapist_client: Client, version: PlanVersion) -> None:
    text = therapist_client.get(url(version)).content.decode()
    blocked = group(text, "blocked")
    assert 'id="t-MLD"' in blocked
    assert "from Sat 5 Dec 2026 without one" in blocked
    assert "Opens by itself on Sat 5 Dec 2026." in blocked
    assert "First visit possible from Sat 5 Dec 2026 (POD 14); with the physician" in text
    assert len(re.findall(r'id="t-\w{3}"', text)) == 12


def test_a_clearance_moves_drainage_out_of_what_is_barred(
    therapist_client: Client, version: PlanVersion, episode: Episode, referral: Referral
) -> None:
    episode.events.update(happened_on=TODAY - timedelta(days=4))
    assert 'id="t-MLD"' in group(therapist_client.get(url(version)).content.decode(), "blocked")
    clear(episode, by=referral)
    allowed = group(therapist_client.get(url(version)).content.decode(), "allowed")
    assert "Used after liposuction." in allowed
    assert "The goal is less pain; it is used for less swelling." in allowed


def test_the_fragment_judges_what_is_typed_and_saves_nothing(therapist_client: Client, version: PlanVersion) -> None:
    judge = url(version, "plan_judge")
    text = therapist_client.post(judge, page(**drainage())).content.decode()
    assert "45 of 60 minutes" in text
    assert text.count('hx-swap-oob="true"') == 2 + 12
    said = text[text.index('id="said-MLD"') :]
    assert "manual lymph drainage" in said[: said.index('id="said-', 10)]
    version.refresh_from_db()
    assert (version.edition, version.techniques.count()) == (1, 0)
    assert AccessEntry.objects.filter(what="plan draft").exists()
    later = therapist_client.post(judge, page(**drainage(starts_on="2026-12-05"))).content.decode()
    assert "Nothing speaks against signing" in later
    assert "With what is chosen: Sat 5 Dec 2026" in later


def test_half_typed_rows_are_judged_as_far_as_they_can_be_read(therapist_client: Client, version: PlanVersion) -> None:
    half = page(**drainage(**{"visits_planned": "", "GEN-use": "on", "GEN-minutes": "x"}))
    text = therapist_client.post(url(version, "plan_judge"), half).content.decode()
    assert "45 of 60 minutes" in text
    over = page(
        **drainage(
            **{
                "visit_minutes": "45",
                "STR-use": "on",
                "STR-places": ["THIA-l"],
                "STR-minutes": "10",
                "STR-ceiling": "1",
            }
        )
    )
    assert "10 too many" in therapist_client.post(url(version, "plan_judge"), over).content.decode()


def test_who_may_not_write_the_plan_may_not_judge_or_fill_it(
    outsider_client: Client, desk_client: Client, manager_client: Client, version: PlanVersion
) -> None:
    for name in ("plan_judge", "plan_fill"):
        assert outsider_client.post(url(version, name), page()).status_code == 404
        assert desk_client.post(url(version, name), page()).status_code == 403
        assert manager_client.post(url(version, name), page()).status_code == 403
        assert outsider_client.get(url(version, name)).status_code == 302


def test_a_signed_plan_is_judged_no_more(therapist_client: Client, version: PlanVersion, therapist: Staff) -> None:
    _sign(version, therapist)
    assert therapist_client.post(url(version, "plan_judge"), page()).status_code == 404


def test_signing_too_early_is_refused_with_the_day(therapist_client: Client, version: PlanVersion) -> None:
    text = therapist_client.post(url(version, "plan_sign"), page(**drainage())).content.decode()
    assert "cannot be signed yet" in text
    assert "from Sat 5 Dec 2026 without one" in text


def _sign(version: PlanVersion, by: Staff) -> PlanVersion:
    row = plans.save(
        version=version,
        edition=version.edition,
        phase="subacute",
        visits_planned=8,
        visits_per_week=2,
        visit_minutes=60,
        starts_on=TODAY + timedelta(days=12),
        purpose="prevent",
        techniques=[
            PlannedTechnique("MLD", BELLY, 45, 1),
            PlannedTechnique("MFR", ("LUMB-l",), 10, 2, TODAY + timedelta(days=20)),
        ],
        by=by.actor,
        now=NOW,
    )
    return plans.sign(version=row, staff=by, now=NOW)


def test_purpose_and_later_techniques_are_signed_and_shown(
    therapist_client: Client, version: PlanVersion, therapist: Staff
) -> None:
    signed = _sign(version, therapist)
    assert (signed.purpose, signed.judged) == ("prevent", [])
    text = therapist_client.get(url(version)).content.decode()
    assert "Prevent stiffness" in text
    assert "Sun 13 Dec 2026" in text
    assert "first visit" in text


def test_what_asks_for_a_reason_is_signed_only_with_one(
    therapist_client: Client, therapist: Staff, referral: Referral, episode: Episode, version: PlanVersion
) -> None:
    Condition.objects.create(
        patient=episode.patient,
        code="SKIN_LOCAL",
        regions=["ABDL-m"],
        since_on=TODAY,
        source="intake",
        recorded_by=therapist.actor,
        confirmed_at=NOW,
        confirmed_by=therapist.actor,
    )
    beside = page(**drainage(**{"MLD-places": ["ABDU-m"], "starts_on": "2026-12-05"}))
    refused = therapist_client.post(url(version, "plan_sign"), beside).content.decode()
    assert "Write why in spite of this" in refused
    reason = beside | {"edition": "2", "guard_reason": "The wound is dry; a hand's breadth away."}
    response = therapist_client.post(url(version, "plan_sign"), reason, follow=True)
    assert b"a hand&#x27;s breadth away" in response.content
    version.refresh_from_db()
    assert {row["level"] for row in version.judged} == {"override"}
    assert version.judged[0]["code"].startswith("MLD:X-05")


def test_a_policy_that_changed_meanwhile_is_said(
    therapist_client: Client, version: PlanVersion, manager: Staff
) -> None:
    assert b"policy changed" not in therapist_client.get(url(version)).content
    policy.approve(values={"first_visit_alert_days": 7}, reason="Start sooner.", by=manager.actor, now=NOW)
    text = therapist_client.get(url(version)).content.decode()
    assert "policy changed since this draft was begun" in text
    assert "14 days to 7 days" in text


def test_a_clinic_may_ask_for_an_earlier_first_visit(
    therapist_client: Client, episode: Episode, referral: Referral, manager: Staff
) -> None:
    policy.approve(values={"first_visit_alert_days": 7}, reason="Start sooner.", by=manager.actor, now=NOW)
    for address in (
        reverse("sessions:plan_draft", args=[episode.pk]),
        reverse("sessions:patient", args=[episode.patient_id]),
    ):
        assert "7 are the clinic&#x27;s limit." in therapist_client.get(address).content.decode()


def test_goals_stand_beside_the_plan(therapist_client: Client, version: PlanVersion) -> None:
    text = therapist_client.get(url(version)).content.decode()
    assert "7 to 2 by" in text
    assert "primary" in text


def test_what_a_clearance_lifts_can_be_asked_for(
    therapist_client: Client, version: PlanVersion, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral.episode.events.update(happened_on=TODAY - timedelta(days=5))  # type: ignore[union-attr]
    plain = plan_page.reverse

    def known(name: str, *args: Any, **kwargs: Any) -> str:
        return "/inquiries/new/" if name == "referrals:inquiry_new" else plain(name, *args, **kwargs)

    monkeypatch.setattr(plan_page, "reverse", known)
    text = therapist_client.post(url(version, "plan_judge"), page(**drainage())).content.decode()
    assert "Ask Dr. Lena Albrecht" in text
    address = re.findall(r'href="(/inquiries/new/[^"]*)"', text)[0].replace("&amp;", "&")
    asked = dict(part.split("=") for part in address.split("?")[1].split("&"))
    assert asked == {
        "patient": str(version.plan.episode.patient_id),
        "episode": str(version.plan.episode_id),
        "kind": "clearance",
        "lifts": "E-LIPOSUCTION",
        "technique": "MLD",
        "region": "ABDL-m",
    }


# Templates.


def template(name: str = "Liposuction aftercare") -> PlanTemplate:
    return PlanTemplate.objects.in_force().get(name=name)


def test_templates_that_suit_are_offered(therapist_client: Client, version: PlanVersion) -> None:
    text = therapist_client.get(url(version)).content.decode()
    assert "Start from a template" in text
    assert "Liposuction aftercare" in text
    assert "Back spasm" not in text


def test_a_template_fills_the_draft(therapist_client: Client, version: PlanVersion) -> None:
    sent = {"template": template().pk, "edition": 1}
    response = therapist_client.post(url(version, "plan_fill"), sent, follow=True)
    text = response.content.decode()
    assert "filled from the template" in text
    assert "from “Liposuction aftercare”" in text
    version.refresh_from_db()
    assert (version.template, version.edition, version.starts_on) == (template(), 2, date(2026, 12, 5))
    assert (version.visits_planned, version.visits_per_week, version.phase) == (10, 2, "subacute")
    rows = {row.technique.code: (row.minutes, row.from_on) for row in version.techniques.select_related("technique")}
    assert rows == {"MLD": (30, None), "MFR": (15, date(2027, 1, 2))}
    assert "Nothing speaks against signing" in text


def test_a_template_never_writes_over_what_somebody_saved_meanwhile(
    therapist_client: Client, version: PlanVersion
) -> None:
    therapist_client.post(url(version), page(**drainage()))
    response = therapist_client.post(url(version, "plan_fill"), {"template": template().pk, "edition": 1}, follow=True)
    assert b"Somebody saved this plan meanwhile" in response.content
    version.refresh_from_db()
    assert version.template is None


@pytest.mark.parametrize("sent", [{}, {"template": "x", "edition": 1}, {"template": 10**9, "edition": 1}])
def test_no_such_template(therapist_client: Client, version: PlanVersion, sent: dict[str, Any]) -> None:
    response = therapist_client.post(url(version, "plan_fill"), sent, follow=True)
    assert b"Choose a template that is in force" in response.content


def test_a_surgeons_own_template_comes_first_and_moves_the_days(
    therapist_client: Client, version: PlanVersion, referral: Referral, therapist: Staff, manager: Staff
) -> None:
    protocol = SurgeonProtocol.objects.create(
        physician=referral.physician,
        name="Albrecht, liposuction",
        event_kind="LIPOSUCTION",
        approved_at=NOW,
        approved_by=manager.actor,
    )
    ProtocolStep.objects.create(protocol=protocol, techniques=["MLD"], from_day=20, until_day=60, position=0)
    own = PlanTemplate.objects.create(
        name="Albrecht's own",
        event_kind="LIPOSUCTION",
        protocol=protocol,
        phase="subacute",
        visits=6,
        visits_per_week=2,
        visit_minutes=60,
        source="PROP",
        approved_at=NOW,
        approved_by=manager.actor,
    )
    own.techniques.create(code="MLD", minutes=30, pressure_ceiling=1, from_day=3, position=0)
    text = therapist_client.get(url(version)).content.decode()
    assert text.index("Albrecht&#x27;s own") > 0
    therapist_client.post(url(version, "plan_fill"), {"template": own.pk, "edition": 1})
    version.refresh_from_db()
    assert version.starts_on == TODAY + timedelta(days=18)
    assert "only until Wed 20 Jan 2027" in version.precautions


@pytest.mark.parametrize("filled", [False, True])
def test_the_builder_with_everything_asks_few_questions_of_the_database(
    therapist_client: Client, version: PlanVersion, referral: Referral, filled: bool, django_assert_max_num_queries: Any
) -> None:
    if filled:
        therapist_client.post(url(version, "plan_fill"), {"template": template().pk, "edition": 1})
        for number, code in enumerate(("M54.50", "M62.830", "S93.401D"), 2):
            ReferralDiagnosis.objects.create(referral=referral, code=code, label=code, position=number)
    with django_assert_max_num_queries(QUERIES):
        therapist_client.get(url(version))
    with django_assert_max_num_queries(QUERIES):
        therapist_client.post(url(version, "plan_judge"), page(**drainage()))


# The first possible day, where the plan begins.


def test_the_start_page_says_when_treatment_may_begin(
    therapist_client: Client, episode: Episode, referral: Referral
) -> None:
    text = therapist_client.get(reverse("sessions:plan_draft", args=[episode.pk])).content.decode()
    assert "First visit possible from Sat 5 Dec 2026 (POD 14)" in text
    assert "Waiting 28 days for a first visit; 14 are the clinic&#x27;s limit." in text
    assert "Deep tissue massage" in text


def test_the_patient_page_says_it_until_a_treatment_was_given(
    therapist_client: Client, desk_client: Client, episode: Episode, referral: Referral, therapist: Staff
) -> None:
    address = reverse("sessions:patient", args=[episode.patient_id])
    for client in (therapist_client, desk_client):
        assert "First visit possible from Sat 5 Dec 2026" in client.get(address).content.decode()
    assert "By technique" not in desk_client.get(address).content.decode()
    plan = world.plan(episode, referral, therapist).plan
    world.appointment(
        episode, therapist, referral=referral, plan=plan, starts_at=NOW - timedelta(days=1), status="completed"
    )
    assert "First visit possible" not in therapist_client.get(address).content.decode()
