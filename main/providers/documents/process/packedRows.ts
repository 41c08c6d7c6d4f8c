// Mirrors android.database.CursorWindow: rows of another process as bytes, unpacked where somebody reads them.
import { deserialize, serialize } from 'node:v8';
import type { Row } from '../../../../contract/android/cursor.ts';
import { PART_ROWS } from '../../../../contract/rpc/documentsProviderWire.ts';

/** A million rows as objects would keep the device's memory busy; packed, only what is looked at is unpacked. */
export class PackedRows {
  readonly #parts: Uint8Array[] = [];
  #unpacked: { part: number; rows: readonly Row[] } | null = null;

  /** Each but the last has PART_ROWS rows. */
  add(part: readonly Row[] | Uint8Array): void {
    this.#parts.push(part instanceof Uint8Array ? part : serialize(part));
  }

  window(start: number, length: number): readonly Row[] {
    const found: Row[] = [];
    for (let at = Math.max(0, start); at < start + length; ) {
      const part = Math.floor(at / PART_ROWS);
      const rows = this.#part(part).slice(at % PART_ROWS, (at % PART_ROWS) + start + length - at);
      if (rows.length === 0) break;
      for (const row of rows) found.push(row);
      at += rows.length;
    }
    return found;
  }

  #part(part: number): readonly Row[] {
    const packed = this.#parts[part];
    if (packed === undefined) return [];
    if (this.#unpacked?.part !== part) this.#unpacked = { part, rows: unpack(packed) };
    return this.#unpacked.rows;
  }
}

function unpack(packed: Uint8Array): readonly Row[] {
  try {
    const rows: unknown = deserialize(packed);
    return Array.isArray(rows) ? rows : [];
  } catch {
    // The bytes are another process's.
    return [];
  }
}
