"""The data that flows through the house: words, selector files, results.

``words``      the closed vocabularies: state, status, reason, category, kind, proof
``geography``  what a selector file may say (pydantic, read from TOML)
``results``    what a run says (pydantic, written as JSON)
"""
