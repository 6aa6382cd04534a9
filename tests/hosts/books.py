"""One contract for every adapter: the same workbook, closed, open on the desktop, and open behind the server."""

import xlwings as xw

from schemas.cells import Cell
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import Grid, grid_of
from tests.hosts.office_js import Browser, payload_of
from workbook.closed.book import ClosedBook
from workbook.live.book import LiveBook
from workbook.live.desktop import DesktopExcel
from workbook.live.remote import RemoteExcel


class Closed:
    """A file."""

    def __init__(self, path):
        self.path = path

    def open(self):
        self.book = ClosedBook(self.path)
        return self.book

    def rows(self, table):
        with ClosedBook(self.path) as book:
            return [[_value(cell) for cell in row] for row in book.read(table).rows]

    def close(self):
        self.book.close()


class Desktop:
    """Open in Excel."""

    def __init__(self, path):
        self.grid: Grid = grid_of(path)
        [self.xw] = open_in_excel(self.grid)

    def open(self):
        self.book = LiveBook(self.xw, DesktopExcel(self.xw.app))
        return self.book

    def rows(self, table):
        return [[_value(cell) for cell in row] for row in LiveBook(self.xw, DesktopExcel(self.xw.app)).read(table).rows]

    def close(self):
        pass


class Remote:
    """Open behind the server: the request is taken when the book is opened, the answer carried out when it is closed."""

    def __init__(self, path):
        self.grid: Grid = grid_of(path)
        self.browser = Browser(self.grid)

    def open(self):
        self.xw = xw.Book(json=payload_of(self.grid, xw.__version__))
        self.book = LiveBook(self.xw, RemoteExcel(self.xw))
        return self.book

    def rows(self, table):
        book = xw.Book(json=payload_of(self.grid, xw.__version__))
        try:
            return [[_value(cell) for cell in row] for row in LiveBook(book, RemoteExcel(book)).read(table).rows]
        finally:
            book.close()

    def close(self):
        self.browser.run(self.xw.json())
        self.xw.close()


ADAPTERS = (Closed, Desktop, Remote)


def _value(cell: Cell):
    return cell.value
