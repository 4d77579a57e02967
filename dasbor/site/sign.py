"""Signatures as minisign makes them (https://jedisct1.github.io/minisign/): Ed25519 over BLAKE2b-512 of the file, "ED".

Reads the secret key that `minisign -G` writes, with or without password, so that readers verify with `minisign -V`.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LENGTH = 158
"""Bytes of a secret key: algorithms (2, 2, 2), salt 32, two limits of 8, then key number 8, secret key 64, checksum 32."""
_PLAIN, _SCRYPT = b"\0\0", b"Sc"
_LEAST_WORK, _BLOCK = 32768, 8
_MOST_PARALLEL = 0x3FFFFFFF


class KeyUnusableError(Exception):
    """The key cannot be used; the message is the reason, in Indonesian."""


@dataclass(frozen=True)
class SecretKey:
    """A key of minisign: its number, and the seed of its Ed25519 key."""

    number: bytes
    seed: bytes

    @property
    def name(self) -> str:
        """The number as minisign writes it."""
        return self.number[::-1].hex().upper()

    def public(self) -> str:
        """The public key as minisign writes it, for readers to verify with."""
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return base64.b64encode(b"Ed" + self.number + raw).decode()


def read_key(text: str, password: str = "") -> SecretKey:
    """The secret key of a minisign key file. KeyUnusableError: no such file, a password is missing or wrong, damaged."""
    try:
        raw = base64.b64decode(text.strip().splitlines()[1], validate=True)
    except (IndexError, binascii.Error) as error:
        raise KeyUnusableError("bukan kunci rahasia minisign") from error
    if len(raw) != _LENGTH or raw[:2] != b"Ed" or raw[4:6] != b"B2":
        raise KeyUnusableError("bukan kunci rahasia minisign")
    derivation, salt = raw[2:4], raw[6:38]
    work, memory = struct.unpack("<QQ", raw[38:54])
    held = raw[54:]
    if derivation == _SCRYPT:
        if not password:
            raise KeyUnusableError("kunci ini memakai kata sandi")
        stream = _stretched(password, salt, work, memory, len(held))
        held = bytes(one ^ other for one, other in zip(held, stream, strict=True))
    elif derivation != _PLAIN:
        raise KeyUnusableError("cara penyandiannya tidak dikenal")
    number, secret, checksum = held[:8], held[8:72], held[72:]
    if not _is_whole(number, secret, checksum, plain=derivation == _PLAIN):
        raise KeyUnusableError("kata sandinya salah" if derivation == _SCRYPT else "isinya rusak")
    return SecretKey(number, secret[:32])


def _is_whole(number: bytes, secret: bytes, checksum: bytes, *, plain: bool) -> bool:
    """Whether the checksum fits; `minisign -G -W` leaves it empty: there the public half of the key must fit the secret one."""
    if plain and not any(checksum):
        return Ed25519PrivateKey.from_private_bytes(secret[:32]).public_key().public_bytes_raw() == secret[32:]
    return hmac.compare_digest(hashlib.blake2b(b"Ed" + number + secret, digest_size=32).digest(), checksum)


def _stretched(password: str, salt: bytes, work: int, memory: int, length: int) -> bytes:
    """The stream a key is hidden with: scrypt, its costs from the two limits as libsodium derives them."""
    work = max(work, _LEAST_WORK)
    if work < memory // 32:
        most, parallel = work // (_BLOCK * 4), 1
        cost = _cost(most)
    else:
        cost = _cost(memory // (_BLOCK * 128))
        parallel = min(work // 4 // (1 << cost), _MOST_PARALLEL) // _BLOCK
    return hashlib.scrypt(
        password.encode(), salt=salt, n=1 << cost, r=_BLOCK, p=max(1, parallel), dklen=length,
        maxmem=128 * _BLOCK * ((1 << cost) + parallel + 2) + (1 << 20),  # what OpenSSL needs; it takes no more than 2 GiB
    )  # fmt: skip


def _cost(most: int) -> int:
    """The least exponent whose power exceeds half of `most`."""
    return next(exponent for exponent in range(1, 63) if (1 << exponent) > most // 2)


def signature(key: SecretKey, content: bytes, trusted: str) -> str:
    """The text of a .minisig file over `content`; `trusted` is a comment that is signed too. Same inputs, same bytes."""
    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    signed = private.sign(hashlib.blake2b(content).digest())
    whole = private.sign(signed + trusted.encode())
    packed = base64.b64encode(b"ED" + key.number + signed).decode()
    return (
        f"untrusted comment: signature from minisign secret key {key.name}\n{packed}\n"
        f"trusted comment: {trusted}\n{base64.b64encode(whole).decode()}\n"
    )
