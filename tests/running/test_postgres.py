"""The bundled PostgreSQL after every kind of bad luck."""

import os
import signal
import time

import pytest
from mendrun.cluster import explain
from mendrun.console import CommandError
from mendrun.instance import Instance
from mendrun.postgres import Postgres
from mendrun.servers import Servers
from mendrun.supervisor import Supervisor

pytestmark = pytest.mark.fault


@pytest.fixture
def postgres(instance: Instance, supervisor: Supervisor) -> Postgres:
    """A running server with its roles."""
    servers = Servers.of(instance)
    assert servers.start(supervisor)
    return servers.postgres


def test_second_start_keeps_the_data(postgres: Postgres, supervisor: Supervisor) -> None:
    postgres.psql("CREATE TABLE kept ();")
    supervisor.stop()
    assert not Servers.of(postgres.instance).start(supervisor)
    postgres.psql("\\set ON_ERROR_STOP on\nSELECT FROM kept;")


def test_it_comes_back_after_being_killed_outright(postgres: Postgres, supervisor: Supervisor) -> None:
    server = next(child for child in supervisor.children if child.program.name == "PostgreSQL")
    os.killpg(server.process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while server.deaths == 0 or not postgres.answers():
        supervisor.tick()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    postgres.psql("SELECT 1;")


def test_pid_file_that_names_another_living_process_is_no_obstacle(postgres: Postgres, supervisor: Supervisor) -> None:
    supervisor.stop()
    pid_file = postgres.cluster.data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{postgres.cluster.data}\n")
    assert not Servers.of(postgres.instance).start(supervisor)


def test_empty_pid_file_is_no_obstacle(postgres: Postgres, supervisor: Supervisor) -> None:
    supervisor.stop()
    (postgres.cluster.data / "postmaster.pid").touch()
    assert not Servers.of(postgres.instance).start(supervisor)


def test_socket_lock_that_names_another_living_process_is_no_obstacle(
    postgres: Postgres, supervisor: Supervisor
) -> None:
    supervisor.stop()
    (postgres.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n{postgres.cluster.data}\n")
    assert not Servers.of(postgres.instance).start(supervisor)


def test_damaged_data_is_a_sentence_with_the_remedy(postgres: Postgres, supervisor: Supervisor) -> None:
    supervisor.stop()
    (postgres.cluster.data / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(CommandError, match=r"does not start with the data in .* Move it aside: `mv var/test-"):
        Servers.of(postgres.instance).start(supervisor)


def test_damaged_database_is_a_sentence_with_the_remedy(postgres: Postgres, supervisor: Supervisor) -> None:
    supervisor.stop()
    for file in postgres.cluster.data.glob("base/1*/pg_filenode.map"):
        file.write_bytes(b"short")
    with pytest.raises(CommandError, match=r"The database in .* cannot be read .* Move it aside: `mv var/test-"):
        Servers.of(postgres.instance).start(supervisor)


def test_data_of_another_version_is_a_sentence_with_the_remedy(postgres: Postgres, supervisor: Supervisor) -> None:
    supervisor.stop()
    (postgres.cluster.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(CommandError, match=r"was written by PostgreSQL 16, not 18\. Move it aside"):
        Servers.of(postgres.instance).start(supervisor)


def test_folder_without_a_version_is_a_sentence_with_the_remedy(instance: Instance) -> None:
    (instance.folder / "postgres").mkdir()
    with pytest.raises(CommandError, match="is damaged"):
        Postgres(instance).cluster.prepare()


def test_left_over_half_of_a_data_folder_is_replaced(instance: Instance, supervisor: Supervisor) -> None:
    (instance.folder / "postgres.new").mkdir()
    (instance.folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    assert Servers.of(instance).start(supervisor)


def test_application_role_may_not_do_what_the_owner_may(postgres: Postgres) -> None:
    postgres.psql(
        "\\set ON_ERROR_STOP on\n"
        "SELECT 1 / count(*) FROM pg_roles WHERE rolname = 'mend_app' AND NOT rolsuper AND NOT rolcreatedb;\n"
        "SELECT 1 / count(*) FROM pg_database WHERE datname = 'mend' AND datdba = 'mend_owner'::regrole;"
    )


def test_full_disk_is_called_a_full_disk() -> None:
    said = explain("It does not start", "FATAL: could not write: No space left on device", "Do that.")
    assert said == "It does not start: the disk is full. Make room (see `df -h`) and run this again."
