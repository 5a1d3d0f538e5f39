"""``coach eval [SUITE] [--json]``: every suite on its held-out part; one sentence a suite, then its table.

A suite is a module of this folder with ``report(part) -> Report``. A figure below its target is marked; the exit code
is 1 then, so that a build can stand on it.
"""

import argparse
import importlib
import json
import sys
from dataclasses import asdict

from evals.table import Report

__all__ = ["SUITES", "main"]

SUITES = ("retrieval", "understanding", "asking", "drafting")


def main() -> int:
    """Run the suites asked for and print their tables."""
    parser = argparse.ArgumentParser(prog="coach eval")
    parser.add_argument("suite", nargs="?", choices=[*SUITES, "all"], default="all")
    parser.add_argument("--part", choices=["dev", "heldout"], default="heldout")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    names = SUITES if options.suite == "all" else (options.suite,)
    reports: list[Report] = []
    for name in names:
        reports.append(importlib.import_module(f"evals.{name}").report(options.part))
        if not options.json:
            print(reports[-1].as_text(), flush=True)
    if options.json:
        print(json.dumps([asdict(report) for report in reports], ensure_ascii=False))
    return 0 if all(row.reached is not False for report in reports for row in report.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
