// The pictures of the demo library, drawn as SVG: skies, mountains, beaches, towns.
import type { Random } from './random.ts';

export type Canvas = Readonly<{ width: number; height: number; random: Random }>;
export type Scene = (canvas: Canvas) => string;
type Sky = readonly [top: string, bottom: string, sun: string];

const morning: Sky = ['#8ec5ea', '#fde7c8', '#fff4d6'];
const noon: Sky = ['#3f8fd6', '#bfe3f7', '#ffffff'];
const evening: Sky = ['#4a4a8f', '#ffae6b', '#ffe2a6'];
const dusk: Sky = ['#1d2350', '#c96f7c', '#ffd3b0'];
const night: Sky = ['#060b1f', '#24386b', '#f4f1de'];

const at = (value: number) => value.toFixed(1);

function svg({ width, height }: Canvas, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}

function gradient(id: string, from: string, to: string): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
}

function sky({ width, height, random }: Canvas, [top, bottom, sun]: Sky, sunHeight = random.between(0.2, 0.5)): string {
  const x = at(width * random.between(0.2, 0.8));
  const y = at(height * sunHeight);
  const radius = Math.min(width, height) * random.between(0.05, 0.08);
  return `<defs>${gradient('sky', top, bottom)}<radialGradient id="glow"><stop offset="0" stop-color="${sun}" stop-opacity=".9"/><stop offset="1" stop-color="${sun}" stop-opacity="0"/></radialGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${x}" cy="${y}" r="${at(radius * 5)}" fill="url(#glow)"/><circle cx="${x}" cy="${y}" r="${at(radius)}" fill="${sun}"/>`;
}

function clouds({ width, height, random }: Canvas, count: number, opacity = 0.75): string {
  return Array.from({ length: count }, () => {
    const x = random.between(0, width);
    const y = random.between(0.06, 0.32) * height;
    const size = random.between(0.04, 0.09) * width;
    return [-1.3, -0.5, 0.4, 1.2]
      .map((step) => {
        const puff = `rx="${at(size * random.between(0.7, 1))}" ry="${at(size * random.between(0.25, 0.42))}"`;
        return `<ellipse cx="${at(x + step * size)}" cy="${at(y)}" ${puff} fill="#fff" opacity="${opacity}"/>`;
      })
      .join('');
  }).join('');
}

/** A line of hills from edge to edge, filled down to the ground. */
function ridge({ width, height, random }: Canvas, base: number, rise: number, color: string, roughness = 9): string {
  const points = Array.from({ length: roughness + 1 }, (_, index) => {
    const swing = index % 2 === 0 ? random.between(0, 0.4) : random.between(0.5, 1);
    return `${at((index * width) / roughness)},${at(height * (base - rise * swing))}`;
  });
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${color}"/>`;
}

function hills({ width, height, random }: Canvas, base: number, color: string): string {
  const y = () => at(height * (base + random.between(-0.07, 0.07)));
  const path = `M0,${y()} C${at(width * 0.25)},${y()} ${at(width * 0.4)},${y()} ${at(width * 0.55)},${y()} S${at(width * 0.85)},${y()} ${width},${y()}`;
  return `<path d="${path} L${width},${height} L0,${height} Z" fill="${color}"/>`;
}

function stripes({ width, height, random }: Canvas, from: number, to: number, color: string, count = 22): string {
  return Array.from({ length: count }, () => {
    const y = height * random.between(from, to);
    const length = width * random.between(0.03, 0.16);
    const x = random.between(-0.05, 1) * width;
    return `<rect x="${at(x)}" y="${at(y)}" width="${at(length)}" height="${at(height * 0.005)}" rx="2" fill="${color}" opacity="${random.between(0.15, 0.6).toFixed(2)}"/>`;
  }).join('');
}

export const mountains: Scene = (canvas) => {
  const far = canvas.random.pick(['#8ea9c9', '#a9b4d0', '#9cc0c9']);
  const layers = [
    ridge(canvas, 0.66, 0.34, far, 7),
    ridge(canvas, 0.76, 0.26, '#5d7896', 9),
    hills(canvas, 0.76, '#3f6b57'),
    hills(canvas, 0.88, '#27493c'),
  ];
  return svg(canvas, sky(canvas, canvas.random.pick([morning, noon, evening])) + clouds(canvas, 3) + layers.join(''));
};

