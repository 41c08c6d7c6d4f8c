// Spans of time as a tester writes them.

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Milliseconds of “500ms”, “61s”, “10m”, “2h”, “8d”, “1w”, of several such as “1d 2h”, or of a number.
 * @throws {Error} in one sentence for anything else
 */
export function milliseconds(duration: string | number): number {
  if (typeof duration === 'number' && duration >= 0) return duration;
  const parts = [...String(duration).matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|[smhdw])\s*/g)];
  const read = parts.map(([text]) => text).join('');
  if (parts.length === 0 || read !== String(duration).trimStart())
    throw new Error(`“${duration}” is no duration: write 500ms, 61s, 10m, 2h or 8d.`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}
