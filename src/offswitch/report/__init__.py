"""Reports from the journal: a self-contained page, JSON and JUnit; each contains the chain's head.

``writing``   writes the reports that were asked for
``content``   the content of a report, gathered from the journal
``looks``     the newest looks, one by one
``page``      the page, for people
``sentences`` what the page says in words
``dots``      the looks as dots, with a column for each run
``moments``   how the page writes days and times
``plain``     JSON and JUnit, for programs
``head``      the chain's head in a report
``output``    where a report is written
``viewer``    shows a page in the person's own browser
"""

from offswitch.report.writing import write_reports

__all__ = ["write_reports"]
