"""Cell formats of one workbook taken over into another: each once, with its font, fill, border and number format."""

from copy import deepcopy

from lxml import etree

from workbook.closed.grafting.elements import in_namespace, named

_FIRST_OWN_FORMAT = 164
"""Number formats below this are the program's own, and the same in every workbook."""
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class StyleGraft:
    """Takes formats over.

    Args:
        target: The styles of the workbook that is grown; they are added to.
        donor: The styles of the workbook that formats are taken from.
    """

    def __init__(self, target: etree._Element, donor: etree._Element) -> None:
        self._target = target
        self._donor = donor
        self._formats: dict[int, int] = {}
        self._conditional: dict[int, int] = {}
        self._taken: dict[tuple[str, int], int] = {}

    def cell(self, donor: int) -> int:
        """The cell format in the target that looks like one of the donor's."""
        if donor not in self._formats:
            xf = deepcopy(_children(self._donor, "cellXfs")[donor])
            for attribute, collection in _PARTS.items():
                xf.set(attribute, str(self._part(collection, int(xf.get(attribute, "0")))))
            xf.set("numFmtId", str(self._number(int(xf.get("numFmtId", "0")))))
            xf.set("xfId", "0")
            self._formats[donor] = self._append("cellXfs", xf)
        return self._formats[donor]

    def conditional(self, donor: int) -> int:
        """The same of a conditional format."""
        if donor not in self._conditional:
            dxf = deepcopy(_children(self._donor, "dxfs")[donor])
            for number in dxf.iterfind("{*}numFmt"):
                number.set("numFmtId", str(self._number(int(number.get("numFmtId", "0")), number.get("formatCode"))))
            self._conditional[donor] = self._append("dxfs", dxf)
        return self._conditional[donor]

    def _part(self, collection: str, position: int) -> int:
        key = (collection, position)
        if key not in self._taken:
            self._taken[key] = self._append(collection, deepcopy(_children(self._donor, collection)[position]))
        return self._taken[key]

    def _number(self, donor: int, code: str | None = None) -> int:
        """A number format by its code: the target's own where it has it, otherwise a new one.

        Args:
            donor: The donor's number.
            code: Its code, where the format that uses it tells it (conditional formats do).
        """
        if donor < _FIRST_OWN_FORMAT:
            return donor
        wanted = code or next(
            each.get("formatCode") for each in _children(self._donor, "numFmts") if _id(each) == donor
        )
        own = {each.get("formatCode"): _id(each) for each in _children(self._target, "numFmts")}
        if wanted not in own:
            own[wanted] = max([*own.values(), _FIRST_OWN_FORMAT - 1]) + 1
            made = etree.Element(named(self._target, "numFmt"), numFmtId=str(own[wanted]), formatCode=str(wanted))
            self._append("numFmts", made)
        return own[wanted]

    def _append(self, collection: str, element: etree._Element) -> int:
        home = self._target.find(f"{{*}}{collection}")
        if home is None:
            home = etree.Element(named(self._target, collection))
            # Number formats come first of all; a workbook without conditional formats has them after its cell styles.
            before = self._target.find("{*}cellStyles")
            last = len(self._target) if before is None else self._target.index(before) + 1
            self._target.insert(0 if collection == "numFmts" else last, home)
        home.append(in_namespace(element, self._target))
        home.set("count", str(len(home)))
        return len(home) - 1


def _children(root: etree._Element, collection: str) -> list[etree._Element]:
    return list(root.iterfind(f"{{*}}{collection}/*"))


def _id(number: etree._Element) -> int:
    return int(number.get("numFmtId", "0"))
