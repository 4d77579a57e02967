"""The access configuration as a file (TOML), read strictly: what is not understood is refused as a whole, with its place.

alamat_dari = "email"            claim with the address
wajib_terverifikasi = true       claim email_verified must be true
jam_sesi = 8                     hours after the login
menit_periksa = 10               minutes between two questions to the provider about roles by a claim
[klaim]                          roles by a claim: nama, and any number of [[klaim.peran]] with nilai, peran, kanwil
[[alamat]]                       roles by address: alamat, peran, kanwil
"""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from dasbor.web.access import Grant, Policy, Role, normal

_MOST_HOURS, _MOST_MINUTES = 24, 60
_KEYS = {"alamat_dari", "wajib_terverifikasi", "jam_sesi", "menit_periksa", "klaim", "alamat"}
Rows = Mapping[str, tuple[Grant, ...]]


class AccessConfigError(Exception):
    """An access configuration that cannot be used. `faults`: a sentence each, in Indonesian, with the place in the file."""

    def __init__(self, path: Path, faults: Collection[str]) -> None:
        super().__init__(f"{path}: " + "; ".join(faults))
        self.path = path
        self.faults = tuple(faults)


def load(path: Path, known_offices: Collection[str]) -> Policy:
    """The configuration in `path`; `known_offices`: slugs of today's offices. Raises `AccessConfigError` with every fault found."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AccessConfigError(path, [f"berkas tidak dapat dibaca ({error.strerror})"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AccessConfigError(path, [f"bukan TOML yang benar ({error})"]) from error
    reader = _Reader(frozenset(known_offices))
    policy = reader.policy(content)
    if reader.faults:
        raise AccessConfigError(path, reader.faults)
    return policy


class _Reader:
    """Reads the parts of a configuration and collects what is wrong with them."""

    def __init__(self, offices: frozenset[str]) -> None:
        self.offices = offices
        self.faults: list[str] = []

    def policy(self, content: Mapping[str, object]) -> Policy:
        self._unknown("berkas", content, _KEYS)
        claim = content.get("klaim", {})
        if not isinstance(claim, dict):
            self.faults.append("[klaim]: bukan tabel")
            claim = {}
        self._unknown("[klaim]", claim, {"nama", "peran"})
        by_claim = self._rows("[[klaim.peran]]", claim.get("peran", []), "nilai")
        name = self._text("[klaim] nama", claim.get("nama", ""), empty=not by_claim)
        return Policy(
            address_claim=self._text("alamat_dari", content.get("alamat_dari", "email")),
            verified=self._switch("wajib_terverifikasi", content.get("wajib_terverifikasi", True)),
            hours=self._number("jam_sesi", content.get("jam_sesi", 8), _MOST_HOURS),
            minutes=self._number("menit_periksa", content.get("menit_periksa", 10), _MOST_MINUTES),
            claim=name,
            by_claim=by_claim,
            by_address=self._rows("[[alamat]]", content.get("alamat", []), "alamat"),
        )

    def _unknown(self, place: str, table: Mapping[str, object], keys: set[str]) -> None:
        self.faults += [f"{place}: kunci “{key}” tidak dikenal" for key in sorted(set(table) - keys)]

    def _text(self, place: str, value: object, *, empty: bool = False) -> str:
        if isinstance(value, str) and (value.strip() or empty):
            return value.strip()
        self.faults.append(f"{place}: harus teks yang tidak kosong")
        return ""

    def _switch(self, place: str, value: object) -> bool:
        if isinstance(value, bool):
            return value
        self.faults.append(f"{place}: harus true atau false")
        return True

    def _number(self, place: str, value: object, most: int) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
            return value
        self.faults.append(f"{place}: harus bilangan lebih dari 0 sampai {most}")
        return 0

    def _rows(self, place: str, rows: object, key: str) -> Rows:
        """Rows of one kind as key → roles: several rows of one key add up, the same role twice does not."""
        if not isinstance(rows, list):
            self.faults.append(f"{place}: harus ditulis dengan kurung siku ganda")
            return {}
        found: dict[str, tuple[Grant, ...]] = {}
        for number, row in enumerate(rows, start=1):
            here = f"{place} ke-{number}"
            if not isinstance(row, dict):
                self.faults.append(f"{here}: bukan tabel")
                continue
            self._unknown(here, row, {key, "peran", "kanwil"})
            name = self._text(f"{here} {key}", row.get(key, ""))
            if key == "alamat" and name:
                name = self._address(here, name)
            grant = self._grant(here, row)
            if grant in found.get(name, ()):
                self.faults.append(f"{here}: “{name}” sudah diberi peran {grant.role}{f' {grant.office}' if grant.office else ''}")
            found[name] = (*found.get(name, ()), grant)
        return found

    def _address(self, here: str, written: str) -> str:
        name = normal(written)
        if not name:
            self.faults.append(f"{here}: “{written}” memuat huruf selain ASCII atau spasi; alamat yang serupa akan tertukar")
        elif "@" not in name:
            self.faults.append(f"{here}: “{name}” bukan alamat")
        return name

    def _grant(self, here: str, row: Mapping[str, object]) -> Grant:
        """The role of a row with its office, which the role kanwil must have and no other may."""
        role, office = row.get("peran"), row.get("kanwil", "")
        if role not in list(Role) or role == Role.PUBLIK:
            self.faults.append(f"{here}: peran “{role}” tidak dikenal (kanwil, pimpinan, operator, admin)")
            return Grant(Role.PUBLIK)
        if role != Role.KANWIL:
            if "kanwil" in row:
                self.faults.append(f"{here}: kanwil hanya untuk peran kanwil")
            return Grant(Role(str(role)))
        if not isinstance(office, str) or office not in self.offices:
            self.faults.append(f"{here}: kanwil “{office}” tidak dikenal")
            return Grant(Role.PUBLIK)
        return Grant(Role.KANWIL, office)
