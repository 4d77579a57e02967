"""A box that takes a file: what happens to the file is said before, and what the box itself says is in the reader's language."""

import json
from collections.abc import Sequence

import streamlit as st

from dasbor.page.ui import Page
from dasbor.words.streamlit_inside import UploadedFile

_CSS = """
[data-testid=stFileUploaderDropzoneInstructions],[data-testid=stFileUploaderDropzoneInstructions] *{font-size:0}
[data-testid=stFileUploaderDropzoneInstructions]::after{font-size:.875rem;content:%(takes)s}
[data-testid=stFileUploader]:has([data-testid=stFileChipIconError])::after{display:block;font-size:.875rem;content:%(fault)s}
[data-testid=stFileChip] [role=alert]{display:none}
body:has([data-testid=stFileChip]:hover [role=alert]) [data-testid^=stTooltip][data-testid$=Content]{display:none}
"""
"""Streamlit's own words are English in every language: size, kind, a cut connection; in a tooltip and an unseen alert (1.67)."""


def box(page: Page, label: str, kinds: Sequence[str], *, key: str, most: int, about: str) -> UploadedFile | None:
    """The file chosen, as long as it stays chosen. `most`: megabytes; `about`: what is taken, for the help."""
    t, named = page.t, ", ".join(kind.upper() for kind in kinds)
    page.text(t("common.upload_passing"))
    said = {
        "takes": json.dumps(t("common.upload_takes", kinds=named, size=most), ensure_ascii=False),
        "fault": json.dumps(t("common.upload_fault", kinds=named, size=most), ensure_ascii=False),
    }
    st.html(f"<style>{_CSS % said}</style>")
    return st.file_uploader(label, list(kinds), key=key, max_upload_size=most, help=about)
