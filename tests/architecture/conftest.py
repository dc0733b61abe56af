"""One signed-in client per role for the walks."""

import pytest
from django.test import Client

from clinic.models import Role


@pytest.fixture
def role_clients(manager_client: Client, desk_client: Client, therapist_client: Client) -> dict[Role, Client]:
    return {Role.MANAGER: manager_client, Role.FRONT_DESK: desk_client, Role.THERAPIST: therapist_client}
