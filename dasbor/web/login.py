"""Who sits before this session: `person()`, and what they may have here. Logging in itself is `dasbor.web.entrance`.

Reads: the claims that Streamlit took from the signed cookie, the access configuration, the roles given on the page Akses, what is
known of the login since (`logins`); all of it anew at every rerun, so that a role that was taken away, or a login that was ended or
grew old, ends at the next one.
Decides: whether login is offered at all. Anything missing for it (configuration, provider, secret, the middleware of server.py)
closes it: the instance is then public only.
"""

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import cast

import streamlit as st

from dasbor.mart import offices, warehouse
from dasbor.web import access, access_file, internal, logins, provider, trail
from dasbor.web.access import PUBLIC, Person, Policy, Right, Verdict
from dasbor.web.access_file import AccessConfigError
from dasbor.web.internal import Inside
from dasbor.words import clock, formats, language, paths, terms
from dasbor.words.texts import Texts
from etl.base.errors import UserError
from etl.entries.ledger import Author
from etl.workspace import edge

LOG = logging.getLogger("dasbor")
_WAS = "_masuk_sebagai"
_AGAIN = ("expired", "ended", "unchecked")
"""States in which somebody was somebody, and will be again by logging in."""
_WHY = {"expired": "kedaluwarsa", "unchecked": "perlu diperiksa penyedia"}
_MOST = 10_000
_logged: OrderedDict[logins.Login, None] = OrderedDict()
"""Logins that were logged, once for all their tabs."""
_told: set[str] = set()


@dataclass(frozen=True)
class Door:
    """Whether one can log in here: with `policy`, at `provider` (None: the only one). `wrong`: why not, if it was meant to be."""

    policy: Policy | None = None
    provider: str | None = None
    wrong: str = ""


def person() -> Person:
    """Who this session is now; `PUBLIC` unless logged in, known here, and not too long ago, and while an old version is read."""
    return PUBLIC if warehouse.linked() else _verdict().person


def of_claims(claims: Mapping[str, object]) -> Person:
    """Whom the claims of a request name now, where no session runs yet: for the gates before Streamlit."""
    return _judged(claims).person


def belongs(claims: Mapping[str, object]) -> str:
    """Whose a file is that a page makes now for a session with these claims: an address, "" if anybody might have it."""
    return "" if warehouse.linked() else _judged(claims).person.address


def inside() -> Inside:
    """The internal figures that this session may see; its tables are empty without the right `lihat`."""
    return internal.of(person())


def author() -> Author:
    """This session as the ledger names it, with the area in which it may enter."""
    who = person()
    rights = frozenset(str(right) for right in who.rights)
    return Author(who.address, tuple(str(role) for role in who.roles), rights, access.area(who, Right.ISI))


def require(*rights: Right, place: str) -> Person:
    """This session's person, who has one of `rights`. For anybody else the page ends here: it says so, and it is logged."""
    verdict = _verdict()
    if not any(verdict.person.may(right) for right in rights):
        _refuse(verdict, rights, place)
        st.stop()
    return verdict.person


def refused_page(rights: Sequence[Right], place: str) -> None:
    """What stands at the address of a page that this session may not open."""
    _refuse(_verdict(), rights, place)


def _refuse(verdict: Verdict, rights: Sequence[Right], place: str) -> None:
    t = language.reader_texts()
    words = escape(t("masuk.refused" if verdict.state in ("known", "unknown") else "masuk.refused_nobody"))
    st.html(f'<div class="ph"><h1>{escape(t("masuk.refused_title"))}</h1><p class="void" role="alert">{words}</p></div>')
    note("ditolak", verdict.person, address=verdict.address, halaman=place, hak=" ".join(rights))


def offered() -> bool:
    """Whether somebody could log in here: then refused pages say so, instead of not being there."""
    return door().policy is not None


def taken(make: Callable[[], bytes], file: str, place: str) -> Callable[[], bytes]:
    """What makes an internal file when its button is pressed: logged first, and not made if that fails or the person changed.

    A press of the button makes no rerun; meanwhile the login may have ended, or the roles that the page was drawn for.
    """
    claims = _claims()
    drawn_for = _judged(claims).person

    def made() -> bytes:
        who = _judged(claims).person
        if not who.rights or who != drawn_for:
            note("ditolak", who, address=drawn_for.address, halaman=place, berkas=file)
            raise UserError("Waktu masuk atau peran Anda sudah berakhir.", remedy="muat ulang halaman, masuk kembali bila perlu.")
        trail.log("unduh", who, halaman=place, berkas=file)
        return make()

    return made


def note(what: trail.What, who: Person, *, address: str = "", **where: str | int) -> None:
    """Log what needs no proof before it happens (logins, refusals): if the log cannot be written, the operator's log says so."""
    try:
        trail.log(what, who, address=address, **where)
    except UserError as error:
        LOG.error("catatan akses tidak tertulis (%s): %s", what, error)  # noqa: TRY400


