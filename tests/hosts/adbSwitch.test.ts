import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { AdbSwitch } from '../../main/hosts/adbSwitch.ts';
import { testSystem } from '../testSystem.ts';

test('off at first, on when it is switched on, and off again: the last press counts', async () => {
  await using device = await testSystem({ photos: [] });
  const states: boolean[] = [];
  const adb: AdbSwitch = new AdbSwitch({ system: device.system }, () => states.push(adb.isOn));
  expect(adb.isOn).toBe(false);
  const settings = { port: 0, auth: true };
  await Promise.all([adb.set(settings), adb.set(null), adb.set(settings)]);
  expect([states, adb.isOn]).toEqual([[true, false, true], true]);
  await adb.set(null);
  expect(adb.isOn).toBe(false);
});

test('a port that is taken is told in one sentence, and adb stays off', async () => {
  await using device = await testSystem({ photos: [] });
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const adb = new AdbSwitch({ system: device.system }, () => {});
  await expect(adb.set({ port, auth: true })).rejects.toThrow(`adb cannot be answered on port ${port}`);
  expect(adb.isOn).toBe(false);
  await new Promise((resolve) => taken.close(resolve));
  await adb.set({ port, auth: true });
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await adb.set(null);
  await ended;
});
