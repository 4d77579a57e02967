"""What the commands about official results do: read the data folder, call one function, write files aside and put them in place."""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from etl.base.errors import EXIT_OK
from etl.forms import regions
from etl.forms.blank import write_new
from etl.inputs import reference
from etl.results import options as offered
from etl.results import template
from etl.results.mark import is_simulation
from etl.results.rulebook import performance_year, rule_of

Say = Callable[[str], None]


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str] = os.environ) -> int:
    """Carry out one of `etl.results.options.VERBS`; its exit code. Raises `UserError` before anything is written."""
    if options.command in offered.LIFE:
        from etl.build import life_command  # so that a form is written without opening the warehouse

        return life_command.run(options, folder, say, environ)
    if options.command == "simulasi":
        from etl.build import simulate  # numpy is opened for this command only

        return simulate.run(folder, Path(options.keluar), options.benih, say)
    return _template(options, folder, say)


def _template(options: argparse.Namespace, folder: Path, say: Say) -> int:
    tables = reference.load(folder)
    rule = rule_of(tables, options.tahun)
    template.check_detail(rule, options.rincian)
    places = regions.regions_of(tables, options.tahun, options.provinsi)
    form = template.ResultsForm(
        rule,
        performance_year(tables, options.tahun),
        places[0].province if options.provinsi else None,
        places,
        options.rincian,
    )
    suffix = f"-{options.provinsi}" if options.provinsi else ""
    target = Path(options.keluar or f"templat-hasil-{options.tahun}{suffix}.xlsx")
    # the limits that a simulation assumes stand on its forms too: nobody may take them for the rule's
    write_new(target, template.workbook(form, cells={} if is_simulation(folder) else None))
    say(f"{target} ditulis: {len(places)} kabupaten/kota, {rule.name}.")
    return EXIT_OK
