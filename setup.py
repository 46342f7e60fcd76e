"""Which folders are packages: everything below `src/`, and `theme/`, which no finder sees as `statusgen.theme`.

Every folder is named, those that hold nothing but templates too: setuptools warns of data folders that are not.
"""

from setuptools import find_namespace_packages, setup

CACHES = ["*__pycache__*"]

setup(
    packages=[
        *find_namespace_packages("src", exclude=CACHES),
        "statusgen.theme",
        *(f"statusgen.theme.{name}" for name in find_namespace_packages("theme", exclude=CACHES)),
    ]
)
