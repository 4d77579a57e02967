"""The brief of the nation, a province, or an office: its figures, its lists, and what is not known of them."""

import pandas as pd

from dasbor.exports.briefs import counts, headlines
from dasbor.exports.briefs.model import Headline, NameGroup
from dasbor.mart import angka, claims, common, facts, programmes, publication
from dasbor.mart.angka import PlaceNumbers
from dasbor.mart.cache import shared
from dasbor.mart.scopes import Scope
from dasbor.page.tables import safe_address
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

RECOMMENDED = angka.RECOMMENDED


def headline_figures(t: Texts, scope: Scope, provinces: tuple[str, ...], disputed: int) -> tuple[Headline, ...]:
    """The award, participants, the other predicates, target, pembina, recommendations, coverage, sources."""
    here = here_of(scope)
    first, *others = headlines.predicates(t, scope, here)
    ids = counts.claims(scope, scope.year, lambda place: place.participants)
    address = headlines.fact_address(t, scope, "jumlah_peserta")
    people = headlines.figure(t, "peserta", t("provinsi.participants"), here.participants, ids, address=address)
    made = [first, people, *others]
    if scope.kind != "nasional":
        made.append(headlines.target(t, scope, provinces, here.award))
    made.append(_pembina(t, scope, here, provinces))
    if here.recommended.n is not None:
        ids = counts.claims(scope, scope.year, lambda place: place.recommended, RECOMMENDED)
        note = t("provinsi.not_a_result")
        made.append(headlines.figure(t, RECOMMENDED, t("provinsi.recommended"), here.recommended, ids, notes=(note,)))
    made += [headlines.coverage(t, here), headlines.publishers(t, scope, claim_places(scope, provinces), disputed)]
    return tuple(made)


def here_of(scope: Scope) -> PlaceNumbers:
    """The numbers of a checked scope in its own year."""
    found = counts.place(scope, scope.year)
    if found is None:
        raise LookupError(f"{scope} has no numbers")
    return found


@shared
def results(scope: Scope) -> pd.DataFrame:
    """The regions of the scope that existed in its year: rows of `mart.hasil_kabkota`."""
    frame = common.results()
    return frame[(frame["tahun"] == scope.year) & frame["kode"].isin(scope.regions())]


def _pembina(t: Texts, scope: Scope, here: PlaceNumbers, provinces: tuple[str, ...]) -> Headline:
    """Of one province yes, no or unknown; of several, how many are known to be honoured (at least: no list is complete)."""
    honours = publication.honours(scope.year)
    told = [honours[code] for code in provinces if code in honours]
    ids = tuple(claim for _, claim in told)
    if len(provinces) == 1:
        text = t("common.unknown") if not told else t("common.yes" if told[0][0] else "common.no")
        address = headlines.fact_address(t, scope, "penghargaan_pembina")
        return Headline("pembina", t("provinsi.pembina"), None, None, text, "", claim_ids=ids, address=address)
    return headlines.figure(t, "pembina", t("ringkasan.metric_pembina"), here.measures[angka.PEMBINA], ids)


def claim_places(scope: Scope, provinces: tuple[str, ...]) -> tuple[int, ...]:
    """Places in `claims.claims()` of the claims about the scope in its year: of the nation the national ones and all below it."""
    frame = claims.claims()
    hit = frame["tahun"] == scope.year
    if scope.kind != "nasional":
        own = (frame["tingkat"] == "provinsi") & frame["kode"].isin(provinces)
        hit &= own | ((frame["tingkat"] == "kabkota") & frame["kode"].isin(scope.regions()))
    return tuple(int(place) for place in hit.to_numpy().nonzero()[0])


def name_groups(t: Texts, scope: Scope) -> tuple[NameGroup, ...]:
    """Regions by state, in the order of the states; and those recommended, who stand in one of the others too."""
    rows = results(scope)
    claim, held = _claim(rows), set(rows["keadaan_rinci"])
    states = programmes.states(scope.year)
    made = [_named(key, state.label(t), rows[rows["keadaan_rinci"] == key], claim) for key, state in states.items() if key in held]
    asked = rows[rows["direkomendasikan"].fillna(value=False).astype(bool)]
    if len(asked):
        made.append(_named(RECOMMENDED, t("provinsi.recommended"), asked, asked["id_klaim_rekomendasi"]))
    return tuple(made)


def _claim(rows: pd.DataFrame) -> "pd.Series[str]":
    """The claim that a region's state rests on; of a conclusion, the count that it follows from."""
    found = rows["id_klaim_predikat"]
    for column in ("id_klaim_partisipasi", "id_klaim_skor", "id_klaim_rekomendasi"):
        found = found.where(found.notna(), rows[column])
    counted = rows["kunci_simpulan"].map(claims.facts()["id_klaim"])
    return found.where(counted.isna(), counted)


def _named(key: str, label: str, rows: pd.DataFrame, claim: "pd.Series[str]") -> NameGroup:
    frame = pd.DataFrame({"kode": rows["kode"], "nama": rows["nama"], "klaim": claim.loc[rows.index]})
    return NameGroup(key, label, tuple(rows["nama"]), with_pages(frame))


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


def province_group(t: Texts, year: int) -> NameGroup:
    """The provinces of a year with the award, participants, targets and pembina, by code."""
    found = angka.places("provinsi", year)
    honours = publication.honours(year)
    code = programmes.award(year).code
    rows = pd.DataFrame(
        {
            "kode": list(found),
            "nama": [here.name for here in found.values()],
            "n": pd.array([here.award.n for here in found.values()], dtype="Int64"),
            "N": [here.whole for here in found.values()],
            "least": [here.award.least for here in found.values()],
            "text": [facts.count(t, here.award) for here in found.values()],
            "ikut": pd.array([here.participants.n for here in found.values()], dtype="Int64"),
            "least_ikut": [here.participants.least for here in found.values()],
            "target": [", ".join(str(aim.amount) for aim in publication.aims(one, year)) or None for one in found],
            "pembina": pd.Series([honours[one][0] if one in honours else None for one in found], dtype=object),
            "klaim": [_first(one, year, code) for one in found],
        }
    )
    return NameGroup("provinsi", t("lembar.provinces", award=programmes.award(year).name), tuple(rows["nama"]), with_pages(rows))


def _first(province: str, year: int, code: str) -> str | None:
    """The claim behind a province's count, else the first that names one of its regions."""
    found = counts.claims(Scope("provinsi", province, year), year, lambda place: place.award, code)
    return found[0] if found else None
