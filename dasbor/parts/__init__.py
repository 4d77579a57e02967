"""Parts of pages drawn with Streamlit: one module per page, or per thing that several pages draw."""
