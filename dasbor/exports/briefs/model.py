"""What a publication says, without saying how it looks: sheet, slides, page and tests read the same object."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from dasbor.mart.scopes import Scope
from dasbor.words.texts import Lang


@dataclass(frozen=True)
class Headline:
    """One headline figure.

    `key` names it in every language; `text` is the figure in words, as in "≥ 7 dari 19", "tidak diketahui", "ya"; `note` holds the
    percentage of that n and N, and what it rests on. `value` of `whole` are the numbers (None: unknown, or no number), `least` says
    that `value` is a lower bound. `claim_ids` are the claims it rests on, `address` the page of this dashboard that shows them.
    """

    key: str
    label: str
    value: int | None
    whole: int | None
    text: str
    note: str
    least: bool = False
    claim_ids: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, eq=False)
class NameGroup:
    """What belongs together in a list: the names of regions, in the order of their codes, and rows where more is told.

    `rows` of a list of names (key: a state, or "rekomendasi"): `kode, nama`. Of the nation (key "provinsi"), by province:
    `kode, nama, n, N, least, text, ikut, least_ikut, target` (text: all of them), `pembina`. Of a region (key "riwayat"), by
    year: `tahun, assessed, keadaan, kata, predikat, skor, jenis_skor, partisipasi, konflik, direkomendasikan`. All have `klaim`,
    the id of the claim it rests on, and its `penerbit, alamat`.
    """

    key: str
    label: str
    names: tuple[str, ...]
    rows: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Brief:
    """A publication about `scope`.

    `trend`, a row per award year (years without assessment too): `tahun, n, N` (the award; of a region, of its province), `least`,
    `basis` (as `Angka.basis`), `assessed`, `rule`, `rule_change`, `programme_change`, `conflict`; N is null where the
    province did not exist. `unknown` and `conflicts` are sentences. `sources`, a row per page behind a figure shown: `penerbit,
    ukuran, alamat, tanggal, keyakinan, peran` (angka, nama or tren), `klaim` (ids); `alamat` is null where no address was kept.
    """

    scope: Scope
    lang: Lang
    title: str
    subtitle: str
    headlines: tuple[Headline, ...]
    trend: pd.DataFrame
    groups: tuple[NameGroup, ...]
    unknown: tuple[str, ...]
    conflicts: tuple[str, ...]
    sources: pd.DataFrame
    regulation: str
    built: dt.datetime
    version: str

    @property
    def known(self) -> bool:
        """Whether anything at all is known about the scope in its year."""
        return bool(self.sources["peran"].isin(["angka", "nama"]).any())

    def headline(self, key: str) -> Headline | None:
        """The headline with this key, or None where it is left out."""
        return next((one for one in self.headlines if one.key == key), None)
