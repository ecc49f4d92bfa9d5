"""Make the map of the impact page anew: python3 tools/make_world.py countries-50m.json

The file is that of the npm package world-atlas (`npm pack world-atlas@2.0.2`, ISC licence), made from Natural Earth,
which is in the public domain. The result is a small file of data, so that a build needs none of this.

Natural Earth's borders are left out on purpose. It draws them as they are held, which is one of several answers where
states disagree, and no set of borders is neutral in all countries that readers come from; and a country of one pixel
could not be filled. Dots of land and a circle for each country say how many projects there are, and nothing else.
"""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import _environment

_environment.ensure()

from babel.core import get_global

OUT = ROOT / "scripts/gmooc/pages/world.json"
ABOUT = (
    "A map of the world as dots: each letter of 'land' is one place of the grid, 'o' is land; 'places' says where the "
    "largest part of a country or area of ISO 3166 has its middle, in columns and rows. From Natural Earth (public "
    "domain) by way of world-atlas, in the Equal Earth projection, in which areas keep their proportions. No boundary "
    "is drawn, and a dot belongs to no country. Written by tools/make_world.py."
)
# The grid of the map: columns across 360 degrees, and the rows from the far north to the south without Antarctica.
COLUMNS, ROWS, SOUTH = 120, 50, -57.0
# What the map shows of the Earth, in units of the projection.
WIDE = 2.7066

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the map of the impact page anew.")
    parser.add_argument("atlas", type=Path, help="countries-50m.json of the npm package world-atlas")
    atlas = json.loads(parser.parse_args().atlas.read_bytes())
    arcs = [_unpack(arc, **atlas["transform"]) for arc in atlas["arcs"]]
    shapes = atlas["objects"]["countries"]["geometries"]
    land = [(shape.get("id", ""), ring) for shape in shapes for ring in _rings(shape, arcs)]
    rows = ["".join("o" if _is_land(column, row, land) else "." for column in range(COLUMNS)) for row in range(ROWS)]
    places = sorted({_code(shape.get("id", "")): _place(_rings(shape, arcs)) for shape in shapes}.items())
    named = [(code, place) for code, place in places if code]
    # A line for each row and each place, so that what a new atlas changes can be read.
    lines = ",\n".join(json.dumps(row.rstrip(".")) for row in rows)
    spots = ",\n".join(f'"{code}": [{x:.1f}, {y:.1f}]' for code, (x, y) in named)
    text = f'{{\n"about": {json.dumps(ABOUT)},\n"land": [\n{lines}\n],\n"places": {{\n{spots}\n}}\n}}\n'
    OUT.write_text(text, encoding="utf-8")
    print(f"wrote {OUT}: {sum(row.count('o') for row in rows)} dots, {len(named)} places")


def _unpack(arc: list[list[int]], scale: Point, translate: Point) -> Ring:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def _rings(shape: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    """Give the outer rings of a shape, in degrees; lakes are too small to matter."""
    if "arcs" not in shape:
        return []
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [
        [point for number in polygon[0] for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
        for polygon in polygons
    ]


def _project(longitude: float, latitude: float) -> Point:
    """Give the place of a point in the Equal Earth projection (Šavrič, Patterson, Jenny 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * slope)
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


def _grid(longitude: float, latitude: float) -> Point:
    """Give the column and row of a place."""
    x, y = _project(longitude, latitude)
    top = _project(0, 84)[1]
    step = 2 * WIDE / COLUMNS
    return (x + WIDE) / step - 0.5, (top - y) / step


def _is_land(column: int, row: int, land: list[tuple[str, Ring]]) -> bool:
    place = _degrees(column, row)
    return place is not None and place[1] > SOUTH and any(_is_inside(place, ring) for _, ring in land)


def _degrees(column: int, row: int) -> Point | None:
    """Find the place at a column and row by halving; None beside the map's edge."""
    north, south = 90.0, -90.0
    while north - south > 1e-6:
        middle = (north + south) / 2
        north, south = (middle, south) if _grid(0, middle)[1] < row else (north, middle)
    at_zero, at_one = _grid(0, north)[0], _grid(1, north)[0]
    longitude = (column - at_zero) / (at_one - at_zero)
    return (longitude, north) if abs(longitude) <= 180 else None


def _is_inside(place: Point, ring: Ring) -> bool:
    x, y = place
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _place(rings: list[Ring]) -> Point:
    """Give the middle of the largest ring, on the grid."""
    # A ring that crosses the 180th meridian seems as wide as the world.
    on_grid = [[_grid(*point) for point in ring] for ring in rings if max(ring)[0] - min(ring)[0] < 200]
    largest = max(on_grid, key=lambda ring: abs(_area(ring)), default=[(0.0, 0.0)])
    # Reckoned from a corner of its own, because small differences of large numbers are noise.
    left, top = largest[0]
    ring = [(x - left, y - top) for x, y in largest]
    area = _area(ring)
    if not area:
        return left, top
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return left + x, top + y


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _code(numeric: str) -> str:
    """Give the two letters of a country's three digits; '' for what ISO 3166 does not list."""
    found = get_global("territory_aliases").get(numeric.zfill(3), [""])
    return found[0] if numeric and len(found) == 1 else ""


if __name__ == "__main__":
    main()
