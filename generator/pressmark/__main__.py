"""`python -m pressmark` is `pressmark`."""

from pressmark.cli import run

run()
