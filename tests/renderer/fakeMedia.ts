// Scripted photos: what a query of media collections and of the picker's albums answers.
import type { Cursor, Row } from '../../contract/android/cursor.ts';

/** 2026-06-14, 10:30 UTC. */
export const NOW = Date.UTC(2026, 5, 14, 10, 30);

export function albumCursor(): Cursor {
  const columns = ['album_id', 'display_name', 'album_media_cover_id', 'album_media_count', 'date_taken_millis'];
  const names = ['Favorites', 'Camera', 'Videos', 'Screenshots', 'Downloads'];
  return whole(
    columns,
    names.map((name, i): Row => [name, name, String(80 - i * 3), 12 + i, NOW]),
  );
}

/** What a picked item says of its file. */
export function sizeCursor(bytes: number): Cursor {
  return whole(['_size'], [[bytes]]);
}

/** Rows of the files collection; only the selected ones when there is a selection. */
export function mediaCursor(count: number, selected: readonly number[] | null): Cursor {
  const columns = ['_id', '_display_name', 'mime_type', 'media_type', 'datetaken'];
  const ids = selected ?? Array.from({ length: count }, (_, i) => count - i);
  return whole(
    columns,
    ids.map((id): Row => [id, `PXL_${String(id).padStart(4, '0')}.jpg`, 'image/jpeg', id % 7 === 3 ? 3 : 1, NOW]),
  );
}

function whole(columns: readonly string[], rows: readonly Row[]): Cursor {
  return { columns, rows, count: rows.length };
}

/** A landscape in the colours of its id, as an SVG that a server may answer for any thumbnail. */
export function picture(id: number): string {
  const hue = (id * 47) % 360;
  const sun = 20 + ((id * 13) % 60);
  const top = 34 + ((id * 7) % 20);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="xMidYMid slice">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue} 60% 62%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 75% 84%)"/></linearGradient></defs>
<rect width="100" height="100" fill="url(#s)"/><circle cx="${sun}" cy="30" r="9" fill="#fff8"/>
<path d="M0 80 L${top} 42 L${top + 22} 66 L${top + 36} 52 L110 92 V100 H0Z" fill="hsl(${(hue + 200) % 360} 30% 34%)"/>
<path d="M0 90 Q30 70 60 86 T110 82 V100 H0Z" fill="hsl(${(hue + 160) % 360} 34% 24%)"/></svg>`;
}
