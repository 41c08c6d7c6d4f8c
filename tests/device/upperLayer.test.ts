import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newVolume, shown } from './volumeFixture.ts';

const logOf = (upper: string) => readFileSync(join(upper, 'changes.log'), 'utf8');

describe('a log that a killed program left', () => {
  test('half a line never happened, and what comes next is not part of it', async () => {
    const { volume, upper, again } = newVolume({ 'a.jpg': 'A', 'b.jpg': 'B' });
    volume.deleteFile('a.jpg');
    const whole = logOf(upper);
    volume.deleteFile('b.jpg');
    writeFileSync(join(upper, 'changes.log'), logOf(upper).slice(0, whole.length + 20));
    const next = await again();
    expect([await shown(next), logOf(upper)]).toEqual([{ 'b.jpg': 'B' }, whole]);
    next.deleteFile('b.jpg');
    expect(await shown(await again())).toEqual({});
  });

  test('lines that make no sense, belong to nothing, or were undone are passed over', async () => {
    const { volume, upper, again } = newVolume({ 'a.jpg': 'A', 'b.jpg': 'B', 'c.jpg': 'C' });
    volume.deleteFile('a.jpg');
    volume.deleteFile('b.jpg');
    const [first = '', second = ''] = logOf(upper).split('\n');
    const names = JSON.parse(second.slice(1)).hide;
    const lines = [first, 'D{"id":', 'Dnull', 'D{"id":9,"hide":[["c.jpg"]]}', '', `X${second.slice(1)}`];
    writeFileSync(
      join(upper, 'changes.log'),
      `${[...lines, `C${JSON.stringify({ id: 8, hide: names })}`].join('\n')}\n`,
    );
    expect(await shown(await again())).toEqual({ 'b.jpg': 'B', 'c.jpg': 'C' });
  });

  test('a change whose renames were not all done is finished once, and not again', async () => {
    const { volume, upper, again } = newVolume({ 'a.jpg': 'A' });
    await volume.recover();
    mkdirSync(join(upper, 'staging/7'), { recursive: true });
    writeFileSync(join(upper, 'staging/7/copied'), 'copied');
    appendFileSync(
      join(upper, 'changes.log'),
      'P{"id":7,"renames":[["files/gone","staging/7/gone"],["staging/7/copied","files/b.jpg"]]}\n',
    );
    const next = await again();
    expect(await shown(next)).toEqual({ 'a.jpg': 'A', 'b.jpg': 'copied' });
    expect(logOf(upper)).toMatch(/^D/);
    await next.moveFile('b.jpg', 'gone');
    expect(await shown(await again())).toEqual({ 'a.jpg': 'A', gone: 'copied' });
  });
});

test('a log of the same names again and again is written anew', async () => {
  const { volume, upper, again, change } = newVolume({ 'a.jpg': 'A' });
  for (let number = 0; number < 700; number++) {
    volume.deleteFile('a.jpg');
    change((folder) => writeFileSync(join(folder, 'a.jpg'), 'x'.repeat(number + 2)));
  }
  volume.deleteFile('a.jpg');
  expect(logOf(upper).split('\n')).toHaveLength(702);
  expect(await shown(await again())).toEqual({});
  expect(logOf(upper).split('\n')).toHaveLength(2);
  expect(await shown(await again())).toEqual({});
});
