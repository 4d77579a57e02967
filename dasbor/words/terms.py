"""Codes that stand in the data, in the reader's words (`texts/istilah.toml`); a code without a word stays."""

import re

from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts, catalogue


def term(t: Texts, kind: str, code: object) -> str:
    """The word for `code` of `kind` ("ukuran", "alasan", "bendera", "tahap" …) in the language of `t`; null → unknown."""
    if is_unknown(code):
        return t("common.unknown")
    # texts: istilah.*
    key = f"istilah.{kind}_{re.sub(r'[^a-z0-9]+', '_', str(code).lower())}"
    return t(key) if key in catalogue() else str(code)


def terms(t: Texts, kind: str, codes: object, *, separator: str = "; ") -> str:
    """Several codes in one text ("nilai-berbeda; klaim-mustahil"), each in words; empty when there is none."""
    if is_unknown(codes):
        return ""
    return separator.join(term(t, kind, code) for code in str(codes).split("; ") if code)
