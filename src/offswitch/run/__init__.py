"""One run over one profile: what is asked for, what is worked on, what came of it, and the way back."""
