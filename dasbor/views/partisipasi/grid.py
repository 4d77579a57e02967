"""The heat map of participation, province by year, as an HTML table: readable on a phone and by a screen reader.

A published count is coloured by its share; a lower bound is a hatched bar as long as what is certain; the
marks ?, ∅ and × stand for nothing known, no assessment, and a province not formed yet.
"""

from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from dasbor.mart import common, links, participation
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.partisipasi.view import worded
from dasbor.words import colors, formats
from dasbor.words.texts import Lang, Texts, texts


@dataclass(frozen=True, eq=False)
class ParticipationGrid(Table):
    """A table whose screen form is made elsewhere; the files hold its rows."""

    screen: str = ""

    @cached_property
    def html(self) -> str:
        """The screen form."""
        return self.screen


@shared
def grid(lang: Lang, *, kini: bool) -> ParticipationGrid:
    """Participation of every province in every year."""
    t = texts(lang)
    frame, rounds = participation.provinces(kini=kini), common.rounds()
    columns = (
        ShownColumn("provinsi", "common.province"),
        ShownColumn("kode_provinsi", "partisipasi.col_code"),
        ShownColumn("tahun", "common.year", "year"),
        ShownColumn("keadaan", "partisipasi.col_state"),
        ShownColumn("ikut", "partisipasi.col_share", "share", of="jumlah_kabkota", least="sekurang", help="partisipasi.help_share"),
        ShownColumn("dasar_kata", "partisipasi.col_basis", help="partisipasi.help_basis"),
        ShownColumn("keyakinan_kata", "partisipasi.col_certainty"),
        ShownColumn("peserta_simpulan", "partisipasi.col_concluded", "int", help="partisipasi.help_concluded"),
        ShownColumn("tautan_sumber", "partisipasi.col_source"),
    )
    caption = t("partisipasi.grid")
    screen = _legend(t, frame) + _table(t, frame, rounds, caption)
    return ParticipationGrid(worded(t, _all_cells(t, frame, rounds)), columns, caption, t, screen=screen)


def _all_cells(t: Texts, frame: pd.DataFrame, rounds: pd.DataFrame) -> pd.DataFrame:
    """A row per cell of the grid, those without a figure included, each with its state in words."""
    names = frame[["kode_provinsi", "provinsi"]].drop_duplicates("kode_provinsi", keep="last").sort_values("kode_provinsi")
    cells = names.merge(rounds[["tahun", "ada_penilaian"]], how="cross")
    cells = cells.merge(frame.drop(columns="provinsi"), on=["kode_provinsi", "tahun"], how="left")
    states = []
    columns = (cells[name].tolist() for name in ("ada_penilaian", "jumlah_kabkota", "ikut", "sekurang"))
    for held, whole, count, least in zip(*columns, strict=True):
        if not held:
            states.append(colors.NO_ROUND.label(t))
        elif formats.is_unknown(whole):
            states.append(colors.NOT_FORMED.label(t))
        elif formats.is_unknown(count):
            states.append(colors.UNKNOWN.label(t))
        else:
            states.append(t("partisipasi.legend_least" if least else "partisipasi.legend_exact"))
    return cells.assign(keadaan=states)


def _legend(t: Texts, frame: pd.DataFrame) -> str:
    # how many cells are drawn in which way
    exact, bounds = frame[frame["ikut"].notna() & ~frame["sekurang"]], frame[frame["sekurang"]]
    doubted, unknown = frame[frame["keyakinan"] == "ambigu"], frame[frame["ikut"].isna()]
    items = [
        f'<li><span class="c h{place}" aria-hidden="true">n/N</span> {"≤ " if upper else ""}{upper} %</li>'
        for place, upper in enumerate(colors.SHARE_STEPS)
    ]
    words = (
        ("l5", "≥", t("partisipasi.legend_grid_least", count=len(bounds))),
        ("", "*", t("partisipasi.legend_grid_uncertain", count=len(doubted))),
        ("s-unknown", "?", t("partisipasi.legend_grid_unknown", count=len(unknown))),
        ("s-noround", "∅", t("common.state_no_round")),
        ("s-notformed", "×", t("common.state_not_formed")),
    )
    items += [f'<li><span class="c {css}" aria-hidden="true">{mark}</span> {escape(w)}</li>' for css, mark, w in words]
    head = escape(t("partisipasi.legend_grid_exact", count=len(exact)))
    return f'<style>{_BARS}</style><div class="ph hm"><p class="sel">{head}</p><ul class="legend">{"".join(items)}</ul></div>'


def _table(t: Texts, frame: pd.DataFrame, rounds: pd.DataFrame, caption: str) -> str:
    years = [int(year) for year in rounds["tahun"]]
    held = set(rounds.loc[rounds["ada_penilaian"], "tahun"])
    rules = rounds.groupby("dasar_hukum", sort=False).size()
    groups = "".join(f'<th scope="colgroup" colspan="{size}">{escape(str(rule))}</th>' for rule, size in rules.items())
    marks = "".join(f'<col class="rc" span="1"><col span="{size - 1}">' if size > 1 else '<col class="rc">' for size in rules)
    heads = "".join(f'<th scope="col">{year}</th>' for year in years)
    cells = {
        (code, year): _cell(n, whole, least=least, sign="*" if certainty == "ambigu" else "")
        for code, year, n, whole, least, certainty in zip(*(frame[name] for name in _READ), strict=True)
    }
    names = dict(zip(frame["kode_provinsi"], frame["provinsi"], strict=True))
    codes = sorted(names)
    # a year without assessment is one cell over all provinces
    gap = f'<td class="{colors.NO_ROUND.css}" rowspan="{len(codes)}"><span>∅ {escape(t("common.state_no_round"))}</span>'
    rows = "".join(
        f'<tr><th scope=row><a href="{escape(links.province_link(t, code))}">{escape(names[code])}</a></th>'
        + "".join(cells.get((code, year), _MISSING) if year in held else gap * (code == codes[0]) for year in years)
        for code in codes
    )
    caption = escape(caption)
    return (
        f'<div class="ph tw hm" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>'
        f'<colgroup><col>{marks}</colgroup><thead><tr><th rowspan="2" scope="col">{escape(t("common.province"))}</th>{groups}</tr>'
        f"<tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


_READ = ("kode_provinsi", "tahun", "ikut", "jumlah_kabkota", "sekurang", "keyakinan")
# the hatched bar of a lower bound, in steps of ten per cent
_BARS = "".join(f".hm .l{step}{{--w:{10 * step + 5}%}}" for step in range(10))
# 456 cells travel at every rerun, so their markup is as short as HTML allows
_MISSING = "<td class=f>×"


def _cell(count: object, whole: int, *, least: bool, sign: str) -> str:
    if formats.is_unknown(count):
        return "<td>?"
    share = 100 * int(count) / whole  # type: ignore[call-overload]
    if least:
        return f"<td class=l{int(share // 10)}>≥ {count}/{whole}"
    return f"<td class=h{colors.share_step(share)}>{count}/{whole}{sign}"
