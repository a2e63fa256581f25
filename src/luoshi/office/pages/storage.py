"""Static files under names with their digest; modules that import each other find each other by these names."""

from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

_IMPORT = r"""(?P<matched>from\s+"(?P<url>\./[^"]+)")"""


class Statics(CompressedManifestStaticFilesStorage):
    """As WhiteNoise keeps them; what our modules import (`from "./drafts.js"`) is rewritten to the name with a digest.

    Django can do so for every script, but then stumbles over examples in the comments of those that are not ours.
    """

    patterns = (*ManifestFilesMixin.patterns, ("luoshi/*.js", ((_IMPORT, 'from "%(url)s"'),)))
