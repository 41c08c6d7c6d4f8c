// Our own drawings on a 24 grid, in the manner of Material Symbols.

const PATHS = {
  close: 'M6.4 19 5 17.6 10.6 12 5 6.4 6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4Z',
  back: 'M11.5 19.5 4 12l7.5-7.5 1.4 1.4L7.8 11H20v2H7.8l5.1 5.1Z',
  check: 'M9.6 17.6 4.3 12.3 5.7 10.9 9.6 14.8 18.3 6.1 19.7 7.5Z',
  photoLibrary:
    'M9 14h10l-3.25-4.33-2.5 3.33-1.75-2.33ZM8 18a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2Zm0-2h12V4H8ZM4 22a2 2 0 0 1-2-2V6h2v14h14v2Z',
  image: 'M5 21a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2Zm0-2h14V5H5Zm1-2h12l-3.75-5-3 4L9 13Z',
  movie:
    'm4 4 2 4h3L7 4h2l2 4h3l-2-4h2l2 4h3l-2-4h3a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Zm0 6v8h16v-8Z',
  music: 'M10 21a4 4 0 1 1 2-7.46V3h6v4h-4v10a4 4 0 0 1-4 4Z',
  folder: 'M4 20a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h6l2 2h8a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2Zm0-2h16V8h-8.8l-2-2H4Z',
  collections:
    'M9 14h10l-3.25-4.33-2.5 3.33-1.75-2.33ZM8 18a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2Zm0-2h12V4H8ZM4 22a2 2 0 0 1-2-2V6h2v14h14v2Z',
  playCircle: 'M10 16.5 16 12l-6-4.5ZM12 22a10 10 0 1 1 0-20 10 10 0 0 1 0 20Z',
  motion:
    'M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10Zm0-2.2a2.8 2.8 0 1 1 0-5.6 2.8 2.8 0 0 1 0 5.6ZM12 2a10 10 0 0 1 10 10h-2a8 8 0 0 0-8-8Zm0 20A10 10 0 0 1 2 12h2a8 8 0 0 0 8 8Z',
  camera:
    'M12 17.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm0-2a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5ZM4 21a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h3.2L9 3h6l1.8 2H20a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2Zm0-2h16V7H4Z',
  navBack: 'M17 4.8v14.4L5 12Z',
  navHome: 'M12 5a7 7 0 1 1 0 14 7 7 0 0 1 0-14Z',
  navRecents: 'M6 6h12v12H6Z',
  wifi: 'M12 20 .8 8.2a16 16 0 0 1 22.4 0Z',
  battery:
    'M9 3.5V2h6v1.5h1.2A1.8 1.8 0 0 1 18 5.3v14.9a1.8 1.8 0 0 1-1.8 1.8H7.8A1.8 1.8 0 0 1 6 20.2V5.3a1.8 1.8 0 0 1 1.8-1.8Z',
  warning: 'M1 21 12 2l11 19Zm3.5-2h15L12 6ZM12 18a1 1 0 1 0 0-2 1 1 0 0 0 0 2Zm-1-3h2v-5h-2Z',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words; where there are no words, the control around it carries a label. */
export function Icon({ name, size = 24 }: Readonly<{ name: IconName; size?: number }>) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d={PATHS[name]} fillRule="evenodd" />
    </svg>
  );
}
