// What is in the demo library: one row per file.

import type { Scene } from './scenes.ts';
import * as scenes from './scenes.ts';
import * as screens from './screens.ts';

export type Place = Readonly<{ latitude: number; longitude: number; altitude: number }>;
/** The EXIF values of a photo somebody has to turn: 1 as it is, 3 upside down, 6 and 8 on its sides. */
export type Orientation = 1 | 3 | 6 | 8;

export type Picture = Readonly<{
  path: string;
  scene: Scene;
  width: number;
  height: number;
  /** Local time, as EXIF writes it; null leaves every date out. */
  taken: string | null;
  offset: string;
  place?: Place;
  orientation?: Orientation;
}>;

const lisbon: Place = { latitude: 38.6979, longitude: -9.4215, altitude: 6 };
const alps: Place = { latitude: 46.5587, longitude: 7.8922, altitude: 1932 };
const yosemite: Place = { latitude: 37.7456, longitude: -119.5936, altitude: 1214 };
const sydney: Place = { latitude: -33.8568, longitude: 151.2153, altitude: 4 };

const WIDE = [960, 720] as const;
const TALL = [720, 960] as const;
const PHONE = [540, 1080] as const;

type More = Pick<Picture, 'place' | 'orientation'>;

/** A photo of the camera: the name says when, like on a Pixel or a Samsung. */
function camera(
  stamp: string,
  offset: string,
  scene: Scene,
  [width, height]: readonly [number, number] = WIDE,
  more: More = {},
): Picture {
  const taken = exifDate(stamp);
  return { path: `DCIM/Camera/IMG_${stamp.replace(' ', '_')}.jpg`, scene, width, height, taken, offset, ...more };
}

function screenshot(stamp: string, scene: Scene): Picture {
  const path = `Pictures/Screenshots/Screenshot_${stamp.replace(' ', '-')}.png`;
  return { path, scene, width: PHONE[0], height: PHONE[1], taken: exifDate(stamp), offset: '+02:00' };
}

/** Messengers shrink what they send and keep no place. */
function received(
  stamp: string,
  number: number,
  scene: Scene,
  [width, height]: readonly [number, number] = [800, 600],
): Picture {
  const name = `IMG-${stamp.slice(0, 8)}-WA${String(number).padStart(4, '0')}.jpg`;
  return { path: `Pictures/WhatsApp Images/${name}`, scene, width, height, taken: exifDate(stamp), offset: '+02:00' };
}

function file(path: string, stamp: string, scene: Scene, [width, height]: readonly [number, number] = WIDE): Picture {
  return { path, scene, width, height, taken: exifDate(stamp), offset: '+02:00' };
}

/** "20240607 101530" → "2024:06:07 10:15:30" */
function exifDate(stamp: string): string {
  const parts = /^(\d{4})(\d\d)(\d\d) (\d\d)(\d\d)(\d\d)$/.exec(stamp);
  if (parts === null) throw new Error(`Not a time: ${stamp}`);
  const [, year, month, day, hour, minute, second] = parts;
  return `${year}:${month}:${day} ${hour}:${minute}:${second}`;
}

