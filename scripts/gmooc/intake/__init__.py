"""The ways in without git: archives sent by mail, the form's files, spreadsheets.

Comes in: bytes of strangers. Goes out: content files, and what a person has to decide; nothing is written over.
Begin at `submission.py` for one write-up, at `rows.py` for a table of many.
"""
