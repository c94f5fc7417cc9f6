"""Reports from the journal: one self-contained page, JSON, JUnit; each carries the chain's head.

``writing``   writes the reports that were asked for
``story``     what is told, gathered from the journal
``looks``     the newest looks, one by one
``page``      the page, for people
``dots``      its looks as dots, each run a column
``moments``   days and moments as the page writes them
``plain``     JSON and JUnit, for programs
``head``      the head that a report carries
``output``    where it is written
"""

from offswitch.report.writing import write_reports

__all__ = ["write_reports"]
