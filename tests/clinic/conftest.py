"""A mail server of our own for tests that send."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.smtp import MailServer


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 1
    yield server
    server.stop()
