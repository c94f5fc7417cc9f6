"""The browser: started, fenced in, paced, and recorded where the person asked for it."""
