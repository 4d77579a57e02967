"""The kinds of entries as data: what names one, what it says, how each field is read, who may enter it.

Forms, files, the template, `docs/isian.md` and the checks all go by `KINDS`. Parsers take text and give what stands in the ledger
(JSON: text, whole number, yes/no, list); they raise `ValueError` with a sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from etl.forms import personal
from etl.inputs import parse

Plain = str | int | bool | list[str] | None
Value = Mapping[str, Plain]
Key = tuple[str, ...]
Place = Literal["kabkota", "provinsi", "provinsi atau nasional", "klaim", ""]

STAGES = ("diundang", "mengirim", "diverifikasi", "direkomendasikan", "diteruskan", "dinilai")
"""Steps of a region through the year, in order. The seventh, the predikat, comes from results only."""
FOLLOW_UP = "tindak lanjut"
DEADLINES = (*STAGES[1:], FOLLOW_UP)
"""What can be due."""
GRANTED = ("kanwil", "pimpinan", "operator", "admin")
"""Roles that can be given; everybody else is public."""
LONGEST_TEXT = 1000
_ADDRESS = re.compile(r"[a-z0-9!#$%&*+/=?^_{|}~.\-]{1,200}(@[a-z0-9.\-]{1,200})?")
"""An e-mail address or an account name. ASCII only: two addresses that look the same shall be the same."""


@dataclass(frozen=True)
class Field:
    """One field: its name, how it is read, whether it may be empty, the words it is one of, and what it means."""

    name: str
    meaning: str
    parser: Callable[[str], Plain]
    optional: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of entry.

    `place`: what the key's place is, which decides the area ("" : none, the right alone decides); `right`: what its author needs;
    `reasoned`: whether a reason is always asked for; `without_assessment`: whether it can speak of a year without assessment;
    `alone`: whether it is never saved together with another kind, since the reason is published with it.
    """

    name: str
    meaning: str
    keys: tuple[Field, ...]
    values: tuple[Field, ...]
    place: Place
    right: str = "isi"
    reasoned: bool = False
    without_assessment: bool = False
    alone: bool = False


def text(written: str) -> str:
    """A text as people write it: one form per character, line breaks and runs of spaces as one space, nothing invisible."""
    plain = " ".join(unicodedata.normalize("NFC", written).split())
    if len(plain) > LONGEST_TEXT:
        raise ValueError(f"lebih panjang daripada {LONGEST_TEXT} huruf")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in plain):
        raise ValueError("memuat tanda yang tidak tampak; ketik ulang isian ini")
    return plain


def remark(written: str) -> str:
    """A text that nobody is named in: what identifies a person is masked (`etl.forms.personal`)."""
    return personal.masked(text(written))


def address(written: str) -> str:
    """The address by which somebody signs in, in small letters."""
    plain = written.strip().casefold()
    if not _ADDRESS.fullmatch(plain):
        raise ValueError("bukan alamat; tulis seperti nama@contoh.go.id")
    return plain


def _one_of(*choices: str) -> Callable[[str], Plain]:
    def read(written: str) -> Plain:
        if written not in choices:
            raise ValueError(f"harus salah satu dari: {', '.join(choices)}")
        return written

    return read


def _roles(written: str) -> list[str]:
    found = [part.strip() for part in written.split(",") if part.strip()]
    if not found or not set(found) <= set(GRANTED):
        raise ValueError(f"harus satu atau beberapa dari: {', '.join(GRANTED)}; dipisahkan koma")
    return [role for role in GRANTED if role in found]


def _page(written: str) -> str:
    return parse.web_address(text(written))


def _day(written: str) -> str:
    return parse.date(written).isoformat()


def _choice(name: str, meaning: str, *choices: str, optional: bool = False) -> Field:
    return Field(name, meaning, _one_of(*choices), optional, choices)


_YEAR = Field("tahun", "Tahun penghargaan, empat angka.", parse.year)
_REGION = Field("kode", "Kode kabupaten/kota, misalnya 53.01.", str)
_PROVINCE = Field("kode_provinsi", "Kode provinsi, dua angka.", str)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "target",
            "Target sebuah provinsi pada satu tahun.",
            (_YEAR, _PROVINCE),
            (
                Field("target_peduli", "Banyaknya kabupaten/kota yang ditargetkan meraih Peduli HAM.", parse.count),
                Field("target_peserta", "Banyaknya kabupaten/kota yang ditargetkan ikut serta.", parse.count, optional=True),
            ),
            "provinsi",
            without_assessment=True,
        ),
        Kind(
            "tahap",
            "Keadaan satu kabupaten/kota pada satu tahap.",
            (_YEAR, _REGION, _choice("tahap", "Tahap yang dicatat.", *STAGES)),
            (
                _choice("keadaan", "Apakah tahap itu sudah, belum, atau tidak dilalui.", "sudah", "belum", "tidak"),
                Field("tanggal", "Hari tahap itu dilalui, TTTT-BB-HH.", _day, optional=True),
            ),
            "kabkota",
        ),
        Kind(
            "tenggat",
            "Hari terakhir bagi satu tahap, untuk sebuah provinsi atau seluruh negeri.",
            (
                _YEAR,
                Field("kode_provinsi", "Kode provinsi, dua angka; kosong untuk seluruh negeri.", str, optional=True),
                _choice("tahap", "Tahap yang bertenggat.", *DEADLINES),
            ),
            (Field("tanggal", "Hari terakhir, TTTT-BB-HH.", _day),),
            "provinsi atau nasional",
            without_assessment=True,
        ),
        Kind(
            "yankomas",
            "Dugaan pelanggaran dan rekomendasi Yankomas bagi satu kabupaten/kota.",
            (_YEAR, _REGION),
            (
                Field("dugaan", "Banyaknya dugaan pelanggaran yang diadukan.", parse.count),
                Field("rekomendasi", "Banyaknya rekomendasi yang disampaikan kepada daerah.", parse.count),
                Field("terjawab", "Banyaknya rekomendasi yang sudah dijawab.", parse.count),
                Field("keterangan", "Keterangan singkat, tanpa nama orang.", remark, optional=True),
            ),
            "kabkota",
        ),
        Kind(
            "koreksi",
            "Koreksi terhadap satu klaim yang sudah terbit.",
            (Field("id", "Tanda pengenal klaim.", text),),
            (
                Field("nilai", "Nilai yang benar.", remark, optional=True),
                Field("cabut", "ya bila klaim itu tidak boleh dipakai lagi.", parse.yes_no, optional=True),
                Field("sumber_url", "Alamat halaman yang menjadi dasar koreksi.", _page, optional=True),
                _choice("putusan", "usul; setuju atau tolak oleh yang berwenang.", "usul", "setuju", "tolak"),
            ),
            "klaim",
            reasoned=True,
            alone=True,
        ),
        Kind(
            "peran",
            "Peran seseorang pada dasbor ini.",
            (Field("alamat", "Alamat yang dipakai untuk masuk.", address),),
            (
                Field("peran", "Satu atau beberapa peran, dipisahkan koma.", _roles, choices=GRANTED),
                Field("kanwil", "Kanwil, bila berperan kanwil.", text, optional=True),
            ),
            "",
            right="peran",
            reasoned=True,
        ),
    )
}

FILED = tuple(kind.name for kind in KINDS.values() if kind.place)
"""Kinds that can come by file: those about a place. Roles are given one by one."""
