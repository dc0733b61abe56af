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
