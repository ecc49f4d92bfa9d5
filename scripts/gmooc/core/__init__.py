"""What every other package stands on; it imports nothing of ours.

Comes in: texts, paths, moments. Goes out: problems, URLs, times, words in six languages, digests, settings.
Begin at `problems.py`: a fault at path:line:column with its repair is what the whole house tells people.
"""
