"""What the tests of the record share."""

from collections.abc import Callable

Ask = Callable[..., list[tuple[object, ...]]]
"""Ask a database: a query and the values bound to it give its rows."""
