"""All words the reader sees, both languages side by side in the TOML files of this folder.

A file `provinsi.toml` with `[title] id = "…" en = "…"` gives the key `provinsi.title`. Values go in
by name: `"{count} wilayah"`. This module knows no Streamlit; `dasbor.words.language` knows which language
a session reads.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dasbor.words import paths

Lang = Literal["id", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every key with its wording per language, as the files have it."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(paths.TEXTS.glob("*.toml")):
        for key, wording in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found[f"{file.stem}.{key}"] = wording
    return found


@dataclass(frozen=True)
class Texts:
    """The texts of one language: `t("common.unknown")`; `t.lang` is handed to formats."""

    lang: Lang

    def __call__(self, key: str, **values: object) -> str:
        """Wording of `key` with `values` filled in. KeyError names a key that no file has."""
        wording = catalogue()[key][self.lang]
        return wording.format(**values) if values else wording


@cache
def texts(lang: Lang) -> Texts:
    """The texts of `lang`; one object per language, so it can be an argument of a shared function."""
    return Texts(lang)
