"""Makes assets/map/world.json from the 110 m countries of npm's world-atlas (Natural Earth).

Out comes, by ISO code of two letters, a list of rings, each a flat list of longitudes and latitudes
in hundredths of a degree. Longitudes of a ring run on without a jump, so that Chukotka lies beyond
180 degrees; the map draws a ring a second time where it meets the other edge.
Usage: python assets/make/world.py FOLDER_OF_PACKAGE
"""

import json
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "map/world.json"
ANTARCTICA = "010"
ISO = {
    "004": "AF", "008": "AL", "012": "DZ", "024": "AO", "031": "AZ", "032": "AR", "036": "AU",
    "040": "AT", "044": "BS", "050": "BD", "051": "AM", "056": "BE", "064": "BT", "068": "BO",
    "070": "BA", "072": "BW", "076": "BR", "084": "BZ", "090": "SB", "096": "BN", "100": "BG",
    "104": "MM", "108": "BI", "112": "BY", "116": "KH", "120": "CM", "124": "CA", "140": "CF",
    "144": "LK", "148": "TD", "152": "CL", "156": "CN", "158": "TW", "170": "CO", "178": "CG",
    "180": "CD", "188": "CR", "191": "HR", "192": "CU", "196": "CY", "203": "CZ", "204": "BJ",
    "208": "DK", "214": "DO", "218": "EC", "222": "SV", "226": "GQ", "231": "ET", "232": "ER",
    "233": "EE", "238": "FK", "242": "FJ", "246": "FI", "250": "FR", "260": "TF", "262": "DJ",
    "266": "GA", "268": "GE", "270": "GM", "275": "PS", "276": "DE", "288": "GH", "300": "GR",
    "304": "GL", "320": "GT", "324": "GN", "328": "GY", "332": "HT", "340": "HN", "348": "HU",
    "352": "IS", "356": "IN", "360": "ID", "364": "IR", "368": "IQ", "372": "IE", "376": "IL",
    "380": "IT", "384": "CI", "388": "JM", "392": "JP", "398": "KZ", "400": "JO", "404": "KE",
    "408": "KP", "410": "KR", "414": "KW", "417": "KG", "418": "LA", "422": "LB", "426": "LS",
    "428": "LV", "430": "LR", "434": "LY", "440": "LT", "442": "LU", "450": "MG", "454": "MW",
    "458": "MY", "466": "ML", "478": "MR", "484": "MX", "496": "MN", "498": "MD", "499": "ME",
    "504": "MA", "508": "MZ", "512": "OM", "516": "NA", "524": "NP", "528": "NL", "540": "NC",
    "548": "VU", "554": "NZ", "558": "NI", "562": "NE", "566": "NG", "578": "NO", "586": "PK",
    "591": "PA", "598": "PG", "600": "PY", "604": "PE", "608": "PH", "616": "PL", "620": "PT",
    "624": "GW", "626": "TL", "630": "PR", "634": "QA", "642": "RO", "643": "RU", "646": "RW",
    "682": "SA", "686": "SN", "688": "RS", "694": "SL", "703": "SK", "704": "VN", "705": "SI",
    "706": "SO", "710": "ZA", "716": "ZW", "724": "ES", "728": "SS", "729": "SD", "732": "EH",
    "740": "SR", "748": "SZ", "752": "SE", "756": "CH", "760": "SY", "762": "TJ", "764": "TH",
    "768": "TG", "780": "TT", "784": "AE", "788": "TN", "792": "TR", "795": "TM", "800": "UG",
    "804": "UA", "807": "MK", "818": "EG", "826": "GB", "834": "TZ", "840": "US", "854": "BF",
    "858": "UY", "860": "UZ", "862": "VE", "887": "YE", "894": "ZM",
}  # fmt: skip


def main(package: Path) -> None:
    """Write the rings of all countries."""
    atlas = json.loads((package / "countries-110m.json").read_text(encoding="utf-8"))
    arcs = [_degrees(arc, atlas["transform"]) for arc in atlas["arcs"]]
    countries: dict[str, list[list[int]]] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        number = geometry.get("id", "")
        if number == ANTARCTICA:
            continue
        name = ISO.get(number, geometry["properties"]["name"])
        parts = geometry["arcs"]
        polygons = [parts] if geometry["type"] == "Polygon" else parts
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        countries.setdefault(name, []).extend(rings)
    text = json.dumps(dict(sorted(countries.items())), separators=(",", ":"))
    OUT.write_text(text + "\n", encoding="utf-8")


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """Undo the differences and the scale of TopoJSON."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        scale, shift = transform["scale"], transform["translate"]
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[int]:
    """Join arcs to a ring whose longitudes run on without a jump, in hundredths of a degree."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    flat: list[int] = []
    turn, last = 0.0, points[0][0]
    for longitude, latitude in points[:-1]:
        turn -= 360.0 * round((longitude - last) / 360.0)
        last = longitude
        flat += [round(100 * (longitude + turn)), round(100 * latitude)]
    if min(flat[::2]) < -18000:
        flat[::2] = [longitude + 36000 for longitude in flat[::2]]
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]))
