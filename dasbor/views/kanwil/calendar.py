"""A year's stages and deadlines as a calendar file (iCalendar, RFC 5545), one all-day event for each step in force.

An event stands on the last day of its step, a week before which it reminds; a step without a known last day stands on its first.
Events keep their UID from version to version of the data, so that a calendar that took the file before is updated, not doubled.
"""

import datetime as dt
import re

from icalendar import Alarm, Calendar, Event, vText

from dasbor.mart import programmes, simulation, warehouse
from dasbor.mart import stages as queries
from dasbor.mart.provinsi import Row
from dasbor.page.tables import safe_address
from dasbor.views.kanwil import stages as view
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts

MIME = "text/calendar"
REMIND = dt.timedelta(days=-7)
_PRODUCT = "-//Dasbor Kabupaten/Kota Peduli HAM//Tahapan//{lang}"
_DOMAIN = "kkp-ham"


def has_events(provinces: tuple[str, ...], year: int) -> bool:
    """Whether the file would hold anything; where not, it is not offered."""
    return len(queries.stages(provinces, year)) > 0


def file_name(t: Texts, slug: str, year: int) -> str:
    """As in "kalender-kemenkumham-maluku-2020-id-data-20261121-1a2b3c4d.ics"; `slug` is the office's, "nasional" for the nation."""
    stamp = warehouse.stamp()
    place = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
    name = f"kalender-{place}-{year}-{t.lang}-data-{stamp.name}.ics"
    return simulation.file_name(name, simulated=stamp.simulated)


def calendar(t: Texts, office: str, provinces: tuple[str, ...], year: int) -> bytes:
    """The file for the office called `office`; the same data and language give the same bytes. Without any step it has no event."""
    file = Calendar()
    file.add("prodid", _PRODUCT.format(lang=t.lang.upper()))
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file["x-wr-calname"] = vText(
        simulation.title(t("tahapan.calendar_name", award=programmes.award(year).name, office=office, year=year))
    )  # `add` would not escape it
    frame = queries.stages(provinces, year)
    for row in frame[frame["berlaku"]].to_dict("records"):
        file.add_component(_event(t, row, year))
    return bytes(file.to_ical())


def _event(t: Texts, row: Row, year: int) -> Event:
    summary = _summary(t, row, year)
    day = view.day(row["selesai"]) or view.day(row["mulai"])
    if day is None:
        raise ValueError(f"{row['tahap']} {year}: a step has a first or a last day")
    event = Event()
    event.add("uid", _uid(row, year))
    event.add("dtstamp", warehouse.stamp().built.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join(_description(t, row)))
    if not is_unknown(row["sumber_url"]) and row["dasar"] != "lazim" and (address := safe_address(row["sumber_url"])):
        event.add("url", address)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(summary))
    return event


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMIND)
    alarm.add("description", summary)
    return alarm


def _uid(row: Row, year: int) -> str:
    """From the year, whose it is and the step: it outlives a change of date, and a national day that replaces a usual one.

    That of a simulation is another, lest it take the place of the real event in somebody's calendar.
    """
    text = simulation.file_name(f"{year}-{row['kode']}-{row['tahap']}", simulated=simulation.active())
    return f"{re.sub(r'[^a-z0-9]+', '-', text.lower())}@{_DOMAIN}"


def _summary(t: Texts, row: Row, year: int) -> str:
    """What a calendar shows in one line: programme, year, step, and what to know of its day."""
    step = term(t, "tahap", row["tahap"])
    step = t("tahapan.event_begins", step=step) if is_unknown(row["selesai"]) else step
    words = simulation.title(t("tahapan.event", award=programmes.award(year).name, year=year, step=step))
    if row["dasar"] == "lazim":
        return t("tahapan.event_usual", event=words)
    return t("tahapan.event_uncertain", event=words) if row["keyakinan"] == "ambigu" else words


def _description(t: Texts, row: Row) -> list[str]:
    """When, on what basis, how certain, by whom, where it can be read."""
    lines = [
        *simulation.notes(t),
        f"{t('tahapan.col_when')}: {view.span(t, row)}",
        f"{t('tahapan.col_basis')}: {view.basis(t, row)}",
        *([] if is_unknown(row["keyakinan"]) else [f"{t('tahapan.col_certainty')}: {view.certainty(t, row)}"]),
        *([] if is_unknown(row["kepastian"]) else [f"{t('tahapan.col_exactness')}: {view.exactness(t, row)}"]),
        f"{t('tahapan.col_who')}: {view.who(t, row)}",
    ]
    if not is_unknown(row["penjelasan"]):
        lines.append(f"{t('tahapan.col_note')}: {row['penjelasan']}")
    if not is_unknown(row["kunci"]):
        address = t("tahapan.no_address") if is_unknown(row["sumber_url"]) else str(row["sumber_url"])
        date = "" if is_unknown(row["tanggal_terbit"]) else f" ({formats.date(row['tanggal_terbit'], t.lang)})"
        source = t("tahapan.event_example" if row["dasar"] == "lazim" else "tahapan.event_source")
        lines.append(f"{source}: {address}{date}")
        lines.append(f"{t('tahapan.col_key')}: {row['kunci']}")
    return lines
