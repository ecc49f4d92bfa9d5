"""What maintainers do now and then: announcements, reviews of pull requests, offline copies, erasure, smoke tests.

Each module is one task and serves one command of `manage.py`; begin at the one of that name.
"""
