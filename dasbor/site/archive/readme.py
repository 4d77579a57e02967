"""README.md and LISENSI.md at the top of an archive: both languages, for people who have nothing but the folder."""

from collections.abc import Callable, Sequence

from dasbor.exports import about
from dasbor.exports.dataset import Dataset
from dasbor.mart import simulation, warehouse
from dasbor.site.archive import package, script
from dasbor.site.archive.manifest import ArchiveManifest
from dasbor.site.archive.provenance import Boundaries
from dasbor.site.archive.tables import ArchiveTable
from dasbor.words import formats
from dasbor.words.texts import LANGUAGES, Texts, texts

_COUNTED = {"official": "hasil_resmi", "claims": "klaim"}


def readme(manifest: ArchiveManifest, whole: Dataset, tables: Sequence[ArchiveTable], prefix: str) -> bytes:
    """What each folder is, how to check, how to rebuild, which data and which program. `prefix` is that of a simulation's files."""
    return _both(lambda t: _readme(t, manifest, whole, tables, prefix))


def licence(whole: Dataset, boundaries: Boundaries | None) -> bytes:
    """What may be done with which part, and where it is from."""
    return _both(lambda t: _licence(t, whole, boundaries))


def _both(part: Callable[[Texts], list[str]]) -> bytes:
    """The paragraphs of a part in one language, then in the other."""
    return ("\n\n---\n\n".join("\n\n".join(part(texts(lang))) for lang in LANGUAGES) + "\n").encode()


def _readme(t: Texts, manifest: ArchiveManifest, whole: Dataset, tables: Sequence[ArchiveTable], prefix: str) -> list[str]:
    built = formats.date(warehouse.stamp().built, t.lang)
    commit = manifest.commit or t("arsip.no_commit")
    said = [
        t("arsip.row_line", name=one.name, rows=formats.number(one.rows.num_rows, t.lang), meaning=package.meaning(one, t.lang))
        for one in tables
    ]
    scripts = {"schema": f"sql/{prefix}{script.SCHEMA}", "load": f"sql/{prefix}{script.DUCKDB}"}
    return [
        f"# {simulation.title(t('arsip.title', programme=t('common.programme')))}",
        *simulation.notes(t),
        t("arsip.purpose", version=manifest.versi, built=built, moment=manifest.dibangun, program=manifest.program, commit=commit),
        f"## {t('arsip.head_folders')}",
        t("arsip.folders"),
        t("arsip.with_site") if manifest.situs else t("arsip.without_site"),
        f"## {t('arsip.head_check')}",
        t("arsip.check"),
        f"## {t('arsip.head_rebuild')}",
        t(
            "arsip.rebuild",
            python=f'python3 -c "{script.REBUILD}" ../peduliham.duckdb {scripts["schema"]} {scripts["load"]}',
            **scripts,
        ),
        t("arsip.rebuild_simulated" if manifest.simulasi else "arsip.rebuild_elsewhere", postgresql=f"sql/{script.POSTGRESQL}"),
        f"## {t('arsip.head_read')}",
        t("paket.reading_text"),
        t("arsip.read", **{key: formats.number(manifest.tabel[name], t.lang) for key, name in _COUNTED.items()}),
        "\n".join(said),
        f"## {t('paket.cite')}",
        about.citation(t, whole.scope, about.years_words(whole)),
    ]


def _licence(t: Texts, whole: Dataset, boundaries: Boundaries | None) -> list[str]:
    publishers = [
        t("arsip.publisher_line", name=one.name, address=one.address or "–", claims=formats.number(one.claims, t.lang))
        for one in about.publishers(whole)
    ]
    return [
        f"# {t('arsip.licence_title')}",
        *simulation.notes(t),
        f"## {t('arsip.head_data')}",
        t("paket.licence_text", address=about.LICENCE_ADDRESS),
        t("arsip.sources"),
        "\n".join(publishers),
        t("paket.provenance"),
        f"## {t('paket.boundaries')}",
        _boundaries(t, boundaries),
    ]


def _boundaries(t: Texts, boundaries: Boundaries | None) -> str:
    """What the archive has of the boundaries, and why not more."""
    if boundaries is None:
        return t("arsip.boundaries_none")
    key = "arsip.boundaries_inside" if boundaries.files else "arsip.boundaries_kept"
    return t(key, name=boundaries.name, address=boundaries.address, licence=boundaries.licence[t.lang])
