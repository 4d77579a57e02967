"""What the fields of one value must say together, by kind: one small rule each, as field and sentence for every breach."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from etl.entries.kinds import Key, Value
from etl.entries.known import Known
from etl.inputs.reference import charge_of


@dataclass(frozen=True)
class Statement:
    """A key and a value whose fields are good by themselves, and what they are held against."""

    key: Key
    value: Value
    known: Known
    today: dt.date


Breaches = Iterator[tuple[str, str]]


def _target(said: Statement) -> Breaches:
    """No more than there are regions, and no more winners than participants."""
    year, province = int(said.key[0]), said.key[1]
    regions = said.known.regions(province, year)
    for name, number in said.value.items():
        if isinstance(number, int) and number > regions:
            yield name, f"{number} melebihi {regions} kabupaten/kota provinsi itu pada tahun {year}"
    winners, participants = said.value["target_peduli"], said.value["target_peserta"]
    if isinstance(winners, int) and isinstance(participants, int) and participants < winners:
        yield "target_peserta", f"{participants} kurang daripada target Peduli HAM, {winners}"


def _stage(said: Statement) -> Breaches:
    """What has been done was not done tomorrow."""
    yield from _deadline(said)
    day = said.value["tanggal"]
    if said.value["keadaan"] == "sudah" and day is not None and str(day) > said.today.isoformat():
        yield "tanggal", f"{day} belum tiba, padahal keadaannya sudah"


def _deadline(said: Statement) -> Breaches:
    """A round takes place in its award year; a day further away than the years beside it is a slip of the pen."""
    year, day = int(said.key[0]), said.value["tanggal"]
    if day is not None and abs(int(str(day)[:4]) - year) > 1:
        yield "tanggal", f"{day} terlalu jauh dari tahun {year}"


def _yankomas(said: Statement) -> Breaches:
    """Nobody answers more than was recommended."""
    answered, recommended = said.value["terjawab"], said.value["rekomendasi"]
    if isinstance(answered, int) and isinstance(recommended, int) and answered > recommended:
        yield "terjawab", f"{answered} melebihi banyaknya rekomendasi, {recommended}"


def _correction(said: Statement) -> Breaches:
    """Another value with its source, one that the claim could have had; or none at all."""
    text, withdrawn = said.value["nilai"], said.value["cabut"] is True
    if (text is not None) is withdrawn:
        yield "nilai", "isi nilai yang benar, atau nyatakan klaim itu dicabut; salah satu saja"
    if text is None:
        return
    if said.value["sumber_url"] is None:
        yield "sumber_url", "harus diisi; nilai yang benar harus dapat ditelusuri ke sumbernya"
    measure, predicates = said.known.claims[said.key[0]].measure, said.known.context.predicates
    if measure == "predikat" and text not in predicates:
        yield "nilai", f"'{text}' bukan predikat; pakai salah satu dari: {', '.join(sorted(predicates))}"
    try:
        said.known.context.measures[measure].parser(str(text))
    except ValueError as error:
        yield "nilai", f"'{text}' untuk {measure} {error}"


def _role(said: Statement) -> Breaches:
    """The role kanwil has an office, and no other has."""
    roles, office = said.value["peran"], said.value["kanwil"]
    needed = isinstance(roles, list) and "kanwil" in roles
    if needed and office not in said.known.offices:
        named = sorted(one for one in said.known.offices if not one.startswith(charge_of("")))
        yield (
            "kanwil",
            f"'{office or ''}' bukan kanwil masa kini; pakai {charge_of('KODE')} atau salah satu dari: {', '.join(named)}",
        )
    if office is not None and not needed:
        yield "kanwil", "hanya bagi peran kanwil; kosongkan"


RULES: Mapping[str, Callable[[Statement], Breaches]] = {
    "target": _target,
    "tahap": _stage,
    "tenggat": _deadline,
    "yankomas": _yankomas,
    "koreksi": _correction,
    "peran": _role,
}