export const beach: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const sea = `<defs>${gradient('sea', random.pick(['#1f7fb0', '#2a9aa8', '#2f6fb5']), '#9fe0dc')}</defs><rect y="${at(height * 0.52)}" width="${width}" height="${at(height * 0.3)}" fill="url(#sea)"/>`;
  const sand = hills(canvas, 0.8, '#f0d9a8') + hills(canvas, 0.92, '#e3c288');
  const foam = stripes(canvas, 0.54, 0.74, '#ffffff', 30);
  const x = width * random.between(0.25, 0.7);
  const y = height * 0.86;
  const r = width * 0.09;
  const shade = random.pick(['#d9483b', '#f2a33a', '#3b7dd9']);
  const parasol = `<rect x="${at(x - 2)}" y="${at(y - r)}" width="4" height="${at(r * 1.2)}" fill="#7a5a3a"/><path d="M${at(x - r)},${at(y - r)} A${at(r)},${at(r)} 0 0 1 ${at(x + r)},${at(y - r)} Z" fill="${shade}"/><path d="M${at(x - r / 3)},${at(y - r)} A${at(r / 3)},${at(r)} 0 0 1 ${at(x + r / 3)},${at(y - r)} Z" fill="#fff4e3"/>`;
  return svg(canvas, sky(canvas, random.pick([noon, morning])) + clouds(canvas, 2) + sea + foam + sand + parasol);
};

export const sunset: Scene = (canvas) => {
  const { width, height } = canvas;
  const sea = `<defs>${gradient('sea', '#b5607a', '#1b2147')}</defs><rect y="${at(height * 0.6)}" width="${width}" height="${at(height * 0.4)}" fill="url(#sea)"/>`;
  return svg(
    canvas,
    sky(canvas, canvas.random.pick([dusk, evening]), 0.52) +
      clouds(canvas, 2, 0.25) +
      sea +
      stripes(canvas, 0.61, 0.97, '#ffd7a8', 46),
  );
};

export const lake: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const shore = height * 0.58;
  const peaks = ridge(canvas, 0.58, 0.36, '#6f86a8', 7) + ridge(canvas, 0.59, 0.14, '#3c5a4e', 17);
  const mirror = `<g transform="translate(0 ${at(shore * 2)}) scale(1 -1)" opacity=".55">${peaks}</g>`;
  const water = `<defs>${gradient('water', '#7fb2cf', '#1f4a63')}</defs><rect y="${at(shore)}" width="${width}" height="${at(height - shore)}" fill="url(#water)"/>`;
  const clip = `<clipPath id="below"><rect y="${at(shore)}" width="${width}" height="${at(height - shore)}"/></clipPath>`;
  const clipped = `${clip}<g clip-path="url(#below)">${mirror}</g>`;
  return svg(
    canvas,
    sky(canvas, random.pick([noon, morning])) +
      clouds(canvas, 2) +
      peaks +
      water +
      clipped +
      stripes(canvas, 0.62, 0.95, '#fff', 14),
  );
};

export const forest: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const greens = ['#2f5d3a', '#3f7a48', '#27523f', '#568a4a', '#8aa84a'];
  const trees = Array.from({ length: 34 }, (_, index) => {
    const depth = index / 34;
    const x = random.between(-0.02, 1.02) * width;
    const foot = height * (0.55 + depth * 0.45);
    const size = height * (0.16 + depth * 0.26);
    const crown = [0, 0.28, 0.55].map((up, tier) => {
      const half = size * (0.3 - tier * 0.07);
      const y = foot - size * up;
      return `<polygon points="${at(x - half)},${at(y)} ${at(x + half)},${at(y)} ${at(x)},${at(y - size * 0.48)}"/>`;
    });
    return `<g fill="${random.pick(greens)}"><rect x="${at(x - 3)}" y="${at(foot)}" width="6" height="${at(size * 0.1)}" fill="#5a432e"/>${crown.join('')}</g>`;
  });
  return svg(
    canvas,
    sky(canvas, random.pick([morning, noon])) +
      hills(canvas, 0.52, '#9fbf8f') +
      hills(canvas, 0.62, '#6f9c66') +
      trees.join(''),
  );
};

