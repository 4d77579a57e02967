"""Who published a page: its class (ministry, local government, press) and the organisation behind it.

The class comes from `data/penerbit.csv`, first matching row in the order of `urutan`. The organisation is the row's `lembaga`,
else the registrable domain of the address (so that `sumbar.antaranews.com` and `antaranews.com` count as one publisher), else
the name given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from etl.inputs.parse import plain_name
from etl.inputs.reference import ReferenceData


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@dataclass(frozen=True)
class PublisherRule:
    """One row of `penerbit.csv`: `column` is `domain` (that host and all below it) or `penerbit` (a part of the name)."""

    column: str
    pattern: str
    publisher_class: str
    organisation: str | None

    def matches(self, host: str, name: str) -> bool:
        """Whether a page at `host` by `name` falls under this rule; an empty pattern matches every page."""
        if not self.pattern:
            return True
        if self.column == "domain":
            return host == self.pattern or host.endswith(f".{self.pattern}")
        return self.pattern in name


@dataclass(frozen=True)
class Publishers:
    """The rules in force, in order, and what they said of pages seen before."""

    rules: Sequence[PublisherRule]
    _seen: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, reference: ReferenceData) -> "Publishers":
        """From the reference table `penerbit`."""
        rows = sorted(reference.rows("penerbit"), key=lambda row: int(str(row["urutan"])))
        return cls(
            [
                PublisherRule(
                    str(row["kolom"]),
                    str(row["pola"] or ""),
                    str(row["golongan"]),
                    str(row["lembaga"]) if row["lembaga"] else None,
                )
                for row in rows
            ]
        )

    def identify(self, address: str, name: str) -> tuple[str, str]:
        """Class and organisation of a page, given its address (may be empty) and the publisher's name.

        Raises `LookupError` when no rule matches; the last row of `penerbit.csv` should therefore match everything.
        """
        host = (urlsplit(address).hostname or "") if address else ""
        if (host, name) not in self._seen:
            rule = next((rule for rule in self.rules if rule.matches(host, name)), None)
            if rule is None:
                raise LookupError(f"penerbit.csv: tidak ada baris untuk '{name}' ({host})")
            domain = _suffixes().privatesuffix(host) if host else None
            self._seen[host, name] = rule.publisher_class, rule.organisation or domain or plain_name(name)
        return self._seen[host, name]
