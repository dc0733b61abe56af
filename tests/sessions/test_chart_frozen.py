"""A signed chart and all its parts cannot be changed, removed or added to by the application's own SQL."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.rules.entries import Activity, Range
from clinic.models import Staff
from sessions.models import Chart
from sessions.rules.measuring import Measures
from sessions.services import charting
from tests.factories import charting as visits
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db

STATEMENTS = (
    "UPDATE clinic_sessions_chart SET subjective = 'x' WHERE id = {chart}",
    "UPDATE clinic_sessions_chart SET signature_id = NULL WHERE id = {chart}",
    "DELETE FROM clinic_sessions_chart WHERE id = {chart}",
    "UPDATE clinic_sessions_techniqueapplied SET minutes = 1 WHERE chart_id = {chart}",
    "DELETE FROM clinic_sessions_techniqueapplied WHERE chart_id = {chart}",
    "UPDATE clinic_sessions_paincheck SET pain = 0 WHERE chart_id = {chart}",
    "DELETE FROM clinic_sessions_paincheck WHERE chart_id = {chart}",
    (
        "INSERT INTO clinic_sessions_paincheck (chart_id, phase, pain, place, technique, action, position) "
        "VALUES ({chart}, 'during', 0, '', '', '', 99)"
    ),
    "UPDATE clinic_sessions_paincheck SET chart_id = {chart} WHERE chart_id = {draft}",
    "UPDATE assessments_measurementset SET taken_at = now() WHERE id = {measurements}",
    "INSERT INTO assessments_painmark (measurements_id, place, kind, role) VALUES ({measurements}, 'LUMB-l', '', 'affected')",
    "UPDATE assessments_romreading SET active_degrees = 1 WHERE measurements_id = {measurements}",
    "DELETE FROM assessments_score WHERE measurements_id = {measurements}",
    "UPDATE assessments_screeninganswer SET answer = 'yes' WHERE screening_id = {screening}",
    "DELETE FROM assessments_screening WHERE id = {screening}",
    "UPDATE clinic_sessions_addendum SET text = 'x' WHERE chart_id = {chart}",
    "DELETE FROM clinic_sessions_addendum WHERE chart_id = {chart}",
)

MEASURED = Measures(ranges=(Range("TRUNK-FLEX", "m", 55),), activities=(Activity("Lift a shopping bag", 6),))


@pytest.fixture
def run(therapist: Staff) -> Callable[[str], None]:
    chart = visits.signed(therapist, measures=MEASURED)
    charting.add_addendum(chart=chart, text="Left, not right.", staff=therapist, now=NOW)
    draft = charting.start(
        appointment=visits.next_visit(chart.appointment, days=0 + 1), staff=therapist, now=NOW.replace(day=24)
    )
    charting.save(chart=draft, edition=1, pain_checks=visits.PAIN, by=therapist.actor, now=NOW)
    keys = {
        "chart": chart.pk,
        "draft": draft.pk,
        "measurements": chart.measurements_id,
        "screening": chart.screening_id,
    }

    def execute(statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(**keys))

    return execute


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses(run: Callable[[str], None], statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"pgtrigger|violates"):
        run(statement)


def test_a_draft_is_not_frozen(run: Callable[[str], None]) -> None:
    run("UPDATE clinic_sessions_paincheck SET pain = 0 WHERE chart_id = {draft}")
    assert Chart.objects.count() == 2
