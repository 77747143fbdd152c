"""What was made elsewhere and is served from here is exactly what its manifest says, with its licence beside it."""

import hashlib
import json

from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())


def test_the_manifest_names_every_file_by_its_hash() -> None:
    files = {each for each in VENDOR.rglob("*") if each.is_file() and each.name != "manifest.json"}
    hashes = {each.relative_to(VENDOR).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}
    assert hashes == {name: entry["sha256"] for name, entry in MANIFEST.items()}


def test_every_file_has_a_version_a_licence_and_a_package() -> None:
    for name, entry in MANIFEST.items():
        assert entry["version"] and entry["licence"] and "://" not in entry["from"], name
        assert (VENDOR / name).parent.joinpath("LICENSE.txt").is_file(), name
