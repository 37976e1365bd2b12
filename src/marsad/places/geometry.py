"""Distances, offsets and middles on the sphere, in kilometres and degrees."""

from __future__ import annotations

import math
from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0088


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle kilometres."""
    a, b = radians(lat1), radians(lat2)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, h)))


def north_south(lat1: float, lat2: float) -> float:
    """A little less than the kilometres between two latitudes: never more than the distance of two places on them."""
    return abs(lat1 - lat2) * 111.19


def offset(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point ``km`` away in the direction ``bearing`` (degrees clockwise from north)."""
    a, d, t = math.radians(lat), km / _EARTH_KM, math.radians(bearing)
    b = math.asin(math.sin(a) * math.cos(d) + math.cos(a) * math.sin(d) * math.cos(t))
    turn = math.atan2(math.sin(t) * math.sin(d) * math.cos(a), math.cos(d) - math.sin(a) * math.sin(b))
    return math.degrees(b), (lon + math.degrees(turn) + 540) % 360 - 180


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Degrees clockwise from north, from the first point to the second."""
    a, b, t = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    x = math.sin(t) * math.cos(b)
    y = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(t)
    return math.degrees(math.atan2(x, y)) % 360


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of points that lie near each other (not across the date line)."""
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def box(lat: float, lon: float, km: float) -> tuple[float, float, float, float]:
    """South, north, west, east of a box that holds the circle."""
    up = math.degrees(km / _EARTH_KM)
    side = up / max(0.01, math.cos(math.radians(lat)))
    return lat - up, lat + up, lon - side, lon + side


_CELLS_A_DEGREE = 12  # cells of 9 km north to south and, in the countries covered, 7 to 9 km east to west
_CELL_COLUMNS = 360 * _CELLS_A_DEGREE


def cell(lat: float, lon: float) -> int:
    """The number of the cell that holds a point."""
    row = math.floor((lat + 90) * _CELLS_A_DEGREE)
    return row * _CELL_COLUMNS + math.floor((lon + 180) * _CELLS_A_DEGREE) % _CELL_COLUMNS


def cells_around(number: int) -> list[int]:
    """A cell and the eight beside it."""
    row, column = divmod(number, _CELL_COLUMNS)
    return [(row + i) * _CELL_COLUMNS + (column + j) % _CELL_COLUMNS for i in (-1, 0, 1) for j in (-1, 0, 1)]
