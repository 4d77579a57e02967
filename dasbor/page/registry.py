"""The pages, as data: what drives the navigation, the tests, the benchmark and the README."""

from dataclasses import dataclass
from pathlib import Path

from dasbor.web.access import PUBLIC, Person, Right
from dasbor.words import paths
from dasbor.words.texts import Lang, texts


@dataclass(frozen=True)
class PageSpec:
    """A page. `key` is also its URL path, its text file and its module name. Any of `rights` opens it; without one it is public."""

    key: str
    icon: str
    default: bool = False
    rights: tuple[Right, ...] = ()

    @property
    def file(self) -> str:
        """Path of the page from the root of the project, as Streamlit wants it."""
        return f"pages/{self.key}.py"

    @property
    def path(self) -> Path:
        """Path of the page on disk."""
        return paths.ROOT / self.file

    @property
    def url_path(self) -> str:
        """Path in the address bar, without the slash."""
        return self.key

    def title(self, lang: Lang) -> str:
        """Title in the navigation, the browser tab and the heading of the page."""
        return texts(lang)(f"{self.key}.title")


PAGES: tuple[PageSpec, ...] = (
    PageSpec("ringkasan", ":material/dashboard:", default=True),
    PageSpec("peta", ":material/public:"),
    PageSpec("partisipasi", ":material/groups:"),
    PageSpec("predikat", ":material/stacked_bar_chart:"),
    PageSpec("provinsi", ":material/map:"),
    PageSpec("banding", ":material/compare_arrows:"),
    PageSpec("kanwil", ":material/flag:"),
    PageSpec("daerah", ":material/location_city:"),
    PageSpec("unduh", ":material/download:"),
    PageSpec("sumber", ":material/fact_check:"),
    PageSpec("versi", ":material/history:"),
)

INTERNAL: tuple[PageSpec, ...] = (
    PageSpec("isian", ":material/edit_note:", rights=(Right.LIHAT,)),
    PageSpec("kelola", ":material/upload_file:", rights=(Right.MUAT,)),
    PageSpec("akses", ":material/key:", rights=(Right.PERAN, Right.JEJAK)),
)
"""Pages for those who logged in; for everybody else they are neither in the navigation nor served."""


def offered(person: Person = PUBLIC) -> tuple[PageSpec, ...]:
    """The pages that somebody may open; without an argument those of everybody."""
    return PAGES + tuple(spec for spec in INTERNAL if any(person.may(right) for right in spec.rights))


def page(key: str) -> PageSpec:
    """The page with this key. KeyError lists all there are."""
    for spec in PAGES + INTERNAL:
        if spec.key == key:
            return spec
    raise KeyError(f"{key}; known: {', '.join(spec.key for spec in PAGES + INTERNAL)}")


def present(person: Person = PUBLIC) -> tuple[PageSpec, ...]:
    """The pages that somebody may open and whose file exists."""
    return tuple(spec for spec in offered(person) if spec.path.is_file())


def closed(person: Person) -> tuple[PageSpec, ...]:
    """The pages whose file exists and which somebody may not open."""
    return tuple(spec for spec in INTERNAL if spec.path.is_file() and spec not in offered(person))
