"""A map view as files: SVG, PNG, GeoJSON, GeoPackage, made on the server without a browser.

`map_files.map_downloads` is the way in. Knows no Streamlit; the same view of the same data gives the same bytes.
"""
