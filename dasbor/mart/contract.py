"""The contract as it documents itself: columns, types and meanings of schema `mart`, and its rows as Arrow tables for files."""

from dataclasses import dataclass
from typing import Any

from dasbor.mart import warehouse
from dasbor.mart.cache import shared


@dataclass(frozen=True)
class ContractColumn:
    """A column: its DuckDB type ("INTEGER", "DATE" …) and its meaning in Bahasa Indonesia, as the dictionary has it."""

    name: str
    type: str
    meaning: str


@shared
def tables() -> tuple[str, ...]:
    """The names of all tables of the contract, in order."""
    found = warehouse.current().query(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'mart' ORDER BY ALL"
    )
    return tuple(map(str, found["table_name"]))


@shared
def columns(table: str) -> tuple[ContractColumn, ...]:
    """The columns of `mart.{table}` in order; empty for a table that is not there. Source: the comments of the database."""
    rows = warehouse.current().query(
        "SELECT column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = 'mart' AND table_name = ? ORDER BY column_index",
        [table],
    )
    return tuple(ContractColumn(str(name), str(kind), str(meaning)) for name, kind, meaning in rows.itertuples(index=False))


@shared
def meaning(table: str) -> str:
    """What a row of `mart.{table}` stands for, in Bahasa Indonesia."""
    found = warehouse.current().value(
        "SELECT comment FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'mart' AND table_name = ?",
        [table],
    )
    return str(found or "")


def rows(table: str, where: str, parameters: list[object], order: tuple[str, ...]) -> Any:  # noqa: ANN401  pyarrow.Table
    """Rows of `mart.{table}` as an Arrow table, ordered by `order`. Table, clause and order come from `exports.dataset` only."""
    sql = f"SELECT * FROM mart.{table} WHERE {where} ORDER BY {', '.join(order)}"  # noqa: S608  from a fixed set, values bound
    return warehouse.current().arrow(sql, parameters)
