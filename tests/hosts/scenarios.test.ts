// What plays a scenario for a page: a program that says where its device is, which step it is at, and how it ended.
import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import type { ScenarioPlay } from '../../contract/rpc/scenariosApi.ts';
import { isPlayedAddress, ScenarioPlayer } from '../../main/hosts/scenarios.ts';

const ADDRESS = 'http://127.0.0.1:9/?token=t';
const S01 = { id: 'S01', case: 0, api: 34 } as const;

/** A player that runs this JavaScript, with what it is asked for; and every state of it in order. */
function player(code: string) {
  const asked: (readonly string[])[] = [];
  const playing = new ScenarioPlayer((args) => {
    asked.push(args);
    return spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'pipe'] });
  });
  const end = new AbortController();
  onTestFinished(() => {
    end.abort();
    playing[Symbol.dispose]();
  });
  const api = playing.api(end.signal);
  const until = async (reached: (play: ScenarioPlay | null) => boolean) => {
    for await (const play of await api.play()) if (reached(play)) return play;
    return null;
  };
  return { api, until, asked, playing };
}

test('it tells where its device is, each step, and that it was played', async () => {
  const { api, until, asked } = player(
    `console.log(JSON.stringify({ address: '${ADDRESS}' })); console.error('S01.yaml:12: user.dialog');
     console.log(JSON.stringify({ played: 'S01' })); setInterval(() => {}, 1000);`,
  );
  await api.reproduce(S01);
  expect(await until((play) => play?.state === 'played' && play.step !== null)).toEqual({
    ...{ ...S01, state: 'played', address: ADDRESS, step: 'S01.yaml:12: user.dialog', problem: null },
  });
  expect(asked).toEqual([['S01', '--case', '1', '--api', '34']]);
  expect([isPlayedAddress(ADDRESS), isPlayedAddress('http://127.0.0.1:9/')]).toEqual([true, false]);
  await api.stop();
  expect(await until((play) => play === null)).toBeNull();
  expect(isPlayedAddress(ADDRESS)).toBe(false);
});

test('what went wrong is told in its own words', async () => {
  const { api, until } = player(
    `console.error(JSON.stringify({ error: { message: 'No port is free.' } })); process.exit(3);`,
  );
  await api.reproduce(S01);
  expect(await until((play) => play?.state === 'failed')).toMatchObject({ problem: 'No port is free.', address: null });
});

test.each([
  [{ ...S01, id: '../S01' }, 'There is no scenario ../S01.'],
  [{ ...S01, case: 7 }, 'S01 has no case 8 on API level 34.'],
  [{ ...S01, api: 29 }, 'S01 has no case 1 on API level 29.'],
] as const)('%j starts nothing', async (choice, sentence) => {
  const { api, asked } = player('');
  await expect(api.reproduce(choice)).rejects.toThrow(sentence);
  expect(asked).toEqual([]);
});
