"""Who this instance serves: everybody, or the ministry's own operators.

The only place that looks at `PEDULIHAM_INTERNAL`. A public instance does not have the internal pages at all.
"""

import os
from collections.abc import Mapping

VARIABLE = "PEDULIHAM_INTERNAL"


def internal(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the internal pages exist here: only where the variable is exactly "1"."""
    return environ.get(VARIABLE) == "1"
