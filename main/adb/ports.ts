// Mirrors adb's transport_emulator.cpp: the ports where an adb server looks for devices, and how it is told of one.
import { connect, createServer } from 'node:net';
import { afterRealTime } from '../device/realTime.ts';

/** A console has the even port, its adbd the odd one above it. */
const FIRST = 5_555;
const LAST = 5_585;

/** How long an adb server may take to be told, milliseconds. */
const ANNOUNCE_WITHIN = 1_000;

/** What adb calls a device that listens on a port of 127.0.0.1. */
export function serialOf(port: number): string {
  return isFoundByAdb(port) ? `emulator-${port - 1}` : `127.0.0.1:${port}`;
}

/** Whether an adb server finds a device there without `adb connect`. */
export function isFoundByAdb(port: number): boolean {
  return port >= FIRST && port <= LAST && port % 2 === 1;
}

/** The ports that may be tried, in order, when none was asked for: the neighbour of each belongs to it. */
export async function* freePorts(): AsyncGenerator<number> {
  for (let port = FIRST; port <= LAST; port += 2) if (await isFree(port - 1)) yield port;
}

/** Tells an adb server that runs already; one that starts later looks for itself. */
export function announce(port: number, serverPort: number): Promise<void> {
  const text = `host:emulator:${port}`;
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect(serverPort, '127.0.0.1', () => {
    socket.end(`${text.length.toString(16).padStart(4, '0')}${text}`);
  });
  const late = afterRealTime(ANNOUNCE_WITHIN, () => socket.destroy());
  // Nobody there is the usual case.
  socket.on('error', () => {});
  socket.on('close', () => {
    late[Symbol.dispose]();
    resolve();
  });
  socket.resume();
  return promise;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
