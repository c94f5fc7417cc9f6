"""Commands: parse, call one function, render, exit. Nothing heavy is imported before it is needed.

``program``   the program: its commands, and what it does without one
``lazy``      commands that are built when they are called
``boundary``  every problem as one error, one hint and an exit code
``streams``   closed standard streams, and encodings that lack our signs
``common``    options that several commands have, and how something is printed
``person`` ``asking``  what the person at the terminal is asked
``watching``  what a check does besides looking
``running`` ``signing_in`` ``knowledge`` ``guiding`` ``journal`` ``health`` ``rehearsal`` ``sealing`` ``scheduling`` ``notifying``
              the commands
"""

from offswitch.cli.program import app, main

__all__ = ["app", "main"]
