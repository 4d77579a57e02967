"""What a fact or a claim states, in the reader's words: which measure, which value."""

from collections.abc import Hashable, Mapping, Sequence

from dasbor.mart import rights, warehouse
from dasbor.mart.angka import Angka
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term, terms
from dasbor.words.texts import Lang, Texts, texts

_YES_NO = {"ya": "common.yes", "tidak": "common.no"}
# what `butir` means for a measure: the kind of term in istilah.toml
_DETAILS = {"skor": "jenis_skor", "target_peduli": "penetap", "tenggat": "tahap", "peringkat": "lingkup"}


def measure_words(t: Texts, measure: str, detail: object = None) -> str:
    """As in "skor: nilai murni", "peringkat: nasional"."""
    words = term(t, "ukuran", measure)
    if is_unknown(detail) or measure not in _DETAILS:
        return words
    return f"{words}: {term(t, _DETAILS[measure], detail)}"


def value_words(t: Texts, measure: str, value: object) -> str:
    """A value as claimed ("92.8", "2023-05-15", "ya") as the reader's language writes it; null → unknown."""
    if is_unknown(value):
        return t("common.unknown")
    text = str(value)
    if measure == "predikat":
        return text
    if text in _YES_NO:
        return t(_YES_NO[text])
    if measure == "tenggat":
        return formats.date(text, t.lang)
    try:
        amount = float(text)
    except ValueError:
        return text
    return formats.number(amount, t.lang, len(text.partition(".")[2]))


def flag(t: Texts, told: object) -> str:
    """Yes, no, or unknown where it is null."""
    return t("common.unknown") if is_unknown(told) else t("common.yes" if told else "common.no")


def aimed(t: Texts, amounts: Sequence[int], whole: int, sign: str = "") -> str:
    """Numbers aimed at, with their N once: "13 dari 13", "10 dan 17 (dari 17)"."""
    told = sign + t("provinsi.and").join(str(amount) for amount in amounts)
    return t("provinsi.aimed" if len(amounts) > 1 else "provinsi.of", n=told, N=whole)


def known(t: Texts, exact: int, least: int, unknown: int) -> str:
    """For how many of several places a number is known: "18 pasti, 6 batas bawah (≥), 14 tidak diketahui"; no part of 0."""
    counts = {"exact": exact, "least": least, "unknown": unknown}
    # texts: common.known_*
    return ", ".join(t(f"common.known_{name}", n=formats.number(count, t.lang)) for name, count in counts.items() if count)


def place(t: Texts, level: str, name: str) -> str:
    """Name of a region, province or the nation; a province says that it is one."""
    return t("klaim.province", name=name) if level == "provinsi" else t("klaim.nation") if level == "nasional" else name


def why(t: Texts, row: Mapping[Hashable, object]) -> str:
    """Why a claim is shown or not, from a row of `queries.claims.claims()`."""
    state = str(row["kedudukan"])
    if state == "bendera":
        return t("klaim.why_flag", flag=term(t, "bendera", row["bendera"]))
    if state == "terpilih":
        key = "klaim.why_list" if row["alasan"] == "daftar-lengkap" else "klaim.why_chosen"
        return t(key, reason=term(t, "alasan", row["alasan"]))
    if state == "senilai":
        return t("klaim.why_same")
    shown = value_words(t, str(row["ukuran"]), row["nilai_tampil"])
    if state == "jenis-lain":
        kind = "tidak disebut" if is_unknown(row["butir_tampil"]) else row["butir_tampil"]
        return t("klaim.why_kind", kind=term(t, "jenis_skor", kind), value=shown)
    if row["alasan"] == "daftar-lengkap":
        return t("klaim.why_lost_list", value=shown)
    return t("klaim.why_lost", value=shown, reason=term(t, "alasan", row["alasan"]))


def correction(t: Texts, row: Mapping[Hashable, object]) -> str:
    """What was corrected about a claim, and why, from a row of `queries.claims.claims()`; "" if nothing was."""
    if is_unknown(row["koreksi_pada"]):
        return ""
    said = {"date": formats.date(str(row["koreksi_pada"])[:10], t.lang), "reason": row["koreksi_alasan"]}
    if row["bendera"] == "dicabut":
        return t("klaim.correction_withdrawn", **said)
    return t("klaim.correction_changed", before=value_words(t, str(row["ukuran"]), row["nilai_semula"]), **said)


def count(t: Texts, number: Angka) -> str:
    """A number with its N: "12 dari 17", "≥ 7 dari 19" for a lower bound, or that it is unknown."""
    if number.n is None:
        return t("common.unknown")
    return sign(number) + t("provinsi.of", n=formats.number(number.n, t.lang), N=formats.number(number.whole, t.lang))


def sign(number: Angka) -> str:
    """What stands before a lower bound."""
    return "≥ " if number.least else ""


def percent(t: Texts, number: Angka) -> str:
    """The share of N: "63,2 %", "≥ 36,8 %"; "" where it is unknown. Stands beside its n and N."""
    return "" if number.n is None or not number.whole else sign(number) + formats.percent(number.n, number.whole, t.lang)


def basis(t: Texts, number: Angka) -> str:
    """What a number rests on; "" where it is unknown."""
    if number.n is None:
        return ""
    return term(t, "dasar", "resmi" if number.claim and rights.is_official(number.claim) else number.basis)


def ground(t: Texts, number: Angka) -> str:
    """The same for a column of a file, where the number stands without its sign: says itself that it is a lower bound."""
    words = basis(t, number)
    return t("provinsi.basis_least", basis=words) if words and number.least else words


def conflict(t: Texts, causes: str | None) -> str:
    """What contradicts a number, in words; "" where nothing does."""
    return terms(t, "sebab", causes)


def source(lang: Lang) -> str:
    """The source line of a picture: whose figures, when the data was built, its version."""
    stamp = warehouse.stamp()
    key = "simulasi.source" if stamp.simulated else "gambar.source" if rights.versions().empty else "gambar.source_official"
    return texts(lang)(key, date=formats.date(stamp.built, lang), version=stamp.version)
