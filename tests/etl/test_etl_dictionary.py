"""The data dictionary is made from the database's own comments."""

from pathlib import Path

import duckdb
import pytest

from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME
from etl.build import dictionary


def test_every_table_and_column_is_there(built_once: Path) -> None:
    text = dictionary.render(built_once / PUBLIC_NAME)
    with duckdb.connect(str(built_once / PUBLIC_NAME), read_only=True) as connection:
        columns = connection.sql("SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'mart'").fetchall()
    parts = {part.split("\n", 1)[0]: part for part in text.split("\n## ")[1:]}
    assert len(columns) > 100
    assert all(f"\n| `{column}` | " in parts[table] for table, column in columns)


@pytest.mark.parametrize(
    ("statement", "silent"),
    [("CREATE TABLE mart.baru (a INTEGER)", "baru"), ("ALTER TABLE mart.versi ADD COLUMN b INTEGER", r"versi\.b\.INTEGER")],
)
def test_a_silent_table_or_column_is_refused(built: Path, statement: str, silent: str) -> None:
    with duckdb.connect(str(built / PUBLIC_NAME)) as connection:
        connection.execute(statement)
    with pytest.raises(LookupError, match=f"without a comment: .*{silent}"):
        dictionary.render(built / PUBLIC_NAME)


def test_without_a_readable_database_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"publik\.duckdb belum ada(.|\n)*python -m etl bangun"):
        dictionary.render(tmp_path / PUBLIC_NAME)
    (tmp_path / PUBLIC_NAME).write_text("bukan basis data" * 1000)
    with pytest.raises(UserError, match=r"publik\.duckdb .* tidak dapat dibaca(.|\n)*python -m etl bangun"):
        dictionary.render(tmp_path / PUBLIC_NAME)
