"""What a program needs of the machine that it runs on, whatever it does there.

``staged``  private files that are there whole or not at all
"""
