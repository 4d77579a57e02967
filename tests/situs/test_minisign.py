"""Signatures in the format of minisign, verified by the rules of its documentation with Ed25519 of RFC 8032 written anew."""

import base64
import hashlib
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dasbor.site import sign
from tests.situs import ed25519

NUMBER, SEED = bytes(range(8)), bytes(range(32, 64))


def public_of(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def key_file(password="", work=32768, memory=16 * 1024 * 1024):
    """A secret key as `minisign -G` writes it: the layout of its documentation, hidden by scrypt if there is a password."""
    secret = SEED + public_of(SEED)
    # `minisign -G -W` of version 0.11 leaves the checksum of a key without password empty, and its costs too
    checksum = hashlib.blake2b(b"Ed" + NUMBER + secret, digest_size=32).digest() if password else bytes(32)
    held = NUMBER + secret + checksum
    salt = bytes(32)
    if password:
        # libsodium's limits: 32768 operations over 16 MiB are N = 2^10, r = 8, p = 1
        stream = hashlib.scrypt(password.encode(), salt=salt, n=1 << 10, r=8, p=1, dklen=104)
        held = bytes(a ^ b for a, b in zip(held, stream, strict=True))
    raw = b"Ed" + (b"Sc" if password else b"\0\0") + b"B2" + salt + struct.pack("<QQ", work, memory) + held
    return f"untrusted comment: minisign encrypted secret key\n{base64.b64encode(raw).decode()}\n"


def damaged(text):
    """The key file with one bit of its secret half changed."""
    head, packed = text.splitlines()
    raw = bytearray(base64.b64decode(packed))
    raw[70] ^= 1
    return f"{head}\n{base64.b64encode(raw).decode()}\n"


def verified(content, signature, public):
    """As `minisign -V` does: key number, prehashed content, and the trusted comment with the signature."""
    first, packed, comment, whole = signature.splitlines()
    assert first.startswith("untrusted comment: ")
    raw, key = base64.b64decode(packed), base64.b64decode(public)
    assert (raw[:2], key[:2]) == (b"ED", b"Ed")
    if raw[2:10] != key[2:10]:
        return False
    trusted = comment.removeprefix("trusted comment: ").encode()
    return ed25519.verify(key[10:], hashlib.blake2b(content).digest(), raw[10:]) and ed25519.verify(
        key[10:], raw[10:] + trusted, base64.b64decode(whole)
    )


def test_the_verifier_knows_the_vector_of_rfc_8032():
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert ed25519.verify(public, b"\x72", signature)
    assert not ed25519.verify(public, b"\x73", signature)


def test_the_rules_hold_for_a_signature_made_by_minisign_itself():
    """Of the program's author: the file holds "test"."""
    made = (
        "untrusted comment: signature from minisign secret key\n"
        "RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\n"
        "trusted comment: timestamp:1556193335\tfile:test\n"
        "y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==\n"
    )
    public = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
    assert verified(b"test", made, public)
    assert not verified(b"tesu", made, public)


@pytest.mark.parametrize("password", ["", "rahasia"])
def test_a_signature_is_verified_by_the_documented_rules(password):
    key = sign.read_key(key_file(password), password)
    made = sign.signature(key, b"isi SHA256SUMS", "data abc, 2026")
    assert key.public() == base64.b64encode(b"Ed" + NUMBER + public_of(SEED)).decode()
    assert verified(b"isi SHA256SUMS", made, key.public())
    assert not verified(b"isi lain", made, key.public())
    assert not verified(b"isi SHA256SUMS", made.replace("data abc", "data abd"), key.public())
    assert made == sign.signature(key, b"isi SHA256SUMS", "data abc, 2026")


@pytest.mark.parametrize(
    ("text", "password", "reason"),
    [
        ("", "", "bukan kunci rahasia minisign"),
        ("untrusted comment: x\nbukan base64!\n", "", "bukan kunci rahasia minisign"),
        ("untrusted comment: x\nRWQAAA==\n", "", "bukan kunci rahasia minisign"),
        (key_file("rahasia"), "", "kunci ini memakai kata sandi"),
        (key_file("rahasia"), "salah", "kata sandinya salah"),
        (damaged(key_file()), "", "isinya rusak"),
    ],
)
def test_a_key_that_cannot_be_used_says_why(text, password, reason):
    with pytest.raises(sign.KeyUnusableError, match=reason):
        sign.read_key(text, password)


def test_costs_are_those_that_libsodium_derives(monkeypatch):
    """Limits of minisign itself: 2^25 operations over 1 GiB are N = 2^20, r = 8, p = 1; a wide memory has its own branch."""
    asked, room = [], []
    monkeypatch.setattr(
        hashlib,
        "scrypt",
        lambda *_, **given: room.append(given["maxmem"]) or asked.append((given["n"], given["r"], given["p"])) or bytes(104),
    )
    for work, memory in ((2**25, 2**30), (32768, 2**30), (2**30, 2**24)):
        sign._stretched("x", bytes(32), work, memory, 104)
    assert asked == [(2**20, 8, 1), (2**10, 8, 1), (2**14, 8, 2**30 // 4 // 2**14 // 8)]
    assert max(room) < 2**31 - 1  # hashlib takes no more, and the first of these asks for 1 GiB
