// Mirrors adbd's daemon/file_sync_service.cpp: stat, list, send and receive, until the other side quits.
import { posix } from 'node:path';
import type { DeviceFiles, FileStat } from '../device/deviceFiles.ts';
import { errnoOf } from '../device/errno.ts';
import type { AdbStream } from './adbStream.ts';
import { PullBuffers } from './pullBuffers.ts';
import { StreamReader } from './streamReader.ts';
import {
  dent1,
  dent2,
  dentsEnd,
  failFrame,
  readFrame,
  SYNC_FLAG,
  SYNC_PATH_MAX,
  type SyncStat,
  splitSend,
  stat1,
  stat2,
  unknownCommand,
} from './syncProtocol.ts';
import { receiveFile } from './syncReceive.ts';
import { sendFile } from './syncSend.ts';
import { Replies, type SyncSession } from './syncSession.ts';

/** Bytes of a listing that are written together. */
const BATCH = 65_536;

/** Serves one sync stream to its end. */
export async function runSync(files: DeviceFiles, stream: AdbStream): Promise<void> {
  const replies = new Replies(stream);
  const session = { files, stream, replies, reader: new StreamReader(stream), buffers: new PullBuffers(stream) };
  while (await serveOne(session));
  await replies.settled();
}

/** @returns whether there may be another request */
async function serveOne(session: SyncSession): Promise<boolean> {
  const { reader, replies } = session;
  const header = await reader.read(8);
  if (header === null) return false;
  const { id, value: length } = readFrame(header);
  if (id === 'QUIT') return false;
  const fail = async (reason: string) => {
    await replies.answer(failFrame(reason));
    return false;
  };
  if (length > SYNC_PATH_MAX) return fail('path too long');
  const name = await reader.read(length);
  if (name === null) return false;
  const path = name.toString('utf8');
  switch (id) {
    case 'STAT':
      return answered(session, stat1(statOr(() => session.files.lstat(path)).stat));
    case 'LST2':
      return answered(
        session,
        statAnswer(id, () => session.files.lstat(path)),
      );
    case 'STA2':
      return answered(
        session,
        statAnswer(id, () => session.files.stat(path)),
      );
    case 'LIST':
      return list(session, path, 1);
    case 'LIS2':
      return list(session, path, 2);
    case 'SEND': {
      const split = splitSend(path);
      return split === null ? fail('missing , in ID_SEND_V1') : sendFile(session, { ...split, flags: SYNC_FLAG.NONE });
    }
    case 'SND2':
      return send2(session, path);
    case 'RECV':
      return receiveFile(session, path, SYNC_FLAG.NONE);
    case 'RCV2':
      return receive2(session, path);
    default:
      return fail(unknownCommand(id));
  }
}

async function send2(session: SyncSession, path: string): Promise<boolean> {
  const setup = await session.reader.read(12);
  if (setup === null || readFrame(setup).id !== 'SND2') return false;
  return sendFile(session, { path, mode: readFrame(setup).value, flags: setup.readUInt32LE(8) });
}

async function receive2(session: SyncSession, path: string): Promise<boolean> {
  const setup = await session.reader.read(8);
  if (setup === null || readFrame(setup).id !== 'RCV2') return false;
  return receiveFile(session, path, readFrame(setup).value);
}

async function answered({ replies }: SyncSession, bytes: Buffer): Promise<boolean> {
  await replies.answer(bytes);
  return true;
}

function statOr(look: () => FileStat): Readonly<{ stat: SyncStat | null; error: number }> {
  try {
    return { stat: syncStat(look()), error: 0 };
  } catch (error) {
    return { stat: null, error: errnoOf(error).number };
  }
}

function statAnswer(id: string, look: () => FileStat): Buffer {
  const { stat, error } = statOr(look);
  return stat2(id, stat, error);
}

function syncStat(stat: FileStat): SyncStat {
  return { ...stat, mtime: Math.floor(stat.mtimeMs / 1_000) };
}

/** A directory that cannot be listed has nothing in it. */
async function list({ files, stream, replies }: SyncSession, path: string, version: 1 | 2): Promise<boolean> {
  await replies.settled();
  const dent = version === 1 ? dent1 : dent2;
  const entries = await files.readdir(path).catch(() => null);
  let batch: Buffer[] = [];
  let bytes = 0;
  if (entries !== null) for (const name of ['.', '..']) batch.push(dent(name, syncStat(files.stat(`${path}/${name}`))));
  for (const { name, stat } of entries ?? []) {
    const entry = dent(posix.basename(name), syncStat(stat));
    batch.push(entry);
    bytes += entry.length;
    if (bytes < BATCH) continue;
    await stream.write(Buffer.concat(batch));
    if (stream.signal.aborted) return false;
    batch = [];
    bytes = 0;
  }
  await stream.write(Buffer.concat([...batch, dentsEnd(version)]));
  return true;
}
