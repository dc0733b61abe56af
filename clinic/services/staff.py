"""Adding and changing staff."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from clinic.models import Actor, Location, Role, Staff
from clinic.registry import registry


class EmailTaken(Exception):
    """Somebody already signs in with this e-mail."""


class LastManager(Exception):
    """A clinic without a manager could never be changed again."""

    def __init__(self) -> None:
        super().__init__("This is the only manager. Make somebody else a manager first.")


def add(
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    credentials: str = "",
    locations: Iterable[Location] = (),
    password: str | None = None,
    by: Actor | None,
    now: datetime,
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


def change(
    *,
    staff: Staff,
    email: str,
    name: str,
    roles: Iterable[Role],
    credentials: str = "",
    locations: Iterable[Location] = (),
    by: Actor,
    now: datetime,
) -> Staff:
    """Raises EmailTaken, LastManager."""
    held = sorted({Role(role).value for role in roles})
    with transaction.atomic():
        if Role.MANAGER.value not in held:
            _keep_a_manager(besides=staff)
        staff.email, staff.name, staff.credentials, staff.roles = email.strip().lower(), name.strip(), credentials, held
        try:
            with transaction.atomic():
                staff.save()
                Actor.objects.filter(pk=staff.actor_id).update(name=staff.name)
                EmailAddress.objects.filter(user=staff).update(email=staff.email)
        except IntegrityError as error:
            raise EmailTaken(f"{email} already signs in here.") from error
        staff.locations.set(locations)
    return staff


def deactivate(*, staff: Staff, by: Actor, now: datetime) -> None:
    """They cannot sign in any more and are signed out at their next click; what they wrote stays. Raises LastManager."""
    with transaction.atomic():
        _keep_a_manager(besides=staff)
        Staff.objects.filter(pk=staff.pk).update(is_active=False)
        for act in registry.farewells:
            import_string(act)(staff=staff, by=by, now=now)


def reactivate(*, staff: Staff, by: Actor, now: datetime) -> None:
    Staff.objects.filter(pk=staff.pk).update(is_active=True)


def _keep_a_manager(*, besides: Staff) -> None:
    """Locks the managers, so that two of them cannot remove each other at once."""
    managers = Staff.objects.select_for_update(no_key=True).filter(is_active=True, roles__contains=[Role.MANAGER])
    ids = set(managers.order_by("pk").values_list("pk", flat=True))
    if besides.pk in ids and len(ids) == 1:
        raise LastManager
