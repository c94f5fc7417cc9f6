"""Is everything here that a run needs? Each check says what was found, and what to do.

``examination``  looks at everything that a run needs, one thing after the other
``check``      what a check says
``machine``    browser, screen, keyring, schedule, replica
``home``       folders, sessions, journal
``knowledge``  selector files and labels
"""

from offswitch.doctor.check import Check, Verdict, exit_code
from offswitch.doctor.examination import examine

__all__ = ["Check", "Verdict", "examine", "exit_code"]
