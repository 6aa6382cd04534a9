"""Desktop Excel's stand-in: an engine beneath xlwings' own classes, so that its conversions run as on Windows.

Values go over the border as Excel's object model hands them over: errors as whole numbers, dates as dates, one cell as
a scalar. ``native`` objects stand for what our adapter asks of Excel directly (``.api``).
"""

import datetime as dt
from types import SimpleNamespace

import xlwings as xw
from openpyxl.utils import range_boundaries
from xlwings import base_classes

from tests.hosts.grid import EPOCH, ExcelRefusedError, address

ERRORS = {"#N/A": -2146826246, "#DIV/0!": -2146826281, "#REF!": -2146826265}


class Engine:
    name = "excel"
    type = "desktop"

    def __init__(self):
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value, _options):
        return "" if value is None or value != value else value  # noqa: PLR0124

    @staticmethod
    def clean_value_data(data, *_):
        return data


class Apps(base_classes.Apps):
    def __init__(self, engine):
        self.engine = engine
        self.all = []

    def __iter__(self):
        return iter(self.all)

    def __len__(self):
        return len(self.all)


class App(base_classes.App):
    # Plain attributes in place of the base's properties.
    engine = books = screen_updating = enable_events = calculation = status_bar = selection = None
    pid = 1

    def __init__(self, engine):
        self.engine = engine
        self.books = Books(self)
        self.screen_updating = True
        self.enable_events = True
        self.calculation = "automatic"
        self.status_bar = False
        self.said = []
        self.AutoCorrect = SimpleNamespace(AutoFillFormulasInLists=True)
        self.files = []
        self.answer = "yes"
        self.typed = False
        self.seen = []  # what the status bar showed
        engine.apps.all.append(self)

    def __setattr__(self, name, value):
        if name == "status_bar" and value and hasattr(self, "seen"):
            self.seen.append(value)
        super().__setattr__(name, value)

    @property
    def api(self):
        return self

    def GetOpenFilename(self, *_):  # noqa: N802  Excel's name
        return tuple(self.files) or False

    def GetSaveAsFilename(self, *_):  # noqa: N802
        return self.files[0] if self.files else False

    def InputBox(self, prompt, _title, suggestion=None):  # noqa: N802
        self.said.append((prompt, "ask"))
        return suggestion if suggestion is not None and self.typed is True else self.typed

    def activate(self, steal_focus):
        pass

    def alert(self, prompt, title, buttons, mode, callback):
        self.said.append((prompt, mode))
        return self.answer if buttons == "yes_no" else "ok"


class Books(base_classes.Books):
    app = None

    def __init__(self, app):
        self.app = app
        self.all = []

    def __iter__(self):
        return iter(self.all)

    def __len__(self):
        return len(self.all)

    def __call__(self, key):
        return self.all[key - 1] if isinstance(key, int) else next(book for book in self.all if book.name == key)

    @property
    def active(self):
        return self.all[-1]


class Book(base_classes.Book):
    app = None

    def __init__(self, app, grid):
        self.app, self.grid = app, grid
        app.books.all.append(self)

    name = property(lambda self: self.grid.name)
    fullname = property(lambda self: self.place or self.grid.name)
    api = property(lambda self: self)
    FullName = property(lambda self: self.fullname)
    place = ""  # its path or address, where a test gives it one
    ReadOnly = False

    @property
    def sheets(self):
        return Sheets(self)

    @property
    def names(self):
        return Names(self)

    def activate(self):
        pass


class Names(base_classes.Names):
    def __init__(self, book):
        self.book = book

    def __len__(self):
        return len(self.book.grid.names)

    def __call__(self, key):
        return Name(*list(self.book.grid.names.items())[key - 1])


class Name(base_classes.Name):
    def __init__(self, name, refers_to):
        self._name, self._refers_to = name, refers_to

    name = property(lambda self: self._name)
    refers_to = property(lambda self: self._refers_to)


class Sheets(base_classes.Sheets):
    def __init__(self, book):
        self.book = book

    def __iter__(self):
        return (Sheet(self.book, sheet) for sheet in self.book.grid.sheets)

    def __len__(self):
        return len(self.book.grid.sheets)

    def __call__(self, key):
        sheets = self.book.grid.sheets
        return Sheet(self.book, sheets[key - 1] if isinstance(key, int) else self.book.grid.sheet(key))


class Sheet(base_classes.Sheet):
    def __init__(self, book, sheet):
        self._book, self.sheet = book, sheet

    name = property(lambda self: self.sheet.name)
    book = property(lambda self: self._book)

    @property
    def tables(self):
        return Tables(self)

    api = property(lambda self: NativeSheet(self.sheet))

    def range(self, first, last=None):
        if isinstance(first, base_classes.Range):
            first = first.area[:2]
        if isinstance(last, base_classes.Range):
            last = last.area[2:]
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first.replace("$", ""))
            return Range(self, (top, left, bottom, right))
        if len(first) == len(("row", "column", "rows", "columns")):
            top, left, rows, columns = first
            return Range(self, (top, left, top + rows - 1, left + columns - 1))
        return Range(self, (*first, *(last or first)))

    visible = property(lambda self: self.sheet.visible)

    def activate(self):
        if not self.sheet.visible:
            raise ExcelRefusedError("Activate method of Worksheet class failed")
        self._book.grid.active = self.sheet.name