export const pictures: readonly Picture[] = [
  camera('20231224 181205', '+01:00', scenes.nightSky),
  camera('20240113 113010', '+01:00', scenes.mountains, WIDE, { place: alps }),
  camera('20240113 114522', '+01:00', scenes.lake, WIDE, { place: alps }),
  camera('20240113 152840', '+01:00', scenes.mountains, [1200, 400], { place: alps }),
  camera('20240329 094512', '+01:00', scenes.flowers),
  camera('20240329 101003', '+01:00', scenes.flowers, TALL, { orientation: 6 }),
  camera('20240412 123344', '+02:00', scenes.table),
  camera('20240505 190210', '+02:00', scenes.portrait, TALL),
  camera('20240518 064501', '+02:00', scenes.balloons),
  camera('20240518 065233', '+02:00', scenes.balloons, TALL, { orientation: 8 }),
  camera('20240607 101530', '+01:00', scenes.beach, WIDE, { place: lisbon }),
  camera('20240607 101534', '+01:00', scenes.beach, WIDE, { place: lisbon }),
  camera('20240607 133015', '+01:00', scenes.table, WIDE, { place: lisbon }),
  camera('20240607 204801', '+01:00', scenes.sunset, WIDE, { place: lisbon }),
  camera('20240608 093020', '+01:00', scenes.city, TALL, { place: lisbon, orientation: 6 }),
  camera('20240608 210455', '+01:00', scenes.city, WIDE, { place: lisbon }),
  camera('20240622 161512', '+02:00', scenes.forest),
  camera('20240622 162940', '+02:00', scenes.forest, TALL, { orientation: 3 }),
  camera('20240703 142211', '-07:00', scenes.mountains, WIDE, { place: yosemite }),
  camera('20240703 171809', '-07:00', scenes.lake, WIDE, { place: yosemite }),
  camera('20240705 195533', '-07:00', scenes.desert),
  camera('20240705 221010', '-07:00', scenes.nightSky, TALL),
  camera('20240811 120101', '+02:00', scenes.portrait),
  camera('20240811 183025', '+02:00', scenes.sunset),
  camera('20240914 083000', '+10:00', scenes.city, WIDE, { place: sydney }),
  camera('20240914 121545', '+10:00', scenes.beach, WIDE, { place: sydney }),
  screenshot('20240518 071500', screens.weather),
  screenshot('20240606 194210', screens.boardingPass),
  screenshot('20240607 090533', screens.map),
  screenshot('20240621 201144', screens.chat),
  screenshot('20240801 101010', screens.settings),
  received('20240505 201530', 1, scenes.portrait),
  received('20240505 201533', 2, scenes.portrait),
  received('20240611 080102', 3, scenes.flowers),
  received('20240611 080240', 4, scenes.table),
  received('20240624 213355', 1, scenes.lake),
  received('20240812 090807', 2, scenes.desert, [600, 800]),
  file('Pictures/WhatsApp Images/Sent/IMG-20240612-WA0007.jpg', '20240612 071122', scenes.beach, [800, 600]),
  file('Pictures/Holidays/Alps panorama.jpg', '20240113 153000', scenes.mountains, [1200, 360]),
  file('Pictures/Holidays/Sunset (edited).jpg', '20240608 101500', scenes.sunset, [900, 900]),
  file('Pictures/Holidays/Käsefondue.jpg', '20240113 200000', scenes.table),
  file('Pictures/.hidden/IMG_20240222_222222.jpg', '20240222 222222', scenes.city, [640, 480]),
  file('Download/wallpaper-mountains.webp', '20240420 120000', scenes.mountains, [720, 1200]),
  file('Download/forest.webp', '20240421 120000', scenes.forest),
  file('Download/receipt.jpg', '20240425 174500', screens.receipt, TALL),
  { path: 'Download/logo.png', scene: scenes.balloons, width: 480, height: 480, taken: null, offset: '+00:00' },
];

/** Empty files that tell the scanner to leave their folder out. */
export const noMedia = ['Pictures/.hidden/.nomedia', 'Pictures/WhatsApp Images/Sent/.nomedia'];

export const animation = { path: 'Download/sun.gif', width: 480, height: 360, frames: 12 };

export const clips = [
  {
    path: 'DCIM/Camera/VID_20240607_205012.mp4',
    created: '2024-06-07T19:50:12Z',
    width: 640,
    height: 360,
    seconds: 3,
    reverse: false,
  },
  {
    path: 'DCIM/Camera/VID_20240914_060233.mp4',
    created: '2024-09-13T20:02:33Z',
    width: 360,
    height: 640,
    seconds: 2,
    reverse: true,
  },
] as const;
