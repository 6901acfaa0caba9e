"""`python -m concertbot` is the same as `concertbot`."""

from concertbot.cli import main

main()
