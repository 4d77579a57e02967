"""The pages, as data: what drives the navigation, the tests, the benchmark and the README."""

from dataclasses import dataclass
from pathlib import Path

from dasbor import access, paths
from dasbor.texts import Lang, texts


@dataclass(frozen=True)
class PageSpec:
    """A page. `key` is also its URL path, its text file and its module name; an `internal` one see `dasbor.access`."""

    key: str
    icon: str
    default: bool = False
    internal: bool = False

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
    PageSpec("kanwil", ":material/flag:"),
    PageSpec("daerah", ":material/location_city:"),
    PageSpec("unduh", ":material/download:"),
    PageSpec("sumber", ":material/fact_check:"),
)

INTERNAL: tuple[PageSpec, ...] = (PageSpec("kelola", ":material/upload_file:", internal=True),)
"""Pages of instances inside the ministry; elsewhere they are neither in the navigation nor served."""


def offered() -> tuple[PageSpec, ...]:
    """The pages that this instance has."""
    return PAGES + INTERNAL if access.internal() else PAGES


def page(key: str) -> PageSpec:
    """The page with this key. KeyError lists those that this instance has."""
    for spec in offered():
        if spec.key == key:
            return spec
    raise KeyError(f"{key}; known: {', '.join(spec.key for spec in offered())}")


def present() -> tuple[PageSpec, ...]:
    """The pages of this instance whose file exists."""
    return tuple(spec for spec in offered() if spec.path.is_file())
