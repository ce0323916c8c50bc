"""The fault proxy does what its script says, and nothing else."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.faults.faultproxy import KINDS, Fault, drop_commit_reply, fault_proxy, seeded_script
from yinqiao.config.instance import load_instance

pytestmark = [pytest.mark.fault, pytest.mark.enable_socket]


class _Echo(socketserver.BaseRequestHandler):
    """Sends back what it gets, to the end."""

    def handle(self) -> None:
        while data := self.request.recv(65536):
            self.request.sendall(data)


@pytest.fixture
def echo_port() -> Iterator[int]:
    """A server that echoes."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Echo)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def _talk(port: int, message: bytes, *, end: bool = True) -> bytes:
    """Send a message, say that it is over, read the answer to its end."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as client:
        client.sendall(message)
        if end:
            client.shutdown(socket.SHUT_WR)
        answer = b""
        while data := client.recv(65536):
            answer += data
        return answer


MESSAGE = bytes(range(256)) * 64


@pytest.mark.parametrize("script", [[], [Fault("split", 3000)], [Fault("delay", 0.01)]], ids=["none", "split", "delay"])
def test_what_only_slows_a_connection_changes_nothing(echo_port: int, script: list[Fault]) -> None:
    with fault_proxy(script, port=echo_port) as proxy:
        assert _talk(proxy.port, MESSAGE) == MESSAGE
        assert proxy.met == script


@pytest.mark.parametrize("amount", [0, 1, 5000])
def test_a_cut_lets_exactly_n_bytes_through(echo_port: int, amount: int) -> None:
    with fault_proxy([Fault("cut", amount)], port=echo_port) as proxy:
        assert _talk(proxy.port, MESSAGE, end=False) == MESSAGE[:amount]


def test_a_cut_request_reaches_the_server_only_in_part(echo_port: int) -> None:
    with fault_proxy([Fault("cut_request", 10)], port=echo_port) as proxy:
        assert len(_talk(proxy.port, MESSAGE, end=False)) <= 10
        assert [fault.kind for fault in proxy.met] == ["cut_request"]


def test_a_reset_is_an_error_and_no_end(echo_port: int) -> None:
    with fault_proxy([Fault("reset", 0)], port=echo_port) as proxy, pytest.raises(ConnectionResetError):
        _talk(proxy.port, MESSAGE, end=False)


def test_a_half_closed_connection_still_takes_requests(echo_port: int) -> None:
    with (
        fault_proxy([Fault("half_close", 4)], port=echo_port) as proxy,
        closing(socket.create_connection(("127.0.0.1", proxy.port), timeout=10)) as client,
    ):
        client.sendall(b"12345678")
        assert client.recv(100) + client.recv(100) == b"1234"
        client.sendall(b"still here")


def test_a_doubled_connection_brings_every_request_twice_and_one_answer(echo_port: int) -> None:
    with fault_proxy([Fault("double")], port=echo_port) as proxy:
        assert _talk(proxy.port, MESSAGE) == MESSAGE
    assert (proxy.connections, proxy.doubles, proxy.met) == (1, [MESSAGE], proxy.script)


def test_a_fault_for_one_connection_spares_the_others(echo_port: int) -> None:
    with fault_proxy([Fault("cut", 0, connection=2)], port=echo_port) as proxy:
        assert [_talk(proxy.port, b"x", end=n != 1) for n in range(3)] == [b"x", b"", b"x"]
        assert proxy.connections == 3


def test_the_same_seed_gives_the_same_script_and_all_kinds_occur() -> None:
    assert seeded_script(7, 50) == seeded_script(7, 50) != seeded_script(8, 50)
    assert {fault.kind for fault in seeded_script(7, 50)} == set(KINDS)


@pytest.mark.db
def test_a_swallowed_commit_reply_is_an_error_for_the_client_and_a_commit_for_the_server(
    django_db_setup: None, fresh_database: None
) -> None:
    settings = connection.settings_dict
    account = {"dbname": settings["NAME"], "user": "yq_worker", "password": load_instance().password("worker")}
    socket_file = Path(settings["HOST"]) / ".s.PGSQL.5432"
    direct = psycopg.connect(host=settings["HOST"], autocommit=True, **account)
    with fault_proxy([drop_commit_reply()], unix=str(socket_file)) as proxy:
        client = psycopg.connect(host="127.0.0.1", port=proxy.port, sslmode="disable", gssencmode="disable", **account)
        client.execute("INSERT INTO audit_sealpending (entry_id) VALUES (gen_random_uuid())")
        with pytest.raises(psycopg.OperationalError):
            client.commit()
        assert proxy.met == [drop_commit_reply()]
        client.close()
    assert direct.execute("SELECT count(*) FROM audit_sealpending").fetchone() == (1,)
    direct.close()
