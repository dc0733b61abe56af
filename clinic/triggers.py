"""Database triggers that keep signed and append-only rows as they were written (docs/architecture.md, "What is signed")."""

from typing import Any

import pgtrigger


class Frozen(pgtrigger.Protect):
    """Refuses every change and deletion of a row once it carries a signature."""

    def __init__(self) -> None:
        super().__init__(
            name="frozen_once_signed",
            operation=pgtrigger.Update | pgtrigger.Delete,
            condition=pgtrigger.Q(old__signature__isnull=False),
        )


class FrozenButMerged(pgtrigger.Trigger):
    """Like `Frozen`, and whose row it is may follow a merge: from a patient to the one they were merged into, nothing else with it."""

    def __init__(self) -> None:
        super().__init__(
            name="frozen_once_signed",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            condition=pgtrigger.Q(old__signature__isnull=False),
            func=(
                "IF TG_OP = 'UPDATE' THEN "
                "IF to_jsonb(NEW) - 'patient_id' = to_jsonb(OLD) - 'patient_id' AND EXISTS (SELECT 1 FROM patients_patient p "
                "WHERE p.id = OLD.patient_id AND p.merged_into_id = NEW.patient_id) THEN RETURN NEW; END IF; END IF; "
                "RAISE EXCEPTION 'pgtrigger: a signed row of % cannot change', TG_TABLE_NAME;"
            ),
        )


class FollowsMerge(pgtrigger.Trigger):
    """What is added to a record while it is merged away, by a page opened before, goes to the patient that stays. `link` is our column.

    It waits for a merge that is under way (the merge locks both patients), so that no row is left behind on the record that went.
    """

    def __init__(self, *, link: str) -> None:
        super().__init__(
            name="follows_merge",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            declare=[("stays", "bigint")],
            func=(
                f"SELECT p.merged_into_id INTO stays FROM patients_patient p WHERE p.id = NEW.{link} FOR KEY SHARE; "  # noqa: S608 - names of our own columns, no input
                f"IF stays IS NOT NULL THEN NEW.{link} = stays; END IF; RETURN NEW;"
            ),
        )


class FrozenWith(pgtrigger.Trigger):
    """Refuses to add, change or delete a part of a signed whole: `whole` is the table that carries the signature, `link` our column."""

    def __init__(self, *, whole: str, link: str) -> None:
        super().__init__(
            name="frozen_with_its_whole",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=(
                f"IF EXISTS (SELECT 1 FROM {whole} w WHERE w.signature_id IS NOT NULL AND w.id IN (NEW.{link}, OLD.{link})) THEN "  # noqa: S608 - names of our own tables, no input
                "RAISE EXCEPTION 'pgtrigger: % belongs to something signed and cannot change', TG_TABLE_NAME; "
                "END IF; "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
            ),
        )


class AppendOnly(pgtrigger.Protect):
    """Refuses changes and deletions: such rows are only ever added."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete, **kwargs)


class FrozenOnceConfirmed(pgtrigger.Trigger):
    """Refuses to change what a row says, or to delete it, once somebody has confirmed it; that it ended may still be added, and whose it
    is may follow a merge. `says` are the columns of its content."""

    def __init__(self, *says: str) -> None:
        changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in (*says, "confirmed_at"))
        super().__init__(
            name="frozen_once_confirmed",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=(
                "IF OLD.confirmed_at IS NOT NULL THEN "
                "IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'pgtrigger: a confirmed row of % stays', TG_TABLE_NAME; END IF; "
                f"IF {changed} THEN RAISE EXCEPTION 'pgtrigger: a confirmed row of % cannot change', TG_TABLE_NAME; END IF; "
                "END IF; "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
            ),
        )