def door() -> Door:
    """Whether one can log in here, decided anew when a file it hangs on changes."""
    named = os.environ.get(access.VARIABLE, "").strip()
    if not named:
        return Door()
    path = paths.ROOT / named
    try:
        policy = _policy(path, _changed(path), warehouse.current().version())
    except AccessConfigError as error:
        return _closed(str(error))
    except warehouse.WarehouseError:
        return Door()  # the pages say it
    try:  # only where there is an inside: the public dashboard neither needs nor reads where the workspace lives
        edge.configure(paths.data_folder(), os.environ)
    except UserError as error:
        return _closed(error.sentence)
    name, wrong = provider.chosen()
    return _closed(wrong) if wrong else Door(policy, name)


def draw() -> None:
    """The part of the sidebar: log in, or who is logged in with which roles, and log out; nothing on a public instance."""
    here = door()
    t = language.reader_texts()
    if here.policy is None:
        if here.wrong:
            st.html(f'<div class="ph"><p class="sel" role="status">{escape(t("masuk.unavailable"))}</p></div>')
        return
    verdict = _verdict()
    _follow(verdict)
    if verdict.state != "nobody":
        st.html(f'<div class="ph">{_words(t, verdict, here.policy)}</div>')
    with st.container(horizontal=True):
        if verdict.state not in ("known", "unknown"):
            label = t("masuk.again" if verdict.state in _AGAIN else "masuk.button")
            # not as callbacks: a page that stood here through a restart must not need a second press
            if st.button(label, key="masuk"):
                st.login(*_args(here))
        if verdict.state != "nobody" and st.button(t("masuk.out"), key="keluar"):
            _leave()
            st.stop()


# texts: masuk.*
def _words(t: Texts, verdict: Verdict, policy: Policy) -> str:
    if verdict.state != "known":
        hours = formats.number(policy.hours, t.lang, 0 if float(policy.hours).is_integer() else 1)
        return f'<p class="sel" role="status">{escape(t(f"masuk.{verdict.state}", address=verdict.address, hours=hours))}</p>'
    who = verdict.person
    known = offices.charges()
    roles = ", ".join(terms.term(t, "peran", str(role)) for role in who.roles)
    names = "".join(f"<br>{escape(known[slug].name)}" for slug in who.offices if slug in known)
    return f'<p class="sel">{escape(t("masuk.as"))} <b>{escape(who.address)}</b><br>{escape(roles)}{names}</p>'


def _args(here: Door) -> tuple[str, ...]:
    return (here.provider,) if here.provider else ()


def _leave() -> None:
    who = person()
    if who.roles:
        logins.end(who, "tombol")
    else:
        note("keluar", who, address=_verdict().address, sebab="tombol")
    st.session_state.pop(_WAS, None)
    st.logout()


def _follow(verdict: Verdict) -> None:
    """Log a login once, however many tabs it opens, and its end; and one who logged in and is not known here."""
    who = verdict.person
    was: Person | None = st.session_state.get(_WAS)
    if was is not None and was.address != who.address:
        if verdict.state != "ended":  # that was logged where it was ended
            note("keluar", was, sebab=_WHY.get(verdict.state, "peran dicabut"))
        del st.session_state[_WAS]
    if verdict.state == "known":
        st.session_state[_WAS] = who
        if (who.address, who.since) not in _logged:
            _logged[who.address, who.since] = None
            while len(_logged) > _MOST:
                _logged.popitem(last=False)
            note("masuk", who)
    elif verdict.state in ("unknown", "unverified") and not st.session_state.get("_tidak_dikenal"):
        st.session_state["_tidak_dikenal"] = True
        note(
            "ditolak",
            who,
            address=verdict.address,
            sebab="tanpa peran" if verdict.state == "unknown" else "alamat belum dikonfirmasi",
        )


def _verdict() -> Verdict:
    return _judged(_claims())


def _claims() -> Mapping[str, object]:
    return cast("Mapping[str, object]", st.user.to_dict())


def _judged(claims: Mapping[str, object]) -> Verdict:
    """What decides everything here; a test of pages replaces it."""
    policy = door().policy
    if policy is None:
        return Verdict(PUBLIC, "nobody")
    this = policy.login(claims)
    found = policy.judge(logins.claims(this, claims, policy), internal.granted(), clock.now())
    if found.state not in ("known", "unknown"):
        return found
    try:
        if logins.ended(this):
            return Verdict(PUBLIC, "ended", found.address)
    except UserError as error:  # who was ended cannot be told: nobody is let in
        LOG.error("catatan akses tidak terbaca, jadi tidak seorang pun masuk: %s", error)  # noqa: TRY400
        return Verdict(PUBLIC, "unchecked", found.address)
    if policy.by_provider(claims) and not logins.believed(this, policy):
        return Verdict(PUBLIC, "unchecked", found.address)
    return found


@lru_cache(maxsize=4)
def _policy(path: Path, changed: tuple[int, ...], published: str) -> Policy:
    """The configuration; read again when the file or the offices change."""
    del changed, published
    return access_file.load(path, offices.charges())


def _changed(path: Path) -> tuple[int, ...]:
    try:
        stat = path.stat()
    except OSError:
        return ()
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _closed(wrong: str) -> Door:
    """No login although it was meant to be: said once in the log for as long as the reason is the same."""
    if wrong not in _told:
        _told.clear()
        _told.add(wrong)
        LOG.error("MASUK TIDAK TERSEDIA, hanya halaman publik yang dilayani: %s", wrong)
    return Door(wrong=wrong)
