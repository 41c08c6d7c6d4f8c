// Screenshots, a receipt and other pictures with words in them.
import type { Canvas, Scene } from './scenes.ts';

const font = 'font-family="Roboto, DejaVu Sans, sans-serif"';

function text(x: number, y: number, size: number, words: string, fill = '#1f1f24', extra = ''): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" ${font} ${extra}>${words}</text>`;
}

function screen({ width, height }: Canvas, background: string, body: string): string {
  const status = text(24, 32, 18, '9:41', '#44444f') + text(width - 96, 32, 18, '5G  82%', '#44444f');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${background}"/>${status}${body}</svg>`;
}

export const chat: Scene = (canvas) => {
  const { width } = canvas;
  const bubbles = [
    ['Are you coming on Saturday?', 'left'],
    ['Yes! I bring the tent', 'right'],
    ['And the photos from the lake?', 'left'],
    ['Sending three of them now', 'right'],
    ['Lovely', 'left'],
  ] as const;
  const rows = bubbles.map(([words, side], index) => {
    const w = 40 + words.length * 10.4;
    const x = side === 'left' ? 24 : width - 24 - w;
    const y = 130 + index * 84;
    return `<rect x="${x}" y="${y}" width="${w}" height="56" rx="26" fill="${side === 'left' ? '#e8e4f0' : '#cfe3ff'}"/>${text(x + 20, y + 35, 18, words)}`;
  });
  return screen(canvas, '#fbf8ff', `${text(24, 88, 28, 'Mira')}${rows.join('')}`);
};

export const weather: Scene = (canvas) => {
  const { width } = canvas;
  const days = ['Mon 21°', 'Tue 24°', 'Wed 19°', 'Thu 22°', 'Fri 26°'];
  const rows = days.map((day, index) => {
    const y = 430 + index * 56;
    return `${text(40, y, 22, day, '#fff')}<rect x="190" y="${y - 14}" width="${width - 240}" height="8" rx="4" fill="#ffffff55"/><rect x="${210 + index * 14}" y="${y - 14}" width="${110 + index * 12}" height="8" rx="4" fill="#ffd36b"/>`;
  });
  const sun = `<circle cx="${width / 2}" cy="200" r="64" fill="#ffd36b"/>`;
  return screen(
    canvas,
    '#3d7cc9',
    `${sun}${text(width / 2, 350, 76, '23°', '#fff', 'text-anchor="middle"')}${rows.join('')}`,
  );
};

export const map: Scene = (canvas) => {
  const { width, height } = canvas;
  const streets = Array.from(
    { length: 7 },
    (_, index) =>
      `<path d="M0,${90 + index * 120} L${width},${60 + index * 132}" stroke="#fff" stroke-width="${index % 3 === 0 ? 18 : 9}"/><path d="M${30 + index * 88},0 L${70 + index * 80},${height}" stroke="#fff" stroke-width="8"/>`,
  );
  const park = `<rect x="60" y="300" width="180" height="150" rx="18" fill="#cfe8c4"/><path d="M0,${height * 0.72} Q${width / 2},${height * 0.62} ${width},${height * 0.78} V${height} H0 Z" fill="#a8d3f0"/>`;
  const pin = `<circle cx="${width * 0.62}" cy="360" r="20" fill="#d93a3a"/><circle cx="${width * 0.62}" cy="360" r="8" fill="#fff"/>`;
  return screen(canvas, '#eceae4', `${park}${streets.join('')}${pin}`);
};

export const settings: Scene = (canvas) => {
  const { width } = canvas;
  const rows = ['Network', 'Connected devices', 'Apps', 'Notifications', 'Battery', 'Storage', 'Sound', 'Display'];
  const items = rows.map((name, index) => {
    const y = 170 + index * 72;
    return `<circle cx="52" cy="${y - 8}" r="20" fill="hsl(${index * 43} 55% 68%)"/>${text(96, y, 22, name)}<rect x="96" y="${y + 26}" width="${width - 120}" height="1" fill="#d8d6de"/>`;
  });
  return screen(canvas, '#fdfcff', `${text(24, 104, 36, 'Settings')}${items.join('')}`);
};

export const boardingPass: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const cell = 13;
  const code = Array.from({ length: 19 * 19 }, (_, index) => {
    const [column, row] = [index % 19, Math.floor(index / 19)];
    return random.next() < 0.5
      ? `<rect x="${width / 2 - 9.5 * cell + column * cell}" y="${height - 330 + row * cell}" width="${cell}" height="${cell}"/>`
      : '';
  });
  const words =
    text(60, 150, 26, 'LIS  →  ZRH', '#fff') +
    text(60, 250, 22, 'Gate 14    Seat 7A') +
    text(60, 300, 22, 'Boarding 17:35');
  return screen(
    canvas,
    '#eef1f7',
    `<rect x="32" y="90" width="${width - 64}" height="${height - 130}" rx="24" fill="#fff"/><path d="M32,114 a24,24 0 0 1 24,-24 h${width - 112} a24,24 0 0 1 24,24 v70 h-${width - 64} Z" fill="#24507a"/>${words}${code.join('')}`,
  );
};

export const receipt: Scene = (canvas) => {
  const { width, height, random } = canvas;
  const items = ['Bread', 'Apples 1 kg', 'Coffee', 'Cheese', 'Tomatoes', 'Chocolate'];
  const prices = items.map(() => random.between(1.2, 9).toFixed(2));
  const mono = 'font-family="DejaVu Sans Mono, monospace" font-size="22" fill="#333"';
  const rows = items.map(
    (item, index) =>
      `<text x="${width * 0.24}" y="${250 + index * 44}" ${mono}>${item}</text><text x="${width * 0.76}" y="${250 + index * 44}" ${mono} text-anchor="end">${prices[index]}</text>`,
  );
  const total = prices.reduce((sum, price) => sum + Number(price), 0).toFixed(2);
  const paper = `<rect x="${width * 0.18}" y="60" width="${width * 0.64}" height="${height - 120}" fill="#fdfcf7" transform="rotate(-1.5 ${width / 2} ${height / 2})"/>`;
  const sum = `<text x="${width * 0.24}" y="560" ${mono} font-weight="bold">Total</text><text x="${width * 0.76}" y="560" ${mono} font-weight="bold" text-anchor="end">${total}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#8a6d52"/>${paper}<text x="${width / 2}" y="160" ${mono} text-anchor="middle">CORNER SHOP</text>${rows.join('')}${sum}</svg>`;
};
