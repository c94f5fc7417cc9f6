"""Looks at one page, changes nothing, and drafts a selector file from what is there.

``summary`` what was seen: headings, rows, controls, and requests that were held back
``visit``   opens the page and looks at it, down to the end of its lists
``draft``   a selector file with what was seen, and a comment wherever a person has to decide
``parts``   one control in that file, and which way round it makes no contradiction
``proofs``  what proves the page again
``toml_text``  how it is written
"""
