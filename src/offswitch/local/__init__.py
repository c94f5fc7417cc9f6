"""What depends on this machine alone.

``folders``    where things are kept, and folders that nobody else can read
``staged``     private files that are written completely or not at all
``lock``       one run at a time on a profile
``interrupt``  Ctrl-C stops between two steps
``person``     whether somebody sits at the terminal
"""
