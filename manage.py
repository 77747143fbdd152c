#!/usr/bin/env python
"""The command line of the workbench."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realist_review.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # one sentence that says what to set is worth more than where it was missed
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
