"""Kueri: setiap fungsi mengembalikan bingkai data dari skema `mart`; tidak mengenal Streamlit."""
