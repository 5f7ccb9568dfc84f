"""`python -m eventnet` is the `eventnet` command."""

from eventnet.cli import main

raise SystemExit(main())
