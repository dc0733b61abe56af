"""Which files of the front-end packages are served: what the pages use, not the whole packages."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedFilesConfig(StaticFilesConfig):
    # Source maps stay: the manifest needs what the style sheets point at.
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "*.scss",
        "bootstrap-grid*",
        "bootstrap-reboot*",
        "bootstrap-utilities*",
        "bootstrap.bundle.js*",
        "bootstrap.css*",
        "bootstrap.esm*",
        "bootstrap.js*",
        "bootstrap.min.js*",
    ]
