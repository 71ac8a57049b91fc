"""What all tests share: how hard hypothesis tries."""

import os

from hypothesis import settings

settings.register_profile("dev", max_examples=30, deadline=None)
# derandomized, so that a change is judged by its own faults and not by luck
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))
