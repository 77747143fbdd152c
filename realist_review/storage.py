"""Static files under hashed names, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed


class HashedFiles(Hashed):
    """Our own modules import each other by hashed names too; what others wrote is served as it is."""

    _imports = Hashed._js_module_import_aggregation_patterns[1]
    patterns = (*Hashed.patterns, ("js/*.js", _imports))
