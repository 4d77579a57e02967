"""The first paint: what a page says stands in the document that arrives, before the five seconds in which its scripts load.

`run` draws the page in a session of its own, as for any reader; `markup` writes what it drew as HTML; `document` puts that into
Streamlit's document and keeps it. Nothing is said twice: it is the same page, its same views, for the same address.
"""
