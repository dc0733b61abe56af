"""The foundation in the database: rights of the application's role, frozen and append-only rows, history."""

from datetime import datetime

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, transaction

from clinic.models import Actor, Signature, Staff
from clinic.services import signatures

pytestmark = pytest.mark.django_db


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_tests_run_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT count(*) FROM pg_tables WHERE tableowner = current_user)")
        assert cursor.fetchone() == ("mend_app", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE clinic_staff CASCADE",
        "ALTER TABLE clinic_signature DISABLE TRIGGER ALL",
        "DROP TABLE clinic_accessentry",
        "UPDATE clinic_accessentry SET what = ''",
        "DELETE FROM clinic_actorhistory",
        "UPDATE clinic_actorhistory SET name = ''",
        "SET session_replication_role = replica",
    ],
)
def test_application_may_not(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        execute(statement)


def test_signature_never_changes(therapist: Staff, now: datetime) -> None:
    signature = signatures.sign(kind="test", content={"a": 1}, staff=therapist, now=now)
    with pytest.raises(InternalError), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(name="Somebody else")
    with pytest.raises(DatabaseError), transaction.atomic():
        signature.delete()


def test_every_change_leaves_history(therapist: Staff) -> None:
    Actor.objects.filter(pk=therapist.actor_id).update(name="Amara O.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, name FROM clinic_actorhistory WHERE id = %s ORDER BY pgh_id", [therapist.actor_id]
        )
        assert cursor.fetchall() == [("insert", "Amara Okafor"), ("update", "Amara O.")]
