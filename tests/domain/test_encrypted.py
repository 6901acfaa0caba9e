"""A line to a server may be encrypted, and the server verified."""

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import URL, make_url, text

from concertbot.domain.database import Database
from concertbot.settings import known_database
from databases import on_a_server

WANTS_ENCRYPTION = bytes([0, 0, 0, 8, 4, 210, 22, 47])  # as the protocol says it


def certify(folder: Path) -> None:
    """Write a key, and a certificate for this machine that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime.now(UTC) - timedelta(days=1))
    made = made.not_valid_after(datetime.now(UTC) + timedelta(days=1))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = made.add_extension(here, critical=False).sign(key, SHA256())
    (folder / "server.crt").write_bytes(signed.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.key").write_bytes(secret)


@dataclass
class Door:
    """Stands before a server and takes encrypted lines: not every server that tests run on was built with it."""

    server: URL
    context: ssl.SSLContext
    address: URL = field(init=False)
    encrypted: list[bool] = field(default_factory=list)  # of each line, the last one last

    async def answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Do as a server does: encrypt the line if the first thing asked for is that, and go on to the server."""
        with suppress(OSError, EOFError):
            first = await reader.readexactly(8)
            self.encrypted.append(first == WANTS_ENCRYPTION)
            if first == WANTS_ENCRYPTION:
                writer.write(b"S")
                await writer.start_tls(self.context)
            back, on = await asyncio.open_connection(self.server.host, self.server.port)
            on.write(b"" if first == WANTS_ENCRYPTION else first)
            await asyncio.gather(carry(reader, on), carry(back, writer))
        writer.close()


async def carry(reader: StreamReader, writer: StreamWriter) -> None:
    """Carry what comes in one end out of the other."""
    while some := await reader.read(2**16):
        writer.write(some)
    writer.close()


@pytest.fixture
async def door(url: str, tmp_path: Path) -> AsyncIterator[Door]:
    """Return a door before a database."""
    certify(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.crt", tmp_path / "server.key")
    opened = Door(make_url(url), context)
    async with await asyncio.start_server(opened.answer, "127.0.0.1", 0) as listening:
        opened.address = opened.server.set(port=listening.sockets[0].getsockname()[1])
        yield opened


async def connect(url: URL, **options: str) -> None:
    """Connect to a database."""
    given = url.update_query_dict(options).render_as_string(hide_password=False)
    database = Database(known_database(given))
    try:
        async with database.read() as session:
            assert (await session.scalars(text("SELECT 1"))).one() == 1
    finally:
        await database.close()


@on_a_server
@pytest.mark.parametrize(("mode", "expected"), [("require", True), ("disable", False)])
async def test_as_it_is_asked_for(door: Door, mode: str, expected: bool) -> None:
    """What stands behind the address decides."""
    await connect(door.address, sslmode=mode)
    assert door.encrypted == [expected]


@on_a_server
async def test_a_server_is_verified(door: Door, tmp_path: Path) -> None:
    """By the authority that is named; where nobody vouches for it, nothing is said to it."""
    root = str(tmp_path / "server.crt")
    await connect(door.address, sslmode="verify-full", sslrootcert=root)
    assert door.encrypted == [True]
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        await connect(door.address, sslmode="verify-full")
    elsewhere = door.address.set(host="localhost")
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        await connect(elsewhere, sslmode="verify-full", sslrootcert=root)
    await connect(elsewhere, sslmode="verify-ca", sslrootcert=root)


def test_what_else_stands_there_is_refused() -> None:
    """A word that would only be found wrong when the bot connects."""
    with pytest.raises(ValueError, match="pool_size: behind"):
        known_database("postgresql://a:b@c/d?pool_size=3&sslmode=require")
