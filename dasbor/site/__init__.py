"""The public site as plain files: every page of the published record, made beforehand, that needs no server of ours.

`command.run` is the way in (`python -m etl situs`). Figures, sentences and tables are those of `dasbor.views`; here they are only
arranged, and the addresses of the dashboard that they carry are turned into those of the site. No Streamlit.
"""
