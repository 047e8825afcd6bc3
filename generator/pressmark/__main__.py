"""`python -m pressmark` is `pressmark`."""

from pressmark.cli import main

main()
