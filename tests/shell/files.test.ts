import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dfLines } from '../../main/shell/files/space.ts';
import { NOW, newShell } from './shellFixture.ts';

const NOTES = {
  'Download/notes.txt': 'alpha\nbeta\ngamma\n',
  'DCIM/a.jpg': 'a',
  'DCIM/b.png': 'bb',
  'DCIM/.hidden': '',
};

describe('what is printed', () => {
  test.each([
    ['ls /sdcard', 'DCIM\nDownload\nPictures\n'],
    ['ls -a /sdcard/DCIM', '.\n..\n.hidden\na.jpg\nb.png\n'],
    ['cd /sdcard; ls -d D* /sdcard/; ls DCIM/*.jpg', '/sdcard/\nDCIM\nDownload\nDCIM/a.jpg\n'],
    [
      'ls /sdcard/DCIM/a.jpg /sdcard/Download /sdcard/DCIM',
      '/sdcard/DCIM/a.jpg\n\n/sdcard/Download:\nnotes.txt\n\n/sdcard/DCIM:\na.jpg\nb.png\n',
    ],
    [
      'echo /sdcard/*/*.??? /sdcard/"*" /sd*/D[CD]IM',
      '/sdcard/DCIM/a.jpg /sdcard/DCIM/b.png /sdcard/Download/notes.txt /sdcard/* /sdcard/DCIM\n',
    ],
    [
      'stat -c "%n %s %a %A %U %G %F" /sdcard/DCIM/a.jpg /sdcard/DCIM',
      '/sdcard/DCIM/a.jpg 1 660 -rw-rw---- u0_a100 media_rw regular file\n/sdcard/DCIM 4096 2770 drwxrws--- u0_a100 media_rw directory\n',
    ],
    [
      'readlink /sdcard; readlink -f /sdcard/DCIM; realpath /mnt/sdcard',
      '/storage/self/primary\n/storage/emulated/0/DCIM\n/storage/emulated/0\n',
    ],
    [
      'cat /sdcard/Download/notes.txt | wc -l; wc /sdcard/Download/notes.txt',
      '3\n      3       3      17 /sdcard/Download/notes.txt\n',
    ],
    [
      'cd /sdcard/Download; head -n 1 notes.txt; tail -1 notes.txt; head -c 2 <notes.txt; tail -n +3 notes.txt',
      'alpha\ngamma\nalgamma\n',
    ],
    [
      'cd /sdcard/Download; tail -c 3 notes.txt; tail -c +15 notes.txt; tail -n 0 notes.txt; tail -n 99 notes.txt | head -n 1; seq 1 5000 | tail -n 2; printf a | tail -n 1',
      'ma\nma\nalpha\n4999\n5000\na',
    ],
    [
      'printf "a  b\\n\\303\\251c\\n x" | wc -lwcmL; printf "abc" | { head -c 1; cat; }',
      '      2       4      11      10       4\nabc',
    ],
    [
      'cd /sdcard/Download; grep -n a$ notes.txt; grep -vc alpha notes.txt; grep -o m notes.txt; grep -iE "^(B|G)" notes.txt; grep -q x notes.txt; echo $?',
      '1:alpha\n2:beta\n3:gamma\n2\nm\nm\nbeta\ngamma\n1\n',
    ],
    [
      'grep -r gam /sdcard; grep -rl b /sdcard/DCIM /sdcard/Download',
      '/sdcard/Download/notes.txt:gamma\n/sdcard/DCIM/b.png\n/sdcard/Download/notes.txt\n',
    ],
    [
      'printf "b 2\\na 10\\nb 2\\n" | sort | uniq -c; printf "b 2\\na 10\\n" | sort -k 2 -n; printf "2\\n1\\n" | sort -r -n -u',
      '      1 a 10\n      2 b 2\nb 2\na 10\n2\n1\n',
    ],
    [
      'echo a:b:c | cut -d: -f1,3; echo abc | tr a-b X | tr -d c; echo; echo abcabc | cut -c 2-3; echo "a  b" | tr -s " "',
      'a:c\nXX\n\nbc\na b\n',
    ],
    ['echo "a b" | xargs -n 1 echo x; echo a | xargs -I {} echo {}{}; printf "" | xargs -r echo no', 'x a\nx b\naa\n'],
    [
      'echo hi | base64; echo aGkK | base64 -d; printf a | md5sum; printf a | sha1sum -b',
      'aGkK\nhi\n0cc175b9c0f1b6a831c399e269772661  -\n86f7e437faa5a7fce15d1ddcb9eaeaea377667b8\n',
    ],
    [
      'find /sdcard/DCIM -type f -name "*.*g" | sort; find /sdcard/ -maxdepth 1 -type d -name "D*"; find /sdcard/DCIM -name "a*" -exec echo [{}] \\;',
      '/sdcard/DCIM/a.jpg\n/sdcard/DCIM/b.png\n/sdcard/DCIM\n/sdcard/Download\n[/sdcard/DCIM/a.jpg]\n',
    ],
    [
      '[ -e /sdcard/DCIM/a.jpg ] && [ -d /sdcard ] && [ ! -f /sdcard ] && [ -L /sdcard ] && [ -s /sdcard/DCIM/a.jpg ] && echo yes',
      'yes\n',
    ],
    [
      'date -u +%F_%T; date -u +%s; whoami; id -u; uname; basename /a/b.jpg .jpg; dirname /a/b',
      '2024-06-01_12:00:00\n1717243200\nshell\n2000\nLinux\nb\n/a\n',
    ],
    ['printf "%s=%d %5.1f|%-3s|%03d\\n" a 1 2.25 x 7 b 2 3 y 8', 'a=1   2.3|x  |007\nb=2   3.0|y  |008\n'],
    ['echo -n a; echo "b\\tc"; echo -E "b\\tc"; seq 3 -1 1 | tr "\\n" ,', 'ab\tc\nb\\tc\n3,2,1,'],
    ['cat /dev/null; cat </dev/null | wc -c', '0\n'],
    [
      'du -s /sdcard/DCIM; df /sdcard | tail -n 1',
      '12\t/sdcard/DCIM\n/dev/fuse       1000  600       400  60% /storage/emulated\n',
    ],
  ])('%s', async (line, stdout) => {
    expect(await newShell(NOTES).sh(line)).toEqual({ stdout, stderr: '', exit: expect.any(Number) });
  });
});

