import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newShell } from './shellFixture.ts';

const ABC = 'alpha\nbeta\ngamma\ndelta\n';

describe('sed', () => {
  test.each<[script: string, input: string, stdout: string]>([
    ["'s/a/X/'", ABC, 'Xlpha\nbetX\ngXmma\ndeltX\n'],
    ["'s/a/X/g'", ABC, 'XlphX\nbetX\ngXmmX\ndeltX\n'],
    ["'s/a/X/2'", ABC, 'alphX\nbeta\ngamXa\ndelta\n'.replace('gamXa', 'gammX')],
    ["-n 's/^b.*/[&]/p'", ABC, '[beta]\n'],
    ["'s/\\(.\\)a/a\\1/'", 'ba\n', 'ab\n'],
    ["-E 's/(.)(a)/\\2\\1/'", 'ba\n', 'ab\n'],
    ["-r 's#/#:#g'", '/a/b\n', ':a:b\n'],
    ["'s/[/]/:/'", 'a/b\n', 'a:b\n'],
    ["'s,\\,,;,'", 'a,b\n', 'a;b\n'],
    ["'s/x*/-/g'", 'abc\n', '-a-b-c-\n'],
    ["'s/B/x/I'", ABC, 'alpha\nxeta\ngamma\ndelta\n'],
    ["-n '2p'", ABC, 'beta\n'],
    ["-n '$p'", ABC, 'delta\n'],
    ["-n '2,3p'", ABC, 'beta\ngamma\n'],
    ["-n '/beta/,/^d/p'", ABC, 'beta\ngamma\ndelta\n'],
    ["-n '/beta/,+1p'", ABC, 'beta\ngamma\n'],
    ["-n '3,1p'", ABC, 'gamma\n'],
    ["-n '1~2p'", ABC, 'alpha\ngamma\n'],
    ["-n '0,/a/p'", ABC, 'alpha\n'],
    ["'2,$d'", ABC, 'alpha\n'],
    ["'/a$/!d'", 'xa\nxb\n', 'xa\n'],
    ["'2q'", ABC, 'alpha\nbeta\n'],
    ["-e '1d' -e 's/a/A/'", ABC, 'betA\ngAmma\ndeltA\n'],
    ["'1d;s/a/A/;$d'", ABC, 'betA\ngAmma\n'],
    ["-n '/beta/{s/b/B/;p}'", ABC, 'Beta\n'],
    ["'y/abc/xyz/'", 'aabbcc\n', 'xxyyzz\n'],
    ["'2a\\after'", ABC, 'alpha\nbeta\nafter\ngamma\ndelta\n'],
    ["'2i before'", ABC, 'alpha\nbefore\nbeta\ngamma\ndelta\n'],
    ["'2,3c\\new'", ABC, 'alpha\nnew\ndelta\n'],
    ["':a;N;$!ba;s/\\n/,/g'", ABC, 'alpha,beta,gamma,delta\n'],
    ["-n '$='", ABC, '4\n'],
    ["'1!G;h;$!d'", 'a\nb\nc\n', 'c\nb\na\n'],
    ["'s/a//'", 'no end a', 'no end '],
    ["'s/\\r$//'", 'dos\r\n', 'dos\n'],
    ["''", '', ''],
    ["-n 's/.*versionName=\\([0-9.]*\\).*/\\1/p'", '  versionName=4.5 x\n', '4.5\n'],
  ])('%s', async (script, input, stdout) => {
    const { sh } = newShell();
    expect(await sh(`sed ${script}`, { stdin: input })).toEqual({ stdout, stderr: '', exit: 0 });
  });

  test.each<[script: string, stderr: string]>([
    ["'s/a/b'", "sed: bad pattern 's/a/b'@6 (/)\n"],
    ["'k'", "sed: bad pattern 'k'@1 (k)\n"],
    ["'{p'", "sed: no '}'\n"],
    ["'p}'", "sed: extra '}'\n"],
    ["'b nowhere'", 'sed: no :nowhere\n'],
    ["'s/(/x/' -E", "sed: bad REGEX '('\n"],
    ["':a;ba'", 'sed: the script goes in circles\n'],
    ["-i 's/a/b/'", 'sed: Need file for -i\n'],
    ['', 'sed: no pattern\n'],
  ])('%s is refused', async (script, stderr) => {
    expect(await newShell().sh(`sed ${script}`, { stdin: 'a\n' })).toEqual({ stdout: '', stderr, exit: 1 });
  });

  test('-i changes files, and only those that are there', async () => {
    const { sh, folder } = newShell({ 'Download/a.txt': 'one\ntwo\n', 'Download/b.txt': 'two' });
    const { stderr, exit } = await sh("cd /sdcard/Download; sed -i 's/two/2/' a.txt nope.txt b.txt");
    expect({ stderr, exit }).toEqual({ stderr: 'sed: nope.txt: No such file or directory\n', exit: 1 });
    expect((await sh('cat /sdcard/Download/a.txt /sdcard/Download/b.txt')).stdout).toBe('one\n2\n2');
    expect(readFileSync(join(folder, 'Download/a.txt'), 'utf8')).toBe('one\ntwo\n');
  });

  test('a stream that goes on is read only as far as needed', async () => {
    expect((await newShell().sh('seq 1 100000000 | sed -n 3q | wc -l; seq 1 100000000 | sed 2q')).stdout).toBe(
      '0\n1\n2\n',
    );
  });
});
