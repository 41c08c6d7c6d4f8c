/** A hue of its own for every package name, degrees. */
function hueOf(packageName: string): number {
  return [...packageName].reduce((hue, letter) => (hue * 7 + (letter.codePointAt(0) ?? 0) * 13) % 360, 0);
}

/** An icon for an app that has none: mountains and a sun, in a colour of its package's own. */
export function AppIcon({ packageName, size = 56 }: Readonly<{ packageName: string; size?: number }>) {
  const hue = hueOf(packageName);
  const fill = (lightness: number) => ({ fill: `hsl(${hue} 62% ${lightness}%)` });
  return (
    <svg width={size} height={size} viewBox="0 0 56 56" aria-hidden="true">
      <circle cx="28" cy="28" r="28" style={fill(88)} />
      <circle cx="36.5" cy="20" r="4.5" style={fill(62)} />
      <path d="M11 39 22.5 21.5 34 39Z" style={fill(40)} strokeLinejoin="round" />
      <path d="M25 39 33.5 27 45 39Z" style={fill(52)} />
    </svg>
  );
}