export const city: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const houses = (base: number, color: string, count: number, lit: number) =>
    Array.from({ length: count }, (_, index) => {
      const w = (width / count) * random.between(0.85, 1.25);
      const h = height * random.between(0.16, base);
      const x = (index * width) / count;
      const windows = Array.from({ length: Math.floor(h / 24) }, (_unused, row) =>
        [0.2, 0.45, 0.7]
          .filter(() => random.next() < lit)
          .map(
            (column) =>
              `<rect x="${at(x + w * column)}" y="${at(height - h + 10 + row * 24)}" width="${at(w * 0.12)}" height="10" fill="#ffd98a"/>`,
          )
          .join(''),
      );
      return `<rect x="${at(x)}" y="${at(height - h)}" width="${at(w)}" height="${at(h)}" fill="${color}"/>${windows.join('')}`;
    }).join('');
  return svg(
    canvas,
    sky(canvas, random.pick([dusk, evening]), 0.35) +
      houses(0.62, '#4b4f7a', 13, 0.1) +
      houses(0.46, '#2c2f52', 10, 0.55),
  );
};

export const nightSky: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const stars = Array.from(
    { length: 110 },
    () =>
      `<circle cx="${at(random.between(0, width))}" cy="${at(random.between(0, height * 0.75))}" r="${at(random.between(0.6, 2))}" fill="#fff" opacity="${random.between(0.4, 1).toFixed(2)}"/>`,
  );
  return svg(
    canvas,
    sky(canvas, night, 0.22) + stars.join('') + ridge(canvas, 0.85, 0.2, '#111a33', 9) + hills(canvas, 0.9, '#0a1020'),
  );
};

export const desert: Scene = (canvas) =>
  svg(
    canvas,
    sky(canvas, canvas.random.pick([noon, evening])) +
      ['#f2c48a', '#e0a266', '#c98350', '#a9633c']
        .map((color, index) => hills(canvas, 0.6 + index * 0.11, color))
        .join(''),
  );

export const flowers: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const colors = ['#e8505b', '#f9d56e', '#f3ecc2', '#c779d0', '#ff8c42', '#7aa5e8'];
  const blooms = Array.from({ length: 90 }, (_, index) => {
    const depth = index / 90;
    const x = random.between(0, width);
    const y = height * (0.6 + depth * 0.4);
    const r = height * (0.008 + depth * 0.028);
    const petals = [0, 72, 144, 216, 288].map((turn) => {
      const angle = (turn * Math.PI) / 180;
      return `<circle cx="${at(x + r * Math.cos(angle))}" cy="${at(y + r * Math.sin(angle))}" r="${at(r * 0.8)}"/>`;
    });
    return `<path d="M${at(x)},${at(y)} v${at(r * 5)}" stroke="#3c7a3f" stroke-width="${at(r / 3)}"/><g fill="${random.pick(colors)}">${petals.join('')}</g><circle cx="${at(x)}" cy="${at(y)}" r="${at(r * 0.7)}" fill="#5b3a1e"/>`;
  });
  return svg(
    canvas,
    sky(canvas, random.pick([noon, morning])) +
      clouds(canvas, 3) +
      hills(canvas, 0.56, '#8fbf6b') +
      hills(canvas, 0.68, '#5f9e52') +
      blooms.join(''),
  );
};

export const balloons: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const colors = ['#e4572e', '#f3a712', '#29335c', '#a8c686', '#669bbc', '#d1495b'];
  const balloon = Array.from({ length: 6 }, () => {
    const x = width * random.between(0.1, 0.9);
    const y = height * random.between(0.15, 0.6);
    const r = width * random.between(0.035, 0.085);
    const [main, band] = [random.pick(colors), random.pick(colors)];
    const envelope = `M${at(x - r)},${at(y)} A${at(r)},${at(r)} 0 1 1 ${at(x + r)},${at(y)} Q${at(x + r * 0.7)},${at(y + r)} ${at(x + r * 0.2)},${at(y + r * 1.5)} H${at(x - r * 0.2)} Q${at(x - r * 0.7)},${at(y + r)} ${at(x - r)},${at(y)}`;
    return `<path d="${envelope}" fill="${main}"/><ellipse cx="${at(x)}" cy="${at(y + r * 0.1)}" rx="${at(r * 0.4)}" ry="${at(r * 1.1)}" fill="${band}"/><rect x="${at(x - r * 0.16)}" y="${at(y + r * 1.7)}" width="${at(r * 0.32)}" height="${at(r * 0.28)}" fill="#6b4a2f"/>`;
  });
  return svg(
    canvas,
    sky(canvas, morning) +
      clouds(canvas, 4, 0.5) +
      hills(canvas, 0.82, '#b9c48a') +
      hills(canvas, 0.92, '#8b9d5e') +
      balloon.join(''),
  );
};

