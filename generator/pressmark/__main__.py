"""`python -m pressmark` is `pressmark`."""

from pressmark.cli.main import run

run()
