"""Lay the demo clinic into an empty database; does nothing where it is laid already."""

import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic.demo import build


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, **_options: Any) -> None:
        if build.is_laid():
            self.stdout.write("The demo clinic is there already.")
            return
        password = os.environ.get("MEND_DEMO_PASSWORD") or secrets.token_urlsafe(12)
        try:
            count = build.build(password=password, now=timezone.now().replace(microsecond=0))
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Laid the demo clinic: {count} patients. Everybody's password is {password}")
