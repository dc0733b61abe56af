"""The first manager of a real clinic: asks at the keyboard, reads piped lines, or takes the environment; once only."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from clinic.models import Role, Staff
from clinic.selectors.profile import clinic_profile
from clinic.services import places
from clinic.services import staff as staffing

TRIES = 3
ENVIRONMENT = "MEND_FIRST_MANAGER_"


class NoAnswer(CommandError):
    """Nobody is there to ask again."""


class Command(BaseCommand):
    help = "Adds the first manager of a new clinic; does nothing where there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say whether there is a manager: exit status 0 or 1"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        exists = Staff.objects.filter(is_active=True, roles__contains=[Role.MANAGER]).exists()
        if options["check"]:
            sys.exit(0 if exists else 1)
        if exists:
            self.stdout.write("This clinic has a manager already.")
            return
        clinic = "" if clinic_profile() else _ask("CLINIC", "Name of the clinic", _clinic_name)
        email = _ask("EMAIL", "Your e-mail, to sign in with", _email)
        name = _ask("NAME", "Your name", _name)
        password = _ask_password(email, name)
        now = timezone.now()
        with transaction.atomic():
            staff = staffing.add(email=email, name=name, roles=[Role.MANAGER], password=password, by=None, now=now)
            if clinic:
                places.name_clinic(name=clinic, by=staff.actor, now=now)
        self.stdout.write(f"{name} can sign in with {email}.")


def _ask(variable: str, question: str, check: Any) -> str:
    """From the environment, else from the keyboard or the pipe: again after a mistake, but not for ever."""
    given = os.environ.get(ENVIRONMENT + variable)
    if given is not None or (variable == "CLINIC" and os.environ.get(f"{ENVIRONMENT}EMAIL")):
        return _checked(given or "", check, question)
    for _attempt in range(TRIES):
        try:
            return _checked(_line(f"{question}: "), check, question)
        except NoAnswer:
            raise
        except CommandError as error:
            sys.stderr.write(f"{error}\n")
    raise CommandError("Nothing was added. Run the command again.")


def _checked(value: str, check: Any, question: str) -> str:
    try:
        return str(check(value.strip()))
    except ValidationError as error:
        raise CommandError(f"{question}: {' '.join(error.messages)}") from error


def _line(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError as error:
        raise NoAnswer(
            "No answer came. Run the command at a keyboard, or set MEND_FIRST_MANAGER_EMAIL, _NAME and _PASSWORD."
        ) from error
    except UnicodeDecodeError as error:
        raise CommandError("This cannot be read. Type it again.") from error


def _ask_password(email: str, name: str) -> str:
    def check(password: str) -> str:
        validate_password(password, Staff(email=email, name=name))
        return password

    given = os.environ.get(f"{ENVIRONMENT}PASSWORD")
    if given is not None:
        return _checked(given, check, "Password")
    for _attempt in range(TRIES):
        first = _secret("A password of at least 12 characters: ")
        try:
            _checked(first, check, "Password")
        except CommandError as error:
            sys.stderr.write(f"{error}\n")
            continue
        if first == _secret("The same password again: "):
            return first
        sys.stderr.write("The two are not the same.\n")
    raise CommandError("Nothing was added. Run the command again.")


def _secret(prompt: str) -> str:
    """Not shown while typed; a pipe is read as it comes."""
    return (getpass.getpass(prompt) if sys.stdin.isatty() else _line(prompt)).strip()


def _email(value: str) -> str:
    validate_email(value)
    return value.lower()


def _name(value: str) -> str:
    if not value:
        raise ValidationError("Write your name.")
    return _clinic_name(value)


def _clinic_name(value: str) -> str:
    """May be left empty: the set-up page asks again."""
    if value and (not value.isprintable() or len(value) > 120):  # noqa: PLR2004 - the columns
        raise ValidationError("Write a name of at most 120 letters.")
    return value
