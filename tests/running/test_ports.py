import socket
from collections.abc import Iterator

import pytest
from mendrun.console import CommandError
from mendrun.ports import require_free, unused_port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_free_port_passes() -> None:
    require_free(unused_port(), command="bin/up")


def test_taken_port_is_named_with_the_command_that_helps(taken_port: int) -> None:
    with pytest.raises(CommandError, match=rf"Port {taken_port} is taken by another program.*`bin/up --port \d+`"):
        require_free(taken_port, command="bin/up", patience=0)


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(CommandError, match="no port number"):
        require_free(port, command="bin/up")
