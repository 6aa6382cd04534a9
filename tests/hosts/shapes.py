"""Shapes of a sheet as Excel's object model has them: drawn one by one, named, grouped and taken apart."""

from types import SimpleNamespace


class Shape:
    """A shape, or a group of them."""

    def __init__(self, home, area=(0, 0, 0, 0), nodes=(), members=()):
        self._home = home
        self.Name = f"Shape {id(self)}"
        self.AlternativeText = ""
        self.Left, self.Top, self.Width, self.Height = area
        self.nodes, self.members = list(nodes), list(members)
        self.Fill = SimpleNamespace(Visible=None, ForeColor=SimpleNamespace(RGB=None))
        self.Line = SimpleNamespace(Visible=None, ForeColor=SimpleNamespace(RGB=None), DashStyle=None)
        font = SimpleNamespace(Fill=SimpleNamespace(ForeColor=SimpleNamespace(RGB=None)))
        text = SimpleNamespace(Text="", Font=font, ParagraphFormat=SimpleNamespace())
        self.TextFrame2 = SimpleNamespace(TextRange=text)
        self.DrawingObject = SimpleNamespace(Formula="")

    @property
    def text(self):
        return self.TextFrame2.TextRange.Text

    def Delete(self):  # noqa: N802  Excel's name
        self._home.all.remove(self)

    def Ungroup(self):  # noqa: N802
        self._home.check()
        self._home.all.remove(self)
        self._home.all += self.members
        return self.members


class Shapes:
    """The shapes of a sheet."""

    def __init__(self):
        self.all = []
        self.is_locked = False

    def __iter__(self):
        return iter(list(self.all))

    def check(self):
        if self.is_locked:
            raise RuntimeError("the sheet is protected")

    def _add(self, shape):
        self.check()
        self.all.append(shape)
        return shape

    def AddShape(self, kind, left, top, width, height):  # noqa: N802
        assert kind == 1  # a rectangle
        return self._add(Shape(self, (left, top, width, height)))

    def BuildFreeform(self, _editing, x, y):  # noqa: N802
        nodes = [(x, y)]
        return SimpleNamespace(
            AddNodes=lambda _segment, _editing, x, y: nodes.append((x, y)),
            ConvertToShape=lambda: self._add(Shape(self, nodes=nodes)),
        )

    def Range(self, names):  # noqa: N802
        found = [shape for name in names for shape in self.all if shape.Name == name]
        assert len(found) == len(names)

        def group():
            for shape in found:
                self.all.remove(shape)
            left, top = (min(getattr(shape, side) for shape in found) for side in ("Left", "Top"))
            return self._add(Shape(self, (left, top, 0, 0), members=found))

        return SimpleNamespace(Group=group)
