"""What only the operator can decide about an uploaded file: the questions, and the answers as long as the file stays chosen."""

from collections.abc import Iterable

import streamlit as st

from dasbor.inside.manage import Finding, choices
from dasbor.page import blocks
from dasbor.page.ui import Page


def answers(page: Page, sha256: str) -> dict[str, str]:
    """Code of a question → its answer, of those about this very file that were answered."""
    start = _key(page, sha256, "")
    said = {
        str(key).removeprefix(start): str(value) for key, value in st.session_state.items() if str(key).startswith(start) and value
    }
    return dict(sorted(said.items()))


# texts: common.answer_*
def draw(page: Page, sha256: str, findings: Iterable[Finding]) -> None:
    """A choice per question, with all that it is about; nothing if nothing is asked."""
    t = page.t
    asked: dict[str, list[Finding]] = {}
    for one in findings:
        if choices(one.code):
            asked.setdefault(one.code, []).append(one)
    if not asked:
        return
    page.section(t("common.questions_title"))
    page.text(t("common.questions_about"))
    for code, same in asked.items():
        st.html(blocks.points([f"{one.place(t.lang)}: {one.sentence(t.lang)}" for one in same]))
        st.radio(
            t("common.question", code=code),
            ["", *choices(code)],
            key=_key(page, sha256, code),
            format_func=lambda answer: t(f"common.answer_{answer or 'none'}"),
            horizontal=True,
        )


def _key(page: Page, sha256: str, code: str) -> str:
    return f"{page.key}-jawab.{sha256[:16]}.{code}"
