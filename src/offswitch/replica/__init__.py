"""The replica: copies of the platforms' pages under the real host names, with a ledger.

Everything that belongs to one platform is data in ``fixtures/``; this package only serves it.
"""

from offswitch.replica.running import Replica
from offswitch.replica.scenario import Scenario, load_scenario
from offswitch.replica.server import serve

__all__ = ["Replica", "Scenario", "load_scenario", "serve"]
