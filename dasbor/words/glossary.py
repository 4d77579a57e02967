"""The words of the award and what they mean: one list for the glossary and for the word where it stands."""

from html import escape

from dasbor.words.texts import Texts

# texts: glosarium.*
KEYS = ("penghargaan", "lain", "tahun", "pembina", "p5ham", "yankomas", "aksi", "peserta", "rekomendasi", "target", "diketahui")
_SIGNS = (
    ("pembina", ("pembina",)),
    ("yankomas", ("yankomas",)),
    ("rekomendasi", ("direkomend", "recommend")),
    ("target", ("target",)),
    ("peserta", ("peserta", "participant")),
    ("diketahui", ("tidak diketahui", "unknown", "disimpulkan", "concluded", "daftar lengkap", "complete list")),
    ("lain", ("cukup peduli", "mulai peduli", "kurang peduli")),
    ("penghargaan", ("peduli ham",)),
)
"""What a label holds, in either language → the term that explains it; the first that fits."""


def entries(t: Texts) -> tuple[tuple[str, str], ...]:
    """Every term with its meaning."""
    return tuple((t(f"glosarium.{key}"), t(f"glosarium.{key}_arti")) for key in KEYS)


def explained(t: Texts, label: str) -> str:
    """A label as HTML; where it names a term, its meaning comes by hover, tap and keyboard, and is told to who listens."""
    found = next((key for key, signs in _SIGNS if any(sign in label.lower() for sign in signs)), "")
    if not found:
        return escape(label)
    return f'<span class="arti" tabindex="0" aria-description="{escape(t(f"glosarium.{found}_arti"))}">{escape(label)}</span>'
