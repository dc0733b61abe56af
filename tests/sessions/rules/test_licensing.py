"""Who may do a technique: the license of the state, the further one some states ask for, the credential."""

from datetime import date, timedelta

import pytest

from clinic.rules.findings import Level
from sessions.rules.licensing import NOTHING, CredentialHeld, Demand, Held, LicenseHeld, judge_license

DAY = date(2026, 11, 25)
OWN = LicenseHeld("NV", "Massage therapist", date(2027, 6, 30))
REFLEX = LicenseHeld("NV", "reflexologist ", date(2027, 6, 30))
TRAINED = CredentialHeld("REF", date(2025, 1, 1))
DEEP = Demand("DTM", "Deep tissue massage")
FEET = Demand("REF", "Reflexology", needs_credential=True, licenses={"NV": "Reflexologist"})


def codes(demand: Demand, held: Held, state: str = "NV", day: date = DAY) -> list[str]:
    return [finding.code for finding in judge_license(demand, held, state=state, day=day)]


def test_license_of_the_state_lets_an_ordinary_technique_through() -> None:
    assert codes(DEEP, Held((OWN,))) == []


@pytest.mark.parametrize(
    ("held", "state", "message"),
    [
        (NOTHING, "NV", "no license of NV is on file"),
        (Held((OWN,)), "AZ", "no license of AZ is on file"),
        (
            Held((LicenseHeld("NV", "Massage therapist", date(2026, 11, 24)),)),
            "NV",
            "the license of NV holds only until Tue 24 Nov 2026",
        ),
    ],
)
def test_without_a_license_that_holds_nothing_is_done(held: Held, state: str, message: str) -> None:
    (found,) = judge_license(DEEP, held, state=state, day=DAY)
    assert (found.level, found.code) == (Level.BLOCK, "LICENSE")
    assert message in found.message
    assert "or a therapist who has one" in found.lifted_by


def test_own_license_is_not_asked_about_where_it_is_not_wanted() -> None:
    assert judge_license(DEEP, NOTHING, state="NV", day=DAY, own=False) == []
    assert [found.code for found in judge_license(FEET, NOTHING, state="NV", day=DAY, own=False)] == [
        "LICENSE",
        "CREDENTIAL",
    ]


@pytest.mark.parametrize("late", [0, 1])
def test_license_holds_to_the_end_of_its_last_day(late: int) -> None:
    day = OWN.expires_on + timedelta(days=late)
    assert codes(DEEP, Held((OWN,)), day=day) == ["LICENSE"] * late


def test_renewed_license_counts_beside_the_old_one() -> None:
    old = LicenseHeld("NV", "Massage therapist", date(2025, 6, 30))
    assert codes(DEEP, Held((old, OWN))) == []


def test_state_with_its_own_license_asks_for_that_one() -> None:
    assert codes(FEET, Held((OWN,), (TRAINED,))) == ["LICENSE"]
    assert codes(FEET, Held((REFLEX,), (TRAINED,))) == []
    (found,) = judge_license(FEET, Held((OWN,), (TRAINED,)), state="NV", day=DAY)
    assert found.message == "Reflexology: no license as reflexologist in NV is on file."
    assert found.source == "NRS; T-REF-LICENSE"


def test_other_states_ask_for_the_therapists_own_license_only() -> None:
    elsewhere = LicenseHeld("AZ", "Massage therapist", OWN.expires_on)
    assert codes(FEET, Held((elsewhere,), (TRAINED,)), state="AZ") == []


@pytest.mark.parametrize(
    ("credentials", "message"),
    [
        ((), "no credential is on file"),
        ((CredentialHeld("OMT", date(2025, 1, 1)),), "no credential is on file"),
        (
            (CredentialHeld("REF", date(2025, 1, 1), date(2026, 11, 24)),),
            "the credential holds only until Tue 24 Nov 2026",
        ),
        ((CredentialHeld("REF", date(2026, 11, 26)),), "the credential begins on Thu 26 Nov 2026"),
    ],
)
def test_without_its_credential_the_technique_is_not_done(
    credentials: tuple[CredentialHeld, ...], message: str
) -> None:
    (found,) = judge_license(FEET, Held((REFLEX,), credentials), state="NV", day=DAY)
    assert (found.level, found.code) == (Level.BLOCK, "CREDENTIAL")
    assert message in found.message


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2026, 11, 25)])
def test_credential_holds_from_its_first_to_its_last_day(day: date) -> None:
    held = Held((REFLEX,), (CredentialHeld("REF", date(2025, 1, 1), date(2026, 11, 25)),))
    assert codes(FEET, held, day=day) == []
