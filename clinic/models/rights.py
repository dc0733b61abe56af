"""The rights of the application's database role: it owns nothing, may not TRUNCATE, and only adds to history and access rows."""

from django.apps import apps
from django.conf import settings
from django.db import connections
from pghistory.models import Event
from psycopg2 import sql

from clinic.models.access import AccessEntry


def _append_only_tables() -> list[str]:
    events = [model._meta.db_table for model in apps.get_models() if issubclass(model, Event) and model._meta.managed]
    return [*events, AccessEntry._meta.db_table]


def grant_application_rights(*, using: str) -> None:
    """Run by the owner after each migration. Does nothing where one role is both (never so in Mend's own set-ups)."""
    role = sql.Identifier(settings.APPLICATION_ROLE)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == settings.APPLICATION_ROLE:
            return
        statements = [
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
            sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role),
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
            sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(role),
        ]
        statements += [
            sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), role)
            for table in _append_only_tables()
        ]
        cursor.execute(sql.SQL("; ").join(statements))
