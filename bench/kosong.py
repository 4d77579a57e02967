"""Tolok ukur: halaman Streamlit kosong dengan pengaturan bawaan."""

import streamlit as st  # noqa: F401