describe('what is wrong', () => {
  test.each([
    ['ls /sdcard/nope', 1, 'ls: /sdcard/nope: No such file or directory\n'],
    ['cat /sdcard/nope /sdcard', 1, 'cat: /sdcard/nope: No such file or directory\ncat: /sdcard: Is a directory\n'],
    [
      'rm /sdcard/nope /sdcard/DCIM',
      1,
      'rm: /sdcard/nope: No such file or directory\nrm: /sdcard/DCIM: Is a directory\n',
    ],
    ['rm -r ..', 1, 'rm: bad path ..\n'],
    ['rm -rf /sdcard', 1, 'rm: /sdcard: Device or resource busy\n'],
    ['rmdir /sdcard/DCIM', 1, 'rmdir: /sdcard/DCIM: Directory not empty\n'],
    ['mkdir /sdcard/DCIM', 1, "mkdir: '/sdcard/DCIM': File exists\n"],
    ['mkdir /sdcard/x/y', 1, "mkdir: '/sdcard/x/y': No such file or directory\n"],
    ['mkdir /x /data/x', 1, "mkdir: '/x': Read-only file system\nmkdir: '/data/x': Permission denied\n"],
    ['stat /sdcard/nope', 1, "stat: '/sdcard/nope': No such file or directory\n"],
    ['cp /sdcard/nope /sdcard/x', 1, "cp: bad '/sdcard/nope': No such file or directory\n"],
    ['mv /sdcard/nope /sdcard/x', 1, "mv: bad '/sdcard/nope': No such file or directory\n"],
    ['cp /sdcard/DCIM /sdcard/x', 1, "cp: Skipped dir '/sdcard/DCIM'\n"],
    ['touch /sdcard/x/y', 1, "touch: '/sdcard/x/y': No such file or directory\n"],
    ['ls /sdcard/../../../etc', 1, 'ls: /sdcard/../../../etc: No such file or directory\n'],
    ['cat /proc/self/environ', 1, 'cat: /proc/self/environ: No such file or directory\n'],
    ['grep a /sdcard/nope', 2, 'grep: /sdcard/nope: No such file or directory\n'],
    ['head -n x', 1, 'head: not integer: x\n'],
    ['grep "\\(" /dev/null', 1, "grep: bad REGEX '\\('\n"],
    ['cat /sdcard/nope | wc -l', 0, 'cat: /sdcard/nope: No such file or directory\n'],
    ['rm -f /sdcard/nope', 0, ''],
  ])('%s', async (line, exit, stderr) => {
    expect(await newShell(NOTES).sh(line)).toMatchObject({ exit, stderr });
  });
});

