"""What only a person can decide about a file, whatever it is about: hidden and struck-through content; and the answers.

Reads: the sheets of a file, and the answers given. Decides: what an answer leaves out; as long as a question has no answer nothing
of the file may be saved. Writes: nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from etl.base.errors import UserError
from etl.forms.findings import Finding, known
from etl.forms.looks import column_letters
from etl.forms.sheets import Book, Sheet, cell
from etl.forms.values import text

Answers = Mapping[str, str]
"""Code of a question → one of its answers in `temuan.toml`."""
LEAVE_OUT = "tanpa"
_SHOWN = 30


def answers_of(written: Iterable[str]) -> dict[str, str]:
    """From `baris-tersembunyi=tanpa`, as the command line says it. Raises `UserError` for what is no question or no answer."""
    found = {}
    for one in written:
        code, _, answer = (part.strip() for part in one.partition("="))
        if answer not in choices(code):
            asked = "; ".join(f"{name}={' atau '.join(choices(name))}" for name in known() if choices(name))
            raise UserError(f"--jawab '{one}' tidak dipahami.", remedy=f"tulis salah satu: {asked}.")
        found[code] = answer
    return found


def choices(code: str) -> tuple[str, ...]:
    """The answers to a question; none for a finding that asks nothing."""
    return tuple(known().get(code, {}).get("jawaban", ()))


def open_questions(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that have no answer yet."""
    return tuple(one for one in findings if one.level == "tanya")


def ask(code: str, answers: Answers, sheet: str, row: int | None = None, column: int | None = None, **said: object) -> Finding:
    """A question, with its answer if there is one."""
    return Finding(code, sheet, row, column, said, answers.get(code, ""))


def hidden_sheets(book: Book) -> Iterator[Finding]:
    """The sheets that were not read since they are hidden."""
    for sheet in book.hidden:
        yield Finding("lembar-tersembunyi", sheet.name, values={"lembar": sheet.name})


def hidden_columns(
    sheet: Sheet, columns: Mapping[int, str], header: int, answers: Answers, plain: Collection[str] = ("nomor",)
) -> tuple[tuple[int, ...], list[Finding]]:
    """The hidden columns that are answered to be left out, and the question about hidden ones that would be read.

    `columns`: place → meaning; `plain` meanings may be hidden without being asked about.
    """
    hidden = [place for place, meaning in columns.items() if meaning not in plain and sheet.looks.hides(place)]
    if not hidden:
        return (), []
    titles = sheet.rows[header - 1]
    said = ", ".join(f"{column_letters(place)} “{text(cell(titles, place))}”" for place in hidden)
    asked = ask("kolom-tersembunyi", answers, sheet.name, header, hidden[0], daftar=said)
    return tuple(hidden) if asked.answer == LEAVE_OUT else (), [asked]


def hidden_rows(sheet: Sheet, rows: Collection[int], answers: Answers) -> tuple[dict[int, str], list[Finding]]:
    """Of rows that would be read those that are answered to be left out, each with its reason, and the questions."""
    left: dict[int, str] = {}
    asked = []
    struck = {row for row, _ in sheet.looks.struck}
    for code, reason, kind in (("baris-tersembunyi", "tersembunyi", sheet.looks.hidden_rows), ("baris-dicoret", "dicoret", struck)):
        if numbers := sorted(kind & set(rows)):
            shown = ", ".join(map(str, numbers[:_SHOWN])) + (", …" if len(numbers) > _SHOWN else "")
            asked.append(ask(code, answers, sheet.name, numbers[0], jumlah=len(numbers), baris=shown))
            if asked[-1].answer == LEAVE_OUT:
                left |= dict.fromkeys(numbers, reason)
    return left, asked
