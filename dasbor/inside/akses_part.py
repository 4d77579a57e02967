"""Parts of the page akses: who holds which role, giving and taking back, and the access log with its chain."""

import datetime as dt

import streamlit as st

from dasbor.inside import akses as view
from dasbor.inside import entering
from dasbor.inside import isian_part as isian_parts
from dasbor.inside.entering import StandingEntry, UserError
from dasbor.page import blocks, steps
from dasbor.page.ui import Page
from dasbor.web import login, trail
from dasbor.web.access import Right, normal
from dasbor.words.clock import today

_SLOT = "peran"
_NEW = ""
_RIGHTS = {"peran": Right.PERAN, "jejak": Right.JEJAK}
_DAYS = 30


def choose(page: Page) -> str:
    """The part of the page; only those that the reader's rights open."""
    allowed = [part for part in view.PARTS if login.person().may(_RIGHTS[part])]
    with page.pickers():
        return page.pick_one("bagian", page.t("isian.part"), view.parts(page.t, allowed))


def draw_roles(page: Page) -> None:
    """Everybody with a role, the form, and every change there was."""
    t = page.t
    if error := entering.broken():
        steps.refused(page, error)
        return
    policy, given = login.door().policy, entering.roles(login.author())
    if policy is not None:
        table = view.holders(t, policy, given)
        page.section(table.caption)
        page.text(t("akses.holders_about"))
        isian_parts.show_rows(page, table, name="hal-peran")
        page.downloads("peran", table.caption, table)
    _give(page, dict(given))
    changes = view.history(t, entering.role_entries(login.author()))
    if len(changes.frame):
        page.section(changes.caption)
        isian_parts.show_rows(page, changes, name="hal-riwayat")


def _give(page: Page, given: dict[str, StandingEntry]) -> None:
    """Give, change or take back; one's own roles only somebody else may change."""
    t = page.t
    page.section(t("akses.give_title"))
    isian_parts.opened(_SLOT, {(address,): standing.number for address, standing in given.items()})
    isian_parts.draw_late(page, _SLOT)
    form = isian_parts.generation(_SLOT)
    names = {_NEW: t("akses.new_address"), **{address: address for address in given}}
    chosen = st.selectbox(t("akses.whose"), list(names), key=f"akses-whose.{form}", format_func=names.__getitem__)
    standing = given.get(chosen)
    if standing is not None:
        page.text(view.given_by(t, standing))
    address, value, reason = _form(page, f"{form}.{chosen}", chosen, standing)
    if reason is None:
        return
    if normal(address) == login.person().address:
        page.empty(t("akses.not_oneself"))
        return
    values: isian_parts.Values = {(normal(address),): value}
    isian_parts.save(page, _SLOT, "peran", values, reason, lambda entry: view.saved(t, entry))


def _form(page: Page, form: str, chosen: str, standing: StandingEntry | None) -> tuple[str, dict[str, object] | None, str | None]:
    """Address, what shall stand (None: nothing), and why; no reason as long as nothing was sent."""
    t = page.t
    roles, office = view.held(standing)
    with st.form(f"akses-form.{form}"):
        address = chosen or st.text_input(
            t("isian.field_alamat"), max_chars=200, key=f"akses-address.{form}", help=t("akses.address_help")
        )
        wanted = st.pills(
            t("isian.field_peran"),
            list(view.GIVEN),
            selection_mode="multi",
            default=[one for one in view.GIVEN if one in roles],
            key=f"akses-roles.{form}",
            format_func=lambda one: view.role(t, one),
        )
        provinces, stands = view.province_options(t), view.province_of(office)
        province = st.selectbox(
            t("akses.office"),
            list(provinces),
            index=None if stands is None else list(provinces).index(stands),
            key=f"akses-office.{form}",
            format_func=provinces.__getitem__,
            placeholder=t("akses.office_hint"),
            help=t("akses.office_help"),
            filter_mode="contains",  # the fuzzy one finds other provinces first
        )
        back = standing is not None and st.checkbox(t("akses.take_back"), key=f"akses-back.{form}")
        reason = isian_parts.reason_box(page, form, needed=True)
        sent = steps.sent(t("isian.save"), f"akses-save.{form}")
    value: dict[str, object] = {
        "peran": [str(one) for one in wanted],
        "kanwil": _charge(office, province) if "kanwil" in wanted else None,
    }
    return address, None if back else value, reason if sent else None


def _charge(stands: str, province: str | None) -> str | None:
    """What is given: what stands, as long as its province stays chosen; it may be a province whose office became known since."""
    if province is None:
        return None
    return stands if view.province_of(stands) == province else view.charge(province)


def draw_log(page: Page) -> None:
    """The access log, filtered as asked, and whether it is whole."""
    t = page.t
    try:
        found = trail.read()
    except UserError as error:
        steps.refused(page, error)
        return
    for broken in (_broken(found.faults), entering.broken()):
        if broken is not None:
            steps.refused(page, broken)
    if not found.faults:
        st.html(blocks.details(view.whole(t, len(found.lines), trail.sealed(found))))
    last = today(("WIT",))
    with page.pickers():
        name = page.pick_one("apa", t("akses.col_what"), view.what_options(t, found.lines))
        person = page.pick_one("oleh", t("akses.col_who"), view.people(t, found.lines))
        since = page.pick_date("sejak", t("akses.since"), last - dt.timedelta(days=_DAYS), first=dt.date(2020, 1, 1), last=last)
    table = view.log(t, view.chosen(found.lines, name, person, since))
    page.section(table.caption)
    if not len(table.frame):
        page.empty(t("akses.log_empty"))
        return
    isian_parts.show_rows(page, table)
    page.downloads("jejak", table.caption, table)


def _broken(faults: tuple[str, ...]) -> UserError | None:
    if not faults:
        return None
    return UserError(
        f"Jejak akses ({trail.FILE}) tidak utuh.", details=faults, remedy="kembalikan berkas itu dari cadangan, lalu periksa lagi."
    )
