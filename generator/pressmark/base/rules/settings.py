"""PM801 to PM899: settings of the site, and what stops a build."""

from __future__ import annotations

from pressmark.base.rules.rule import Rule

BUILD_STOPPED = Rule(
    "PM811",
    "The build stopped",
    "{problem}",
    "",
    "Something other than the library's content stopped the build: a template, the configuration, "
    "or a full disk. The published site stays as it was.",
)
