"""The three lines of a VBA project that say who may see it (MS-OVBA 2.4.3), for a project without a password.

They are encrypted with the project's identifier, and Excel holds a project whose lines do not fit its identifier for
damaged. The encryption takes a seed that Excel draws; here it is fixed, for the same bytes every time.
"""

import struct
import uuid

_VERSION = 2
_SEEDS = {"CMG": 0x18, "DPB": 0x58, "GC": 0x98}  # none asks for filling bytes: (seed & 6) is 0
_CONTENT = {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}  # no protection; no password; visible


def project_id(name: str) -> str:
    """A project's identifier: from its name, for a drawn one would differ from build to build."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_OID, f"VBA project {name}")).upper() + "}"


def protection_lines(identifier: str) -> list[str]:
    """The lines of an unprotected, visible project."""
    return [f'{key}="{encrypted(content, identifier, _SEEDS[key])}"' for key, content in _CONTENT.items()]


def encrypted(content: bytes, identifier: str, seed: int, filling: bytes = b"") -> str:
    """Bytes encrypted after MS-OVBA 2.4.3.2, in hexadecimal digits.

    Args:
        content: What to encrypt.
        identifier: The project's identifier, with its braces.
        seed: The byte that starts it.
        filling: As many bytes without a meaning as the seed asks for.
    """
    key = sum(identifier.encode("ascii")) & 0xFF
    out = [seed, seed ^ _VERSION, seed ^ key]
    plain = key
    for byte in filling + struct.pack("<I", len(content)) + content:
        out.append(byte ^ ((out[-2] + plain) & 0xFF))
        plain = byte
    return bytes(out).hex().upper()
