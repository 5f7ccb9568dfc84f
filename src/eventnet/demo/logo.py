"""The mark of the demo's event: four streams that become one."""

from PIL import Image, ImageDraw

from eventnet.demo.programme import ACCENT

PAPER = "#fbf7ef"
SIZE = 512
# Each stream: where it springs, how far it runs level, and its width; all end in the mouth.
SPRINGS = ((72, 22), (186, 30), (318, 30), (440, 22))
MOUTH = (512, 256)

Point = tuple[float, float]


def _streams() -> list[tuple[Point, Point, Point, Point, int]]:
    """Return a Bézier curve and a width for each stream."""
    x, y = MOUTH
    return [
        ((-24.0, spring), (190.0, spring), (200.0, y + (spring - y) * 0.16), (x + 24.0, y), width)
        for spring, width in SPRINGS
    ]


def draw_svg() -> str:
    """Return the mark as SVG."""
    paths = "\n".join(
        f'    <path d="M{ax:g} {ay:g}C{bx:g} {by:g} {cx:g} {cy:g} {dx:g} {dy:g}" '
        f'stroke-width="{width}"/>'
        for (ax, ay), (bx, by), (cx, cy), (dx, dy), width in _streams()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img">\n'
        "  <title>Estuary</title>\n"
        f'  <rect width="{SIZE}" height="{SIZE}" fill="{ACCENT}"/>\n'
        f'  <g fill="none" stroke="{PAPER}" stroke-linecap="round">\n{paths}\n'
        '    <path d="M410 256H536" stroke-width="58"/>\n'
        "  </g>\n</svg>\n"
    )


def draw_png() -> Image.Image:
    """Return the same mark as pixels, for mails and previews that take no SVG."""
    fine = 4
    image = Image.new("RGB", (SIZE * fine, SIZE * fine), ACCENT)
    pen = ImageDraw.Draw(image)

    def dot(x: float, y: float, width: float) -> None:
        pen.ellipse(
            [fine * (x - width / 2), fine * (y - width / 2),
             fine * (x + width / 2), fine * (y + width / 2)],
            fill=PAPER,
        )  # fmt: skip

    for a, b, c, d, width in _streams():
        for step in range(801):
            t = step / 800
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (
                sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True))
                for axis in (0, 1)
            )
            dot(x, y, width)
    for x in range(410, SIZE + 40):
        dot(x, 256, 58)
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
