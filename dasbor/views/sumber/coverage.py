"""How much is known of each province and year, on the page sumber."""

import pandas as pd

from dasbor.mart import angka, common, quality
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.page.blocks import GridCell
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.colors import NO_ROUND, NOT_FORMED
from dasbor.words.texts import Lang, texts

MEASURES = ("berpredikat", "diketahui", "klaim", "penerbit")
_SHARES = ("berpredikat", "diketahui")
_TITLES = {
    "berpredikat": "sumber.coverage_title",
    "diketahui": "sumber.coverage_certain_title",
    "klaim": "sumber.coverage_claims_title",
    "penerbit": "sumber.coverage_publishers_title",
}


@shared
def options(lang: Lang) -> dict[str, str]:
    """What the grid can show."""
    t = texts(lang)
    words = ("sumber.coverage_known", "sumber.coverage_certain", "sumber.coverage_claims", "sumber.coverage_publishers")
    return {measure: t(key) for measure, key in zip(MEASURES, words, strict=True)}


@shared
def _wide(lang: Lang, measure: str, *, kini: bool) -> pd.DataFrame:
    """One row per province, the nation first; per year the measure ("2024") and, for shares, N ("N2024")."""
    nation = quality.coverage("nasional").assign(kode="", nama=texts(lang)("sumber.nation"))
    long = pd.concat([nation, quality.coverage(angka.level("provinsi", kini=kini))]).rename(columns={"nama": "provinsi"})
    names = ["kode", "provinsi"]
    wide = long.pivot(index=names, columns="tahun", values=measure).reset_index()
    wholes = long.pivot(index=names, columns="tahun", values="dari").reset_index()
    for year in common.years():
        wide[f"N{year}"] = wholes[year]
    return wide.rename(columns={year: str(year) for year in common.years()})


@shared
def table(lang: Lang, measure: str, *, kini: bool) -> Table:
    """The grid as a table, for the files: shares with n and N."""
    t = texts(lang)
    years = [str(year) for year in common.years()]
    share = measure in _SHARES
    columns = [ShownColumn("provinsi", "common.province")]
    columns += [
        ShownColumn(y, heading=y, kind="share" if share else "int", of=f"N{y}" if share else None, missing="sumber.not_formed")
        for y in years
    ]
    return Table(_wide(lang, measure, kini=kini), tuple(columns), t(_TITLES[measure]), t)


@shared
def grid(lang: Lang, measure: str, *, kini: bool) -> str:
    """The grid for the screen: n/N or a number in each cell, darker the more is known."""
    t = texts(lang)
    frame = _wide(lang, measure, kini=kini)
    years = common.rounds()["tahun"].astype(int).tolist()
    held = set(common.years())
    most = max(float(frame[str(year)].iloc[1:].max()) for year in held)
    rows = []
    for row in frame.to_dict("records"):
        cells = []
        for year in years:
            if year not in held:
                cells.append(GridCell(NO_ROUND.mark, title=NO_ROUND.label(t)))
            elif formats.is_unknown(row[str(year)]):
                cells.append(GridCell(NOT_FORMED.mark, title=NOT_FORMED.label(t)))
            else:
                whole = row[f"N{year}"] if measure in _SHARES else most
                cells.append(_cell(float(row[str(year)]), float(whole), lang, share=measure in _SHARES))
        rows.append((str(row["provinsi"]), cells))
    return blocks.grid(t(_TITLES[measure]), t("common.province"), [str(year) for year in years], rows)


def _cell(part: float, whole: float, lang: Lang, *, share: bool) -> GridCell:
    text = formats.number(part, lang)
    return GridCell(f"{text}/{formats.number(whole, lang)}" if share else text, shade=min(part / whole, 1.0) if whole else 0.0)


@shared
def sentence(lang: Lang) -> str:
    """How much is known in all, and in which year most and least."""
    frame = quality.coverage("nasional")
    ratio = frame["berpredikat"] / frame["dari"]
    best, worst, last = frame.iloc[int(ratio.argmax())], frame.iloc[int(ratio.argmin())], frame.iloc[-1]
    return texts(lang)(
        "sumber.coverage_sentence",
        total=formats.number(last["dari_sampai"], lang),
        rounds=len(frame),
        share=formats.share(last["berpredikat_sampai"], last["dari_sampai"], lang),
        certain=formats.share(last["diketahui_sampai"], last["dari_sampai"], lang),
        best=int(best["tahun"]),
        best_share=formats.share(best["berpredikat"], best["dari"], lang),
        worst=int(worst["tahun"]),
        worst_share=formats.share(worst["berpredikat"], worst["dari"], lang),
    )


@shared
def note(lang: Lang, measure: str) -> str:
    """What n, N and the marks mean."""
    frame = common.rounds()
    gaps = formats.years(frame.loc[~frame["ada_penilaian"].astype(bool), "tahun"].astype(int).tolist())
    keys = {"berpredikat": "sumber.coverage_note", "diketahui": "sumber.coverage_note_certain"}
    return texts(lang)(keys.get(measure, "sumber.coverage_note_counts"), years=gaps)
