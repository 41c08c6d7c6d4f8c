// Mirrors adb's file_sync_protocol.h: what the sync service is asked and what it answers, as bytes. Numbers are little-endian.

/** Most bytes in one DATA. */
export const SYNC_DATA_MAX = 65_536;

/** Longest path in a request, bytes. */
export const SYNC_PATH_MAX = 1_024;

/** SyncFlag. */
export const SYNC_FLAG = { NONE: 0, BROTLI: 1, LZ4: 2, ZSTD: 4, DRY_RUN: 0x80000000 } as const;

/** What stat() tells; times are whole seconds since 1970 UTC. */
export type SyncStat = Readonly<{
  mode: number;
  size: number;
  mtime: number;
  dev: number;
  ino: number;
  nlink: number;
  uid: number;
  gid: number;
}>;

const NO_STAT: SyncStat = { mode: 0, size: 0, mtime: 0, dev: 0, ino: 0, nlink: 0, uid: 0, gid: 0 };

const STAT_2 = 68;

/** A request, or a frame of a file: its four letters and a number. */
export function readFrame(header: Buffer): Readonly<{ id: string; value: number }> {
  return { id: header.toString('latin1', 0, 4), value: header.readUInt32LE(4) };
}

/** Four letters and a number: DATA and its length, DONE and a time, OKAY and 0. */
export function frame(id: string, value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.write(id, 0, 4, 'latin1');
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}

/** FAIL with its reason. */
export function failFrame(reason: string): Buffer {
  const text = Buffer.from(reason);
  return Buffer.concat([frame('FAIL', text.length), text]);
}

/** STAT: all zeros when there is nothing. */
export function stat1(stat: SyncStat | null): Buffer {
  return Buffer.concat([Buffer.from('STAT'), words(stat ?? NO_STAT)]);
}

/** LST2 and STA2. @param error a number of errno's; everything else is 0 then */
export function stat2(id: string, stat: SyncStat | null, error: number): Buffer {
  return Buffer.concat([Buffer.from(id), fields(stat ?? NO_STAT, error)]);
}

/** DENT: an entry of a directory. */
export function dent1(name: string, stat: SyncStat): Buffer {
  return Buffer.concat([Buffer.from('DENT'), words(stat), named(name)]);
}

/** DNT2. */
export function dent2(name: string, stat: SyncStat): Buffer {
  return Buffer.concat([Buffer.from('DNT2'), fields(stat, 0), named(name)]);
}

/** The end of a listing has the size of an entry without a name. */
export function dentsEnd(version: 1 | 2): Buffer {
  return Buffer.concat([Buffer.from('DONE'), Buffer.alloc(version === 1 ? 16 : STAT_2 + 4)]);
}

/** The path and the mode of a SEND; null when there is no comma. A mode that is none counts as 0, as strtoul has it. */
export function splitSend(path: string): Readonly<{ path: string; mode: number }> | null {
  const comma = path.lastIndexOf(',');
  if (comma < 0) return null;
  return { path: path.slice(0, comma), mode: Number.parseInt(path.slice(comma + 1), 10) >>> 0 };
}

/** What an unknown request is answered with. */
export function unknownCommand(id: string): string {
  return `unknown command ${Buffer.from(id, 'latin1').readUInt32LE(0).toString(16).padStart(8, '0')}`;
}

function words({ mode, size, mtime }: SyncStat): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(mode, 0);
  // Version 1 has no room for more than 4 GiB; the rest is lost, as in Android.
  bytes.writeUInt32LE(size % 0x100000000, 4);
  bytes.writeUInt32LE(Math.max(0, mtime) % 0x100000000, 8);
  return bytes;
}

function fields(stat: SyncStat, error: number): Buffer {
  const bytes = Buffer.alloc(STAT_2);
  bytes.writeUInt32LE(error, 0);
  bytes.writeBigUInt64LE(whole(stat.dev), 4);
  bytes.writeBigUInt64LE(whole(stat.ino), 12);
  bytes.writeUInt32LE(stat.mode, 20);
  bytes.writeUInt32LE(stat.nlink >>> 0, 24);
  bytes.writeUInt32LE(stat.uid >>> 0, 28);
  bytes.writeUInt32LE(stat.gid >>> 0, 32);
  bytes.writeBigUInt64LE(whole(stat.size), 36);
  for (const at of [44, 52, 60]) bytes.writeBigInt64LE(BigInt(Math.trunc(stat.mtime)), at);
  return bytes;
}

function whole(value: number): bigint {
  return BigInt.asUintN(64, BigInt(Math.trunc(value)));
}

function named(name: string): Buffer {
  const text = Buffer.from(name);
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32LE(text.length, 0);
  return Buffer.concat([length, text]);
}
