"""Patients are found by pieces that the database keeps beside each (`patients.rules.search`), and by how their names sound."""

from typing import Any

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from patients.rules.sounds import sound_key

# array_to_tsvector takes the pieces as they are: no parser, no dictionary, so that what is kept is what is asked for.
PIECES = """
CREATE FUNCTION patients_pieces(name_key text, phone text, email text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_remove(
    string_to_array(name_key, ' ')
      || ARRAY(SELECT '#' || substr(phone, at, 4) FROM generate_series(2, length(phone) - 3) AS at)
      || CASE WHEN phone = '' THEN ARRAY[]::text[] ELSE ARRAY['#' || right(phone, 3)] END
      || CASE WHEN email = '' THEN ARRAY[]::text[]
         ELSE ARRAY['@' || lower(email), '@@' || split_part(lower(email), '@', 2)] END,
    ''))
$$
"""
# Whatever the planner thinks of a question, it is answered through the index of the pieces: what it takes for common may be rare.
FIND = """
CREATE FUNCTION patients_find(asked tsquery, also text[], most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
  SELECT id FROM patients_patient
  WHERE find_in @@ asked AND name_key ~ ALL (also) AND merged_into_id IS NULL LIMIT most
$$
"""


def hear(apps: Any, schema_editor: Any) -> None:
    """The sounds of the names of those who are here already. No history: nobody changed anything."""
    patient = apps.get_model("patients", "Patient")
    schema_editor.execute("ALTER TABLE patients_patient DISABLE TRIGGER USER")
    for row in patient.objects.only("pk", "family_name", "given_name").iterator():
        key = sound_key(family=row.family_name, given=row.given_name)
        patient.objects.filter(pk=row.pk).update(sound_key=key)
    schema_editor.execute("ALTER TABLE patients_patient ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("clinic", "0002_cache_table"), ("patients", "0002_number_sequence")]

    operations = [
        migrations.RunSQL(PIECES, "DROP FUNCTION patients_pieces(text, text, text)"),
        migrations.AlterField(
            "patient",
            "name_key",
            models.CharField(db_collation="C", db_index=True, editable=False, max_length=200),
        ),
        migrations.AlterField(
            "patienthistory",
            "name_key",
            models.CharField(db_collation="C", editable=False, max_length=200),
        ),
        migrations.AddField(
            "patient",
            "sound_key",
            models.CharField(blank=True, default="", editable=False, max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            "patienthistory",
            "sound_key",
            models.CharField(blank=True, default="", editable=False, max_length=100),
            preserve_default=False,
        ),
        migrations.RunPython(hear, migrations.RunPython.noop),
        migrations.AddField(
            "patient",
            "find_in",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func("name_key", "phone", "email", function="patients_pieces"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "patient",
            django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["find_in"], name="patient_find_in"),
        ),
        migrations.AddIndex("patient", models.Index(fields=["birth_on"], name="patient_by_birth")),
        migrations.AddIndex(
            "patient",
            models.Index(fields=["phone"], name="patient_by_phone", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddIndex("patient", models.Index(fields=["sound_key", "birth_on"], name="patient_by_sound")),
        migrations.RunSQL(FIND, "DROP FUNCTION patients_find(tsquery, text[], integer)"),
    ]
