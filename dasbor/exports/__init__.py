"""Maps, charts, publications and tables as files, made on the server without a browser.

`publications.files` knows every file of a scope, `map_files.map_downloads` those of a map view. Knows no Streamlit; the same view
of the same data gives the same bytes.
"""
