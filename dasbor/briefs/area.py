"""The brief of the nation, a province, or an office: its figures, its lists, and what is not known of them."""

import pandas as pd

from dasbor import colors
from dasbor.briefs import counts, headlines
from dasbor.briefs.counts import PREDICATE_COLUMNS, Count
from dasbor.briefs.model import Group, Headline
from dasbor.cache import shared
from dasbor.formats import is_unknown
from dasbor.queries import claims, common
from dasbor.queries.participation import EXACT
from dasbor.queries.provinsi import Row
from dasbor.scopes import Scope
from dasbor.tables import safe_address
from dasbor.texts import Texts

_TOP = PREDICATE_COLUMNS[0]
RECOMMENDED = "direkomendasikan"


def figures(scope: Scope, provinces: tuple[str, ...]) -> dict[str, Count]:
    """Every count of the scope: predicates by column, "peserta", "direkomendasikan"."""
    found = {column: counts.of_provinces(provinces, scope.year, column) for column in (*PREDICATE_COLUMNS, RECOMMENDED)}
    if scope.kind != "nasional":
        return {**found, "peserta": counts.participants(provinces, scope.year)}
    national = {column: counts.national(scope.year, column) for column in PREDICATE_COLUMNS}
    return {**national, RECOMMENDED: found[RECOMMENDED], "peserta": counts.national_participants(scope.year)}


def headline_figures(t: Texts, scope: Scope, provinces: tuple[str, ...], disputed: int) -> tuple[Headline, ...]:
    """Peduli HAM, participants, the other predicates, target, pembina, recommendations, coverage, sources."""
    found = figures(scope, provinces)
    rows = results(scope)
    first, *others = headlines.predicates(t, scope, found)
    people = headlines.figure(
        t, "peserta", t("provinsi.participants"), found["peserta"], address=headlines.fact_address(t, scope, "jumlah_peserta")
    )
    made = [first, people, *others]
    if scope.kind != "nasional":
        made.append(headlines.target(t, provinces, scope.year, found[_TOP]))
    made.append(_pembina(t, scope, provinces))
    if found[RECOMMENDED].n is not None:
        note = t("provinsi.not_a_result")
        made.append(headlines.figure(t, RECOMMENDED, t("provinsi.recommended"), found[RECOMMENDED], notes=(note,)))
    known = int((rows["keadaan"] != colors.UNKNOWN.key).sum())
    made += [headlines.coverage(t, known, len(rows)), headlines.publishers(t, scope, claim_places(scope, provinces), disputed)]
    return tuple(made)


@shared
def results(scope: Scope) -> pd.DataFrame:
    """The regions of the scope that existed in its year: rows of `mart.hasil_kabkota`."""
    frame = common.results()
    return frame[(frame["tahun"] == scope.year) & frame["kode"].isin(scope.regions())]


def _pembina(t: Texts, scope: Scope, provinces: tuple[str, ...]) -> Headline:
    """Of one province yes, no or unknown; of several, how many are known to be honoured (at least: no list is complete)."""
    rows = counts.rows_of(provinces, scope.year)
    ids = tuple(str(row["id_klaim_pembina"]) for row in rows if not is_unknown(row["id_klaim_pembina"]))
    told = [bool(row["pembina"]) for row in rows if not is_unknown(row["pembina"])]
    if len(provinces) == 1:
        text = t("common.unknown") if not told else t("common.yes" if told[0] else "common.no")
        address = headlines.fact_address(t, scope, "penghargaan_pembina")
        return Headline("pembina", t("provinsi.pembina"), None, None, text, "", claim_ids=ids, address=address)
    count = Count(sum(told) or None, len(provinces), "bernama" if any(told) else None, ids)
    return headlines.figure(t, "pembina", t("ringkasan.metric_pembina"), count)


