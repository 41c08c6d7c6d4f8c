// What an app's own token opens: its own conversation, and none of those that rule the device.
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ConversationName } from '../../main/hosts/conversations.ts';
import { startWebServer } from '../../main/hosts/webServer.ts';
import { GALLERY, OLD_ALBUM, testSystem } from '../testSystem.ts';

const RULING: readonly ConversationName[] = [
  ...(['tester', 'screen', 'settings', 'documents', 'cloudMedia', 'codec', 'uiAutomation'] as const),
  ...([`app/${OLD_ALBUM.packageName}`, 'app/com.android.shell', 'app/com.android.providers.media.module'] as const),
];

test('an app’s token opens its own conversation alone', async () => {
  await using device = await testSystem({ photos: [], apps: [GALLERY, OLD_ALBUM] });
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: import.meta.dirname });
  const knock = (name: string, token: string) => {
    const address = `${server.origin.replace('http', 'ws')}/rpc/${encodeURIComponent(name)}?start=1&token=${token}`;
    const socket = new WebSocket(address);
    return new Promise<string>((resolve) => {
      // One that the host takes, and hangs up on with the reason, is open for a moment, and answers nothing.
      socket.on('open', () => socket.ping());
      socket.on('pong', () => resolve('open'));
      socket.on('error', () => undefined);
      socket.on('close', (code) => resolve(`closed ${code}`));
      socket.on('unexpected-response', (_, { statusCode }) => resolve(String(statusCode)));
    }).finally(() => socket.terminate());
  };
  const own = server.tokens.of(GALLERY.packageName);
  for (const name of RULING) expect([name, await knock(name, own)]).toEqual([name, '403']);
  for (const name of ['', 'nobody', 'tester/', '../rpc/tester', 'app/', '__proto__'])
    expect([name, await knock(name, own)]).toEqual([name, '403']);
  expect(await knock(`app/${GALLERY.packageName}`, own)).toBe('open');
  expect(await knock('uiAutomation', server.tokens.device)).toBe('open');
  for (const name of ['nobody', 'tester/', 'app/', '__proto__', 'app/no.such.app'])
    expect([name, await knock(name, server.tokens.device)]).toEqual([name, 'closed 1008']);
  await server.close();
});
