"""Both places for blocks do the same: a folder, and a bucket of a real S3 server that speaks HTTP."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from yinqiao.kernel.errors import Invalid, Unavailable
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.platform.scans.backs import S3Back, back
from yinqiao.platform.scans.blockfile import BlockFile
from yinqiao.platform.scans.sealing import BLOCK, check_block, open_block, put_blocks

CONTENT = bytes(range(256)) * 8192
SCAN = UUID(int=7)
pytestmark = [pytest.mark.fast]


@pytest.fixture(autouse=True)
def keys() -> Iterator[None]:
    """Keys of an installation."""
    with keyring_installed(new_keyring(datetime(2026, 3, 2, tzinfo=UTC))):
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 server on this machine; its address."""
    one = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    one.start()
    host, port = one.get_host_and_port()
    yield f"http://{host}:{port}"
    one.stop()


def _account(endpoint: str, bucket: str) -> dict[str, str]:
    return {"bucket": bucket, "endpoint": endpoint, "region": "us-east-1", "key_id": "test", "secret": "test"}


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """The store of scans, at one of both places."""
    settings.FILES_FOLDER = tmp_path
    if request.param == "bucket":
        endpoint, bucket = request.getfixturevalue("server"), f"b{uuid4().hex}"
        line = http.client.HTTPConnection(endpoint.removeprefix("http://"))
        line.request("PUT", f"/{bucket}")
        assert line.getresponse().status == 200
        line.close()
        settings.SCANS_S3 = _account(endpoint, bucket)
        assert isinstance(back(), S3Back)
    return str(request.param)


def _put(content: bytes = CONTENT, no: int = 0) -> str:
    sealed = put_blocks(io.BytesIO(content), SCAN, no, sizes=[len(content)])
    assert len(sealed) == 1 and sealed[0].size == len(content)
    return sealed[0].address


def test_a_block_reads_back_under_its_checksum_and_is_listed_until_it_is_removed(place: str) -> None:
    address = _put()
    assert b"".join(open_block(address, SCAN, 0)) == CONTENT
    assert check_block(address) == ""
    listed = list(back().listed())
    assert [one for one, _ in listed] == [address]
    assert abs((datetime.now(UTC) - listed[0][1]).total_seconds()) < 600
    back().remove(address)
    assert list(back().listed()) == [] and check_block(address) == "missing"
    with pytest.raises(Unavailable) as refusal:
        b"".join(open_block(address, SCAN, 0))
    assert refusal.value.code == "scans.block_missing"


def test_a_block_of_another_size_is_not_kept(place: str) -> None:
    for size in (len(CONTENT) - 1, len(CONTENT) + 1):
        assert put_blocks(io.BytesIO(CONTENT), SCAN, 0, sizes=[size]) == []
    assert list(back().listed()) == []


def test_several_blocks_come_at_once_and_of_a_line_that_is_cut_off_those_that_came_whole_stay(place: str) -> None:
    size, sizes = len(CONTENT), [len(CONTENT)] * 3
    for came, kept in (
        (3 * size, 3),
        (3 * size - 1, 2),
        (2 * size, 2),
        (size + 1, 1),
        (size - 1, 0),
        (3 * size + 1, 0),
    ):
        before = {one for one, _ in back().listed()}
        told = put_blocks(io.BytesIO((CONTENT * 4)[:came]), SCAN, 5, sizes=sizes)
        assert [one.size for one in told] == [size] * kept
        assert {one for one, _ in back().listed()} - before == {one.address for one in told}
        assert [b"".join(open_block(one.address, SCAN, 5 + no)) for no, one in enumerate(told)] == [CONTENT] * kept


def test_a_block_in_the_place_of_another_does_not_open(place: str) -> None:
    address = _put()
    for scan, no in ((SCAN, 1), (UUID(int=8), 0)):
        with pytest.raises(Invalid) as refusal:
            b"".join(open_block(address, scan, no))
        assert refusal.value.code == "crypto.data_damaged"


def test_a_scan_is_read_anywhere_across_its_blocks(place: str) -> None:
    whole = CONTENT * 5
    addresses = [_put(whole[at : at + BLOCK], no) for no, at in enumerate(range(0, len(whole), BLOCK))]
    read = BlockFile(SCAN, addresses, len(whole))
    for offset, length in ((0, 10), (BLOCK - 3, 6), (len(whole) - 2, 9), (len(whole), 1), (BLOCK, 0)):
        assert read.at(offset, length) == whole[offset : offset + length]


def test_a_bucket_that_does_not_answer_is_told_and_nothing_is_said_about_a_block(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER, settings.SCANS_S3 = tmp_path, _account("http://127.0.0.1:9", "gone")
    with pytest.raises(Unavailable) as refusal:
        _put()
    assert refusal.value.code == "scans.not_stored"
    with pytest.raises(OSError, match="did not answer"):
        check_block("0" * 64)


def test_an_altered_block_is_told_without_a_key(settings: Any, server: str, place: str, tmp_path: Path) -> None:
    address = _put()
    if place == "folder":
        path = tmp_path / "scans" / address[:2] / address[2:4] / address
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    else:
        told = settings.SCANS_S3
        store = S3Store(
            told["bucket"], endpoint=server, region="us-east-1", access_key_id="test", secret_access_key="test",
            client_options={"allow_http": True},
        )  # fmt: skip
        obstore.put(store, address, b"x")
    assert check_block(address) == "altered"
