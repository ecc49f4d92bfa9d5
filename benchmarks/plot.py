"""Draw lines of cost against size, both on logarithmic scales, as SVG."""

import html
import math
from typing import NamedTuple

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 70, 190, 20, 50
COLOURS = ("#0b3b46", "#c5192d", "#26736b", "#a15c00", "#19486a", "#8a1456", "#4c4c4c")


class Line(NamedTuple):
    """One tool: its name, and its cost at each size."""

    name: str
    points: list[tuple[int, float]]


def draw(lines: list[Line], across: str, up: str) -> str:
    """Return an SVG picture; a table of the same figures has to stand beside it."""
    sizes = sorted({size for line in lines for size, _ in line.points})
    costs = [cost for line in lines for _, cost in line.points]
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: float) -> float:
        share = (math.log10(size) - first) / (last - first) if last > first else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(cost: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(cost) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        f'font-size="13"><title>{html.escape(f"{up} against {across}")}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(low, high + 1):
        parts.append(f'<path d="M{LEFT} {y(10**power):.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">{html.escape(across)}</text>')
    parts.append(f'<text x="8" y="{TOP - 6}">{html.escape(up)}</text>')
    below = 0.0
    for line, colour in sorted(zip(lines, COLOURS * 2, strict=False), key=lambda pair: y(pair[0].points[-1][1])):
        path = "L".join(f"{x(size):.1f} {y(cost):.1f}" for size, cost in line.points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3.5" fill="{colour}"/>' for size, cost in line.points
        ]
        # Names that end near each other are moved apart.
        below = max(below + 16, y(line.points[-1][1]) + 4)
        end = x(line.points[-1][0]) + 10
        parts.append(f'<text x="{end:.1f}" y="{below:.1f}" fill="{colour}">{html.escape(line.name)}</text>')
    return "\n".join([*parts, "</svg>\n"])
