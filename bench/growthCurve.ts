// How the time of some work grows with its size: the exponent of the fit, and a drawing of it.

export type GrowthPoint = Readonly<{ files: number; milliseconds: number; memory: number | null }>;

/** The slope of the line through the points on two logarithmic axes: 1 is linear. NaN for fewer than two points. */
export function exponentOf(points: readonly GrowthPoint[]): number {
  const xs = points.map(({ files }) => Math.log(files));
  const ys = points.map(({ milliseconds }) => Math.log(milliseconds));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const above = xs.reduce((sum, value, i) => sum + (value - x) * ((ys[i] ?? 0) - y), 0);
  const below = xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
  return above / below;
}

const [WIDTH, HEIGHT, EDGE] = [640, 400, 60];

/** The points, and the straight line from the first through linear growth. */
export function growthSvg(points: readonly GrowthPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const slowest = Math.max(...points.map(({ milliseconds }) => milliseconds));
  const linear = (first.milliseconds * last.files) / first.files;
  const top = Math.max(slowest, linear);
  const span = (value: number, from: number, to: number) =>
    to === from ? 0 : Math.log(value / from) / Math.log(to / from);
  const x = (files: number) => EDGE + span(files, first.files, last.files) * (WIDTH - 2 * EDGE);
  const y = (ms: number) => HEIGHT - EDGE - span(ms, first.milliseconds, top) * (HEIGHT - 2 * EDGE);
  const dots = points.map(
    ({ files, milliseconds }) =>
      `<circle cx="${x(files)}" cy="${y(milliseconds)}" r="4"/><text x="${x(files)}" y="${y(milliseconds) - 10}" text-anchor="middle">${files.toLocaleString('en-US')}: ${(milliseconds / 1_000).toFixed(1)} s</text>`,
  );
  const line = points.map(({ files, milliseconds }) => `${x(files)},${y(milliseconds)}`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<text x="${EDGE}" y="24">First index, files against time, both logarithmic; exponent ${exponentOf(points).toFixed(3)} (dashed: linear)</text>`,
    `<line x1="${x(first.files)}" y1="${y(first.milliseconds)}" x2="${x(last.files)}" y2="${y(linear)}" stroke="gray" stroke-dasharray="4"/>`,
    `<polyline points="${line}" fill="none" stroke="black"/>`,
    ...dots,
    '</svg>\n',
  ].join('\n');
}
