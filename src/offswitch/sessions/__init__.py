"""Signed-in sessions: where they are kept, opened, begun, recognized, listed, and sealed anew."""
