"""The data that flows through the house: words, selector files, results.

``words``      the closed vocabularies: state, status, reason, category, kind, proof
``geography``  what a selector file may say (pydantic, read from TOML)
``coherence``  whether a selector file makes sense as a whole
``lexicon``    English labels and what a site shows instead; ``variant`` one layout, ready for use
``text``       labels compared as people read them
``results``    what a run says (pydantic, written as JSON)
"""
