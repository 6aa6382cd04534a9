"""What XlsxWriter does not write, put into a finished package: the ribbon (customUI14)."""

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_RELATIONSHIPS = "_rels/.rels"
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can have; XlsxWriter writes the same


def add_part(package: bytes, part: str, content: bytes, relationship_type: str) -> bytes:
    """A package with one more part that the package itself relates to.

    Every other member keeps its place, its bytes and its date. The type of the part's content must be known already:
    ``xml`` is, by a default of ``[Content_Types].xml``.

    Args:
        package: The package, as bytes.
        part: The part's name, without a leading slash.
        content: Its content.
        relationship_type: How the package relates to it.

    Raises:
        ValueError: The part is there already, or its ending has no default content type.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        _check(old, part)
    added = zipfile.ZipInfo(part, _DATE)
    added.compress_type = zipfile.ZIP_DEFLATED
    added.external_attr = 0o600 << 16
    added.create_system = 3  # not the builder's system, for the same bytes everywhere
    out = io.BytesIO(
        rewritten(package, lambda name, old: _related(old, part, relationship_type) if name == _RELATIONSHIPS else old)
    )
    with zipfile.ZipFile(out, "a") as new:
        new.writestr(added, content)
    return out.getvalue()


def rewritten(package: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A package whose members went through a change by name, in the same order and with the same dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member, change(member.filename, old.read(member)))
    return out.getvalue()


def _check(package: zipfile.ZipFile, part: str) -> None:
    """Refuse a part that is there or that has no content type."""
    if part in package.namelist():
        raise ValueError(f"The package has {part!r} already.")
    ending = part.rpartition(".")[2]
    if f'<Default Extension="{ending}"'.encode() not in package.read("[Content_Types].xml"):
        raise ValueError(f"The package has no content type for {ending!r}.")


def _related(relationships: bytes, part: str, relationship_type: str) -> bytes:
    """The package's relationships and one more, under the first free identifier."""
    number = 1
    while f'Id="rId{number}"'.encode() in relationships:
        number += 1
    head, end, tail = relationships.rpartition(b"</Relationships>")
    kind, target = quoteattr(relationship_type), quoteattr(part)
    return head + f'<Relationship Id="rId{number}" Type={kind} Target={target}/>'.encode() + end + tail