export const table: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const wood = random.pick(['#b98a5e', '#7d5a44', '#d8b48a']);
  const planks = Array.from(
    { length: 7 },
    (_, index) =>
      `<rect y="${at((index * height) / 7)}" width="${width}" height="${at(height / 7 - 3)}" fill="${wood}" opacity="${random.between(0.75, 1).toFixed(2)}"/>`,
  );
  const r = Math.min(width, height) * 0.3;
  const [x, y] = [width * random.between(0.4, 0.6), height * random.between(0.45, 0.58)];
  const dish = `<circle cx="${at(x + 8)}" cy="${at(y + 12)}" r="${at(r)}" opacity=".25"/><circle cx="${at(x)}" cy="${at(y)}" r="${at(r)}" fill="#fbf7f0"/><circle cx="${at(x)}" cy="${at(y)}" r="${at(r * 0.72)}" fill="${random.pick(['#e8b04a', '#d96b4a', '#8fb35a'])}"/>`;
  const bits = Array.from({ length: 40 }, () => {
    const angle = random.between(0, Math.PI * 2);
    const far = r * 0.66 * Math.sqrt(random.next());
    return `<circle cx="${at(x + far * Math.cos(angle))}" cy="${at(y + far * Math.sin(angle))}" r="${at(r * random.between(0.04, 0.1))}" fill="${random.pick(['#c23b22', '#3f7d3a', '#f6e7b4', '#f2f2e8', '#7a3b1d'])}"/>`;
  });
  return svg(
    canvas,
    `<rect width="${width}" height="${height}" fill="#4b3628"/>${planks.join('')}${dish}${bits.join('')}`,
  );
};

/** Somebody in front of a coloured wall. */
export const portrait: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const [wall, wallLow] = random.pick([
    ['#f2c6b4', '#d98d7a'],
    ['#b4d6d2', '#5c9a97'],
    ['#d8cfe8', '#8c7bb0'],
    ['#f5e2a8', '#d8ac4a'],
  ] as const);
  const r = Math.min(width, height) * 0.17;
  const [x, y] = [width * random.between(0.42, 0.58), height * 0.42];
  const [skin, hair, shirt] = [
    random.pick(['#f1c7a4', '#c98f66', '#8a5a3c', '#e8b48c']),
    random.pick(['#3a2a20', '#8b5a2b', '#1c1c22', '#c9a24a']),
    random.pick(['#2f5d8a', '#c94f4f', '#4a7a5a', '#f4f0e8']),
  ];
  const body = `<path d="M${at(x - r * 2)},${height} C${at(x - r * 2)},${at(y + r * 1.5)} ${at(x - r)},${at(y + r * 1.45)} ${at(x)},${at(y + r * 1.4)} S${at(x + r * 2)},${at(y + r * 1.5)} ${at(x + r * 2)},${height} Z" fill="${shirt}"/>`;
  const head = `<rect x="${at(x - r * 0.35)}" y="${at(y + r * 0.6)}" width="${at(r * 0.7)}" height="${at(r)}" rx="12" fill="${skin}"/><circle cx="${at(x)}" cy="${at(y - r * 0.15)}" r="${at(r * 1.12)}" fill="${hair}"/><ellipse cx="${at(x)}" cy="${at(y + r * 0.12)}" rx="${at(r * 0.82)}" ry="${at(r)}" fill="${skin}"/>`;
  const face = `<circle cx="${at(x - r * 0.3)}" cy="${at(y)}" r="${at(r * 0.07)}"/><circle cx="${at(x + r * 0.3)}" cy="${at(y)}" r="${at(r * 0.07)}"/><path d="M${at(x - r * 0.3)},${at(y + r * 0.45)} q${at(r * 0.3)},${at(r * 0.3)} ${at(r * 0.6)},0" fill="none" stroke="#7a3b2a" stroke-width="${at(r * 0.08)}" stroke-linecap="round"/>`;
  return svg(
    canvas,
    `<defs>${gradient('wall', wall, wallLow)}</defs><rect width="${width}" height="${height}" fill="url(#wall)"/>${body}${head}${face}`,
  );
};

/** One moment of a sun going down over water; `time` runs from 0 to 1. */
export const sunDown =
  (time: number): Scene =>
  (canvas) => {
    const { width, height } = canvas;
    const sea = `<defs>${gradient('sea', '#b5607a', '#1b2147')}</defs><rect y="${at(height * 0.6)}" width="${width}" height="${at(height * 0.4)}" fill="url(#sea)"/>`;
    return svg(canvas, sky(canvas, evening, 0.2 + time * 0.42) + sea + stripes(canvas, 0.61, 0.97, '#ffd7a8', 40));
  };
