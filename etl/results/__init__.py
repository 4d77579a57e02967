"""Official results: from the files that offices have to drafts and published versions.

`sheets` opens a file safely, `layout` finds the table in it, `values` reads its cells, `checks` judges them.
"""
