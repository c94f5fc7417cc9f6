"""Commands: parse, call one function, render, exit. Nothing heavy is imported before it is needed.

``program``   the program: its commands, and what it does without one
``lazy``      commands that are built only when they are called
``boundary``  turns every problem into one error, one hint, and an exit code
``streams``   copes with closed standard streams, and encodings that lack our characters
``common``    options that several commands share, and how they print
``prompts`` ``choosing``  questions to the person at the terminal
``watching``  what a check does besides looking
``running`` ``signing_in`` ``catalog`` ``guiding`` ``journal`` ``health`` ``rehearsal`` ``sealing`` ``scheduling`` ``notifying``
              the commands
"""

from offswitch.cli.program import app, main

__all__ = ["app", "main"]
