"""offswitch: switch off the data uses you never asked for, and prove each one."""

__version__ = "0.1.0"