class NativeSheet:
    """What our adapter asks of ``Worksheet``."""

    def __init__(self, sheet):
        self._sheet = sheet

    Shapes = property(lambda self: self._sheet.shapes)
    ProtectContents = property(lambda self: self._sheet.protected)
    ProtectDrawingObjects = property(lambda self: self._sheet.protected)
    ProtectScenarios = False
    Protection = type("Protection", (), {"__getattr__": lambda *_: True})()
    AutoFilter = property(lambda self: self if self._sheet.hidden else None)
    FilterMode = property(lambda self: bool(self._sheet.hidden))

    def ShowAllData(self):  # noqa: N802
        self._sheet.hidden.clear()

    def Unprotect(self):  # noqa: N802
        if self._sheet.password:
            raise ExcelRefusedError("The password is wrong")
        self._sheet.protected = False

    def Protect(self, *_):  # noqa: N802
        self._sheet.protected = True

    @property
    def Comments(self):  # noqa: N802
        places = [(SimpleNamespace(Row=row, Column=at), text) for (row, at), text in self._sheet.comments.items()]
        return [SimpleNamespace(Parent=cell, Text=lambda text=text: text) for cell, text in places]

    def Calculate(self):  # noqa: N802
        self._sheet.calculated = True


class Range(base_classes.Range):
    sheet = None

    def __init__(self, sheet, area):
        self.sheet, self.area = sheet, area

    row = property(lambda self: self.area[0])
    column = property(lambda self: self.area[1])
    shape = property(lambda self: (self.area[2] - self.area[0] + 1, self.area[3] - self.area[1] + 1))
    address = property(lambda self: address(*self.area))
    api = property(lambda self: self)
    coords = property(lambda self: (self.sheet.name, *self.area))

    def __len__(self):
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row, column=None):
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.area[0] + row - 1, self.area[1] + column - 1
        return Range(self.sheet, (top, left, top, left))

    def _rows(self, of):
        top, left, bottom, right = self.area
        grid = self.sheet.sheet
        rows = tuple(tuple(of(grid.at(row, each)) for each in range(left, right + 1)) for row in range(top, bottom + 1))
        return rows[0][0] if self.shape == (1, 1) else rows

    @property
    def raw_value(self):
        return self._rows(_native)

    @raw_value.setter
    def raw_value(self, matrix):
        rows = matrix if isinstance(matrix, list) else [[matrix] * self.shape[1]] * self.shape[0]
        self.sheet.sheet.put(self.area[0], self.area[1], rows)

    formula = property(lambda self: self._rows(lambda cell: cell.formula or cell.value))

    @property
    def number_format(self):
        rows = self._rows(lambda cell: cell.number_format)
        codes = {rows} if isinstance(rows, str) else {code for row in rows for code in row}
        return codes.pop() if len(codes) == 1 else None

    @property
    def merge_cells(self):
        top, left, bottom, right = self.area
        met = [
            area
            for area in self.sheet.sheet.merged
            if area[0] <= bottom and area[2] >= top and area[1] <= right and area[3] >= left
        ]
        return None if met else False

    def Copy(self):  # noqa: N802
        self.sheet.book.app.copied = self.sheet.sheet.comments.get(self.area[:2])

    def PasteSpecial(self, what):  # noqa: N802
        assert what == -4144
        self.sheet.sheet.check(*self.area)
        self.sheet.sheet.comments[self.area[:2]] = self.sheet.book.app.copied

    def ClearComments(self):  # noqa: N802
        self.sheet.sheet.comments.pop(self.area[:2], None)

    def clear_contents(self):
        self.sheet.sheet.blank(*self.area)

    def autofill(self, destination, type_):
        assert type_ == "fill_formats"
        top, left, _, right = self.area
        self.sheet.sheet.fill_formats((top, left, right), destination.impl.area[2])

    def select(self):
        pass


def _native(cell):
    if cell.is_date:
        return EPOCH + dt.timedelta(days=cell.value)
    return ERRORS.get(cell.value, cell.value) if isinstance(cell.value, str) else cell.value


class Tables(base_classes.Tables):
    def __init__(self, sheet):
        self.sheet = sheet

    def __iter__(self):
        return (Table(self.sheet, table) for table in self.sheet.sheet.tables)

    def __len__(self):
        return len(self.sheet.sheet.tables)

    def __call__(self, key):
        tables = self.sheet.sheet.tables
        return Table(self.sheet, tables[key - 1] if isinstance(key, int) else self.sheet.sheet.table(key))


class Table(base_classes.Table):
    def __init__(self, sheet, table):
        self._sheet, self.table = sheet, table

    name = property(lambda self: self.table.name)
    parent = property(lambda self: self._sheet)
    show_autofilter = property(lambda self: self.table.autofilter)
    autofilter = property(lambda self: AutoFilter(self.table))
    api = property(lambda self: self)
    AutoFilter = property(lambda self: AutoFilter(self.table) if self.table.autofilter else None)

    @property
    def range(self):
        return Range(self._sheet, (self.table.top, self.table.left, self.table.bottom, self.table.right))

    @property
    def show_totals(self):
        return self.table.totals

    @show_totals.setter
    def show_totals(self, shown):
        self._sheet.sheet.show_totals(self.table.name, shown)

    def resize(self, area):
        self._sheet.sheet.resize(self.table.name, *area.impl.area)


class AutoFilter(base_classes.AutoFilter):
    def __init__(self, table):
        self.table = table

    FilterMode = property(lambda self: bool(self.table.hidden))

    def clear(self, field):
        assert field is None
        self.table.hidden.clear()


def open_in_excel(*grids):
    """xlwings' books of one Excel that has the grids open."""
    engine = Engine()
    app = App(engine)
    known = xw.Engine(impl=engine)
    xw.engines.active = known
    return [xw.Book(impl=Book(app, grid)) for grid in grids]