def claim_places(scope: Scope, provinces: tuple[str, ...]) -> tuple[int, ...]:
    """Places in `claims.claims()` of the claims about the scope in its year: of the nation the national ones and all below it."""
    frame = claims.claims()
    hit = frame["tahun"] == scope.year
    if scope.kind != "nasional":
        own = (frame["tingkat"] == "provinsi") & frame["kode"].isin(provinces)
        hit &= own | ((frame["tingkat"] == "kabkota") & frame["kode"].isin(scope.regions()))
    return tuple(int(place) for place in hit.to_numpy().nonzero()[0])


def name_groups(t: Texts, scope: Scope) -> tuple[Group, ...]:
    """Regions by state, in the order of the states; and those recommended, who stand in one of the others too."""
    rows = results(scope)
    states = colors.all_states(common.predicates())
    claim, held = _claim(rows), set(rows["keadaan"])
    made = [_named(key, state.label(t), rows[rows["keadaan"] == key], claim) for key, state in states.items() if key in held]
    asked = rows[rows["direkomendasikan"].astype(bool)]
    if len(asked):
        made.append(_named(RECOMMENDED, t("provinsi.recommended"), asked, asked["id_klaim_rekomendasi"]))
    return tuple(made)


def _claim(rows: pd.DataFrame) -> "pd.Series[str]":
    """The claim that a region's state rests on."""
    found = rows["id_klaim_predikat"]
    for column in ("id_klaim_partisipasi", "id_klaim_skor", "id_klaim_rekomendasi"):
        found = found.where(found.notna(), rows[column])
    return found


def _named(key: str, label: str, rows: pd.DataFrame, claim: "pd.Series[str]") -> Group:
    frame = pd.DataFrame({"kode": rows["kode"], "nama": rows["nama"], "klaim": claim.loc[rows.index]})
    return Group(key, label, tuple(rows["nama"]), with_pages(frame))


def with_pages(frame: pd.DataFrame) -> pd.DataFrame:
    """`penerbit` and `alamat` of the claim in column `klaim`, null where there is none."""
    pages = [_pages().get(str(claim), (None, None)) for claim in frame["klaim"]]
    told = {"penerbit": [publisher for publisher, _ in pages], "alamat": [address for _, address in pages]}
    return frame.reset_index(drop=True).assign(**{name: pd.Series(values, dtype=object) for name, values in told.items()})


@shared
def _pages() -> dict[str, tuple[str, str | None]]:
    """Claim → publisher and address."""
    frame = claims.claims()
    addresses = [None if is_unknown(address) else safe_address(address) for address in frame["sumber_url"]]
    return dict(zip(frame["id"], zip(frame["penerbit"], addresses, strict=True), strict=True))


def province_group(t: Texts, year: int) -> Group:
    """The provinces of a year with Peduli HAM, participants, target and pembina, by code."""
    records = counts.rows_of(tuple(common.provinces(year)), year)
    frame = pd.DataFrame(records)
    found = [counts.of_provinces((code,), year, _TOP) for code in frame["kode_provinsi"]]
    rows = pd.DataFrame(
        {
            "kode": frame["kode_provinsi"],
            "nama": frame["provinsi"],
            "n": pd.array([one.n for one in found], dtype="Int64"),
            "N": [one.whole for one in found],
            "least": [one.least for one in found],
            "text": [headlines.counted(t, one.n, one.whole, least=one.least) for one in found],
            "ikut": pd.array([None if is_unknown(row["ikut"]) else int(row["ikut"]) for row in records], dtype="Int64"),
            "least_ikut": [not is_unknown(row["ikut"]) and row["dasar_ikut"] not in EXACT for row in records],
            "target": frame["target_peduli"],
            "pembina": frame["pembina"],
            "klaim": [_first(row) for row in records],
        }
    )
    return Group("provinsi", t("lembar.provinces"), tuple(rows["nama"]), with_pages(rows))


def _first(row: Row) -> object:
    """The claim behind a province's count, else the first that names one of its regions."""
    if not is_unknown(row["id_klaim_peduli"]):
        return row["id_klaim_peduli"]
    here = results(Scope("provinsi", row["kode_provinsi"], int(row["tahun"])))
    named = here.loc[here["predikat"] == common.predicates()[0], "id_klaim_predikat"].dropna()
    return None if named.empty else named.iloc[0]
