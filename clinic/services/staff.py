"""Adding and changing staff."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from clinic.models import Actor, Location, Role, Staff


class EmailTaken(Exception):
    """Somebody already signs in with this e-mail."""


def add(
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    credentials: str = "",
    locations: Iterable[Location] = (),
    password: str | None = None,
    by: Actor | None,  # noqa: ARG001 - the history row names who; None only for the very first manager
    now: datetime,  # noqa: ARG001 - same shape as every service
) -> Staff:
    """Add a member of staff. Without a password they set their own by “forgot password”. Raises EmailTaken."""
    try:
        with transaction.atomic():
            staff = Staff(
                email=email.strip().lower(),
                name=name.strip(),
                roles=sorted({Role(role).value for role in roles}),
                credentials=credentials,
            )
            staff.set_password(password)  # None: no password works until they set their own
            staff.actor = Actor.objects.create(kind=Actor.Kind.STAFF, name=staff.name)
            staff.save()
            staff.locations.set(locations)
            EmailAddress.objects.create(user=staff, email=staff.email, primary=True, verified=True)
    except IntegrityError as error:
        raise EmailTaken(f"{email} already signs in here.") from error
    return staff
