"""A drawing of right year-end calls by month, as plain SVG."""

from pathlib import Path

from udfs.goals.arrays import Figures

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 360, 48, 28, 132, 40
LOWEST, HIGHEST, STEP = 60, 95, 5  # per cent
COLOURS = {"(a)": "#9a3b26", "seasonal": "#b58900", "pooled": "#1f5f8b", "exact": "#8a8a8a"}
LABELS = {
    "(a)": "to date against target",
    "seasonal": "last year's rest",
    "pooled": "pooled forecast",
    "exact": "limit",
}
APART = 14  # between labels


def draw(path: Path, months: list[str], right: dict[str, Figures]) -> None:
    """Write the drawing.

    Args:
        path: Where.
        months: Their names.
        right: Per cent of right calls by month, by answer.
    """
    across = (WIDTH - LEFT - RIGHT) / (len(months) - 1)

    def height(value: float) -> float:
        return TOP + (HIGHEST - value) / (HIGHEST - LOWEST) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="12"',
        ' font-family="sans-serif">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{LEFT}" y="16">Right year-end calls on simulated contracts, per cent, by month of the report</text>',
    ]
    for level in range(LOWEST, HIGHEST + 1, STEP):
        at = height(level)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{level}</text>')
    for place, name in enumerate(months):
        parts.append(f'<text x="{LEFT + place * across:.1f}" y="{HEIGHT - 16}" text-anchor="middle">{name}</text>')
    free = float(HEIGHT)  # labels stand beside their lines' ends, from the lowest up, and not on one another
    for name in sorted(COLOURS, key=lambda each: right[each][-1]):
        points = " ".join(f"{LEFT + place * across:.1f},{height(value):.1f}" for place, value in enumerate(right[name]))
        dashes = ' stroke-dasharray="5 4"' if name == "exact" else ""
        parts.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"{dashes}/>')
        free = min(free - APART, height(right[name][-1]) + 4)
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{free:.1f}" fill="{COLOURS[name]}">{LABELS[name]}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")