test('changes reach the rows at once, and never the folder', async () => {
  const { sh, folder, scanned } = newShell(NOTES);
  const done = async (line: string) => {
    scanned.length = 0;
    expect(await sh(line)).toEqual({ stdout: '', stderr: '', exit: 0 });
    return [...scanned];
  };
  const at = (path: string) => `/storage/emulated/0/${path}`;
  expect(await done('cd /sdcard; echo a > Download/x.txt; echo b >> Download/x.txt')).toEqual([
    at('Download/x.txt'),
    at('Download/x.txt'),
  ]);
  expect((await sh('cat /sdcard/Download/x.txt')).stdout).toBe('a\nb\n');
  expect(await done('mkdir -p /sdcard/New/deep && mkdir -p /sdcard/New')).toEqual([at('New/deep')]);
  expect(await done('cp /sdcard/DCIM/*.* /sdcard/New')).toEqual([at('New/a.jpg'), at('New/b.png')]);
  expect(await done('mv /sdcard/New/a.jpg /sdcard/New/c.jpg')).toEqual([at('New/a.jpg'), at('New/c.jpg')]);
  expect(await done('touch -d @1000000000 /sdcard/New/c.jpg; touch /sdcard/New/empty')).toEqual([
    at('New/c.jpg'),
    at('New/empty'),
  ]);
  expect((await sh('stat -c "%Y %s" /sdcard/New/c.jpg /sdcard/New/empty')).stdout).toBe(
    `1000000000 1\n${NOW / 1_000} 0\n`,
  );
  expect(await done('cp -r /sdcard/New /data/local/tmp/New && mv /data/local/tmp/New/c.jpg /sdcard/d.jpg')).toEqual([
    at('d.jpg'),
  ]);
  expect(
    await done('rm /sdcard/DCIM/a.jpg; rm -r /sdcard/New /sdcard/nope 2>/dev/null; rm /data/local/tmp/New/b.png'),
  ).toEqual([at('DCIM/a.jpg'), at('New')]);
  expect((await sh('ls /sdcard /sdcard/DCIM /data/local/tmp/New')).stdout).toBe(
    '/sdcard:\nDCIM\nDownload\nPictures\nd.jpg\n\n/sdcard/DCIM:\nb.png\n\n/data/local/tmp/New:\ndeep\nempty\n',
  );
  expect(readdirSync(folder).sort()).toEqual(['DCIM', 'Download']);
  expect(readFileSync(join(folder, 'DCIM/a.jpg'), 'utf8')).toBe('a');
});

test('what is killed half-way leaves nothing', async () => {
  const { sh, scanned } = newShell(NOTES);
  const gone = new AbortController();
  const ended = sh('{ echo a; sleep 10; } > /sdcard/half.txt', { signal: gone.signal });
  setTimeout(() => gone.abort(), 20);
  expect((await ended).exit).toBe(130);
  expect(scanned).toEqual([]);
  expect((await sh('ls /sdcard/half.txt')).exit).toBe(1);
});

test.each(['cat > /sdcard/half.txt', 'cat | cat > /sdcard/half.txt', 'tee /sdcard/half.txt > /dev/null'])(
  '%s keeps nothing of an input that stops because its computer is gone',
  async (line) => {
    const { sh, scanned } = newShell(NOTES);
    const gone = new AbortController();
    const stdin = (async function* () {
      yield Buffer.from('half');
      gone.abort();
    })();
    expect((await sh(line, { stdin, signal: gone.signal })).exit).toBe(130);
    expect(scanned).toEqual([]);
    expect((await sh('ls /sdcard/half.txt')).exit).toBe(1);
  },
);

test('a long listing has columns as wide as their widest', async () => {
  const { sh } = newShell({ 'a.txt': 'x'.repeat(12_345), 'b.txt': '' });
  const { stdout } = await sh(
    'touch -d "2024-01-02 03:04" /sdcard/a.txt /sdcard/b.txt; ls -l /sdcard/*.txt; ls -la /sdcard | head -n 1; ls -l /sdcard',
  );
  expect(stdout.split('\n')).toEqual([
    '-rw-rw---- 1 u0_a100 media_rw 12345 2024-01-02 03:04 /sdcard/a.txt',
    '-rw-rw---- 1 u0_a100 media_rw     0 2024-01-02 03:04 /sdcard/b.txt',
    'lrwxrwxrwx 1 root root 21 1970-01-01 00:00 /sdcard -> /storage/self/primary',
    'lrwxrwxrwx 1 root root 21 1970-01-01 00:00 /sdcard -> /storage/self/primary',
    '',
  ]);
});

test('df', () => {
  const spaces = [{ path: '/storage/1A2B-3C4D', totalBytes: 32 * 2 ** 30, freeBytes: 8 * 2 ** 30 }];
  expect(dfLines(spaces, true)).toEqual([
    'Filesystem Size Used Avail Use% Mounted on',
    '/dev/fuse   32G  24G  8.0G  75% /storage/1A2B-3C4D',
  ]);
});
