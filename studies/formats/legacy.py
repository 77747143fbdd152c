"""Which encoding of old a text has that is not UTF-8: Windows-1252, unless what stands in it can hardly be that."""

import codecs
import re

import chardet

# In Windows-1252 these are signs, or capitals that nobody writes before a small letter; on old Macs they are letters.
_MAC = re.compile(rb"(?<=[A-Za-z])[\x87\x88\x8a-\x90\x98\x9b\x9d\x9f](?=[a-z])")
_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff](?=[a-z])")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(rb"(?:[\x80-\xff][\x40-\x7e\x80-\xff]?)+")  # English around them tells nothing
_SURE = 0.25
_FEWEST = 6


def encoding(head: bytes) -> str:
    """Name the encoding of a text in another script than the Latin one, or of an old Mac; "" for Windows-1252."""
    runs = _HIGH.findall(head)
    count = sum(map(len, runs))
    if 2 * sum(map(len, _UTF8.findall(head))) > count:
        return ""
    if 2 * sum(len(run) for run in runs if len(run) > 2) > count >= _FEWEST:
        return _of_another_script(head)
    return "mac_roman" if len(_MAC.findall(head)) > len(_WINDOWS.findall(head)) else ""


def _of_another_script(head: bytes) -> str:
    told = chardet.detect(b" ".join(dict.fromkeys(_WORD.findall(head))))
    name, sure = told["encoding"], told["confidence"]
    if not name or sure < _SURE or name.lower() in ("utf-8", "windows-1252"):
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
