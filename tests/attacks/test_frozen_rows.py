"""What is signed or only ever added cannot be changed or deleted, not even by plain SQL of the application's own database user."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.attacks.scene import Scene

SIGNED = {
    "assessments_assessment": "signature_id IS NOT NULL",
    "assessments_screening": "signature_id IS NOT NULL",
    "assessments_measurementset": "signature_id IS NOT NULL",
    "clinic_sessions_planversion": "signature_id IS NOT NULL",
    "clinic_sessions_chart": "signature_id IS NOT NULL",
    "reports_progressreport": "signature_id IS NOT NULL",
}
_SET = "measurements_id IN (SELECT id FROM assessments_measurementset WHERE signature_id IS NOT NULL)"
_CHART = "chart_id IN (SELECT id FROM clinic_sessions_chart WHERE signature_id IS NOT NULL)"
PARTS = {
    "assessments_screeninganswer": "screening_id IN (SELECT id FROM assessments_screening WHERE signature_id IS NOT NULL)",
    "assessments_painmark": _SET,
    "assessments_romreading": _SET,
    "assessments_score": _SET,
    "assessments_strengthreading": _SET,
    "assessments_girthseries": _SET,
    "assessments_trunkgirth": _SET,
    "assessments_palpationfinding": _SET,
    "assessments_posturefinding": _SET,
    "assessments_pitting": _SET,
    "assessments_limbstage": _SET,
    "assessments_vitals": _SET,
    "assessments_photo": _SET,
    "assessments_goal": "assessment_id IN (SELECT id FROM assessments_assessment WHERE signature_id IS NOT NULL)",
    "clinic_sessions_plantechnique": "version_id IN (SELECT id FROM clinic_sessions_planversion WHERE signature_id IS NOT NULL)",
    "clinic_sessions_techniqueapplied": _CHART,
    "clinic_sessions_paincheck": _CHART,
}
ADDED = {
    "clinic_sessions_addendum": "true",
    "reports_reportrendering": "true",
    "clinic_signature": "true",
    "clinic_accessentry": "true",
}
CONFIRMED = {
    "referrals_clearance": "confirmed_at IS NOT NULL",
    "referrals_episodeorder": "confirmed_at IS NOT NULL",
}
FROZEN = {**SIGNED, **PARTS, **ADDED, **CONFIRMED}
# What freezes each part is the row it hangs on; everything else is kept by its key.
COLUMN = {
    "assessments_goal": "words",
    "assessments_romreading": "joint",
    "assessments_painmark": "kind",
} | dict.fromkeys(CONFIRMED, "note")
HISTORY = sorted(model._meta.db_table for model in apps.get_models() if model.__name__.endswith("History"))


def refused(sql: str) -> bool:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql)
        except DatabaseError as error:
            return "pgtrigger" in str(error) or "permission denied" in str(error)
    return False


def there_are(table: str, rows: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE {rows} LIMIT 1")  # noqa: S608 - names of our own tables
        return cursor.fetchone() is not None


@pytest.mark.parametrize("table", FROZEN)
def test_frozen_rows_refuse_plain_sql(scene: Scene, table: str, read_once: None) -> None:
    rows, column = FROZEN[table], COLUMN.get(table, "id")
    changed = f"{column} = {column} || ' '" if table in COLUMN else "id = -id"
    assert there_are(table, rows)
    assert refused(f"UPDATE {table} SET {changed} WHERE {rows}")  # noqa: S608
    assert refused(f"DELETE FROM {table} WHERE {rows}")  # noqa: S608


@pytest.mark.parametrize("table", HISTORY)
def test_history_refuses_plain_sql(scene: Scene, table: str) -> None:
    assert refused(f"UPDATE {table} SET pgh_label = 'x' WHERE true") or not there_are(table, "true")  # noqa: S608
    assert refused(f"DELETE FROM {table}") or not there_are(table, "true")  # noqa: S608


@pytest.mark.parametrize("table", [*SIGNED, *ADDED, "clinic_signaturehistory"])
def test_the_application_may_not_lift_what_freezes(scene: Scene, table: str) -> None:
    for sql in (
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
        "SET session_replication_role = replica",
    ):
        with (
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
            transaction.atomic(),
        ):
            cursor.execute(sql)


def test_a_signature_is_never_taken_off(scene: Scene) -> None:
    for table in SIGNED:
        assert refused(f"UPDATE {table} SET signature_id = NULL WHERE signature_id IS NOT NULL")  # noqa: S608
    assert refused("UPDATE clinic_signature SET name = 'Somebody Else'")


def test_nothing_is_slipped_into_what_is_signed(scene: Scene) -> None:
    """A draft's part may not be moved under a signed whole."""
    for table, column in (("clinic_sessions_paincheck", "chart_id"), ("clinic_sessions_techniqueapplied", "chart_id")):
        moved = f"{column} = (SELECT id FROM clinic_sessions_chart WHERE signature_id IS NOT NULL LIMIT 1)"  # noqa: S608
        draft = f"{column} IN (SELECT id FROM clinic_sessions_chart WHERE signature_id IS NULL)"  # noqa: S608
        assert there_are(table, draft)
        assert refused(f"UPDATE {table} SET {moved}, position = 99 WHERE {draft}")  # noqa: S608
