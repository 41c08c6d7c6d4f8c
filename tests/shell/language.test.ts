// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the shell.
import { describe, expect, test } from 'vitest';
import { newShell } from './shellFixture.ts';

const sh = (command: string, stdin = '') => newShell().sh(command, { stdin });

describe('what a line prints', () => {
  test.each([
    ['echo a  "b  c" \'d  $x\' e\\ f', 'a b  c d  $x e f\n'],
    ['x=1; echo $x "${x}2" $nope"" ${y:-none} ${x:+set} ${#x}', '1 12  none set 1\n'],
    ['a="1 2"; for i in $a "$a"; do echo [$i]; done', '[1]\n[2]\n[1 2]\n'],
    ['true && echo a || echo b; false && echo c || echo d', 'a\nd\n'],
    ['! true; echo $?; ! false; echo $?', '1\n0\n'],
    ['(x=2; echo $x); echo [$x]; { x=3; }; echo $x', '2\n[]\n3\n'],
    ['echo $(echo a; echo b) `echo c` "$(printf "d\\n\\n")"', 'a b c d\n'],
    ['echo $((1+2*3)) $((x=4, x++ + x)) $(( 7/2 )) $((1<2&&3>2))', '7 9 3 1\n'],
    ['echo $((echo a); echo b)', 'a b\n'],
    ['if false; then echo a; elif true; then echo b; else echo c; fi', 'b\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
    ['i=0; until [[ $i == 2 ]]; do echo $i; i=$((i+1)); done', '0\n1\n'],
    [
      'for i in 1 2 3; do for j in a b; do [ $j = b ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done',
      '1a\n2a\n',
    ],
    ['case abc in x) echo x;; a*|b) echo a;; *) echo any;; esac', 'a\n'],
    [
      'case "a*" in "a*") echo same;; esac; case ab in "a*") echo no;; [!a]b) echo no;; ?b) echo yes;; esac',
      'same\nyes\n',
    ],
    ['f() { echo $# $1; return 3; }; f a b; echo $?', '2 a\n3\n'],
    ['set -- a "b c"; for i; do echo [$i]; done; shift; echo "$@" $#', '[a]\n[b c]\nb c 1\n'],
    [
      'p=/a/b/c.tar.gz; echo ${p##*/} ${p%/*} ${p%%.*} ${p#*/} ${p%.gz} ${p/b/X} ${p//\\//_} ${p:3:2}',
      'c.tar.gz /a/b /a/b/c a/b/c.tar.gz /a/b/c.tar /a/X/c.tar.gz _a_b_c.tar.gz b/\n',
    ],
    [
      'echo a | while read x; do echo [$x]; done; printf "1 2 3\\n4\\n" | while read a b; do echo "$b|$a"; done',
      '[a]\n2 3|1\n|4\n',
    ],
    ['printf "a\\nb" | { read x; read y; echo $x$y $?; }', 'ab 1\n'],
    ['cat <<END\nx $((1+1))\n`echo y`\nEND\ncat <<"END"\n$x\nEND', 'x 2\ny\n$x\n'],
    ['cat <<<"a b"', 'a b\n'],
    ["X=1 env X; echo [$X]; export Y=2; env Y; sh -c 'echo $Y $0 $1' n a", '1\n[]\n2\n2 n a\n'],
    ['echo a 2>&1 >/dev/null; echo b 2>/dev/null >&2', ''],
    ['{ echo a; nosuch; } 2>/dev/null', 'a\n'],
    ['eval "echo \\$((1+1))"; command echo x; type cd; which ls nosuch', '2\nx\ncd\n/system/bin/ls\n'],
    [
      '[ -n a -a ! -z b ] && echo 1; [ a = b -o 1 -eq 1 ] && echo 2; test ! a = b && echo 3; [ ] || echo 4; [ = ] && echo 5',
      '1\n2\n3\n4\n5\n',
    ],
    [
      '[[ -z $nope && ab == a* ]] && echo 1; [[ "a*" == "a*" ]] && echo 2; [[ ab == "a*" ]] || echo 3; [[ ( a < b ) || x ]] && echo 4',
      '1\n2\n3\n4\n',
    ],
    ['echo a#b # comment\necho c;# more\n', 'a#b\nc\n'],
    ['echo $\'a\\tb\' "\\$x \\" \\a"', 'a\tb $x " \x07\n'],
    ['echo a & wait; echo b', 'a\nb\n'],
    ['set -e; false || echo a; if false; then :; fi; false; echo never', 'a\n'],
    ['IFS=:; x=a:b::c; for i in $x; do echo [$i]; done', '[a]\n[b]\n[]\n[c]\n'],
    ['seq 1 200000 | head -n 2', '1\n2\n'],
    ['while :; do echo y; done | head -n 2', 'y\ny\n'],
    ['{ seq 1 100000; echo on >&2; } 2>&1 | tail -n 1; f() { while :; do echo z; done; }; f | head -c 3', 'on\nz\nz'],
    ['echo "a]"b ] [[ x ]]', 'a]b ] [[ x ]]\n'],
    ['~/nope 2>/dev/null; echo $?; cd ~; pwd', '127\n/\n'],
    ['x=a; x+=b; echo $x; local y=3; echo $y; unset x; echo [$x]', 'ab\n3\n[]\n'],
  ])('%s', async (line, stdout) => {
    expect(await sh(line)).toMatchObject({ stdout, stderr: '' });
  });
});

test.each([
  'seq 1 100000000000 > /dev/null',
  'seq 1 100000000000 | tail -n 1',
  'while :; do echo y; done | sort',
  'echo /*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*/../*',
])('%s lets others have their turn, and ends when whoever asked is gone', async (line) => {
  const gone = new AbortController();
  setImmediate(() => gone.abort());
  expect(await newShell().sh(line, { signal: gone.signal })).toMatchObject({ stdout: '', exit: 130 });
});

describe('what a line says is wrong, and its status', () => {
  test.each([
    ['exit 7', 7, ''],
    ['exit 263', 7, ''],
    ['nosuchcmd --x', 127, '/system/bin/sh: nosuchcmd: inaccessible or not found\n'],
    ['echo x; nosuchcmd | cat; nosuchcmd', 127, null],
    ['/sdcard', 126, "/system/bin/sh: /sdcard: can't execute: Permission denied\n"],
    ['echo )', 1, "/system/bin/sh: syntax error: unexpected ')'\n"],
    ['echo "a', 1, '/system/bin/sh: no closing quote\n'],
    ['if true', 1, '/system/bin/sh: syntax error: unexpected EOF\n'],
    ['| a', 1, "/system/bin/sh: syntax error: unexpected '|'\n"],
    ['echo a >0', 1, "/system/bin/sh: can't create 0: Read-only file system\n"],
    ['cat <nope', 1, "/system/bin/sh: can't open nope: No such file or directory\n"],
    ['cd /nope', 2, '/system/bin/sh: cd: /nope: No such file or directory\n'],
    ['echo $((1/0)); echo a', 0, '/system/bin/sh: 1/0: zero divisor\n'],
    ['echo ${x?gone}; echo never', 1, '/system/bin/sh: x: gone\n'],
    ['set -u; echo $nope; echo never', 1, '/system/bin/sh: nope: parameter not set\n'],
    ['f() { f; }; f', 1, '/system/bin/sh: recursion too deep\n'],
    ['false; true | false', 1, ''],
    ['[ a -eq 1 ]', 2, '/system/bin/sh: a: bad number\n'],
    ['$(exit 5)', 5, ''],
    ['', 0, ''],
    ['ls -~', 1, 'ls: Unknown option \'~\' (see "ls --help")\n'],
    ['constructor', 127, '/system/bin/sh: constructor: inaccessible or not found\n'],
  ])('%s', async (line, exit, stderr) => {
    const ran = await sh(line);
    expect(ran.exit & 0xff).toBe(exit);
    if (stderr !== null) expect(ran.stderr).toBe(stderr);
  });

  test('nesting that is too deep, and a line that is too long, are refused', async () => {
    expect((await sh(`${'('.repeat(5_000)}:${')'.repeat(5_000)}`)).stderr).toContain('nesting level exceeded');
    expect((await sh(`echo ${'x'.repeat(1_048_577)}`)).exit).toBe(1);
    expect((await sh(`echo ${'x'.repeat(1_000_000)} | wc -c`)).stdout).toBe('1000001\n');
  });

  test.each([
    ['quotes', `echo "${'\\"'.repeat(400_000)}" | wc -c`, '400001\n', ''],
    ['a pattern of stars', `ls ${'*'.repeat(900_000)}`, '', '/system/bin/sh: pattern too large\n'],
    ['a pattern in case', `case ${'a'.repeat(50_000)} in ${'*a'.repeat(50_000)}) ;; esac`, '', /too large/],
    ['a pattern in ${}', `x=a; echo \${x%${'*a'.repeat(50_000)}}`, '', /too large/],
    ['a pipeline', `true ${'| cat'.repeat(100_000)}`, '', "/system/bin/sh: can't fork - try again\n"],
    ['not, of [', `[ ${'! '.repeat(200_000)} a ] && echo yes`, 'yes\n', ''],
    ['parentheses of [', `[ ${"'(' ".repeat(100_000)} a ]`, '', /nesting level exceeded/],
  ])('a megabyte of %s', async (_, line, stdout, stderr) => {
    const ran = await sh(line);
    expect(ran.stdout).toBe(stdout);
    if (typeof stderr === 'string') expect(ran.stderr).toBe(stderr);
    else expect(ran.stderr).toMatch(stderr);
  });
});

test('a script on stdin is run line by line, and what it reads is its own', async () => {
  const script = 'read x\nhello\necho "[$x]"\nfor i in 1 2\ndo\necho $i\ndone\ncat <<E\nhere\nE\nexit 4\necho never\n';
  expect(await sh('', script)).toEqual({ stdout: '[hello]\n1\n2\nhere\n', stderr: '', exit: 4 });
});

test('who is gone ends a loop and a sleep', async () => {
  const { sh: run, clock } = newShell();
  for (const line of [
    'while true; do :; done',
    'sleep 1000',
    'sleep 5 | cat',
    'yes=1; until false; do echo; done | cat',
    // What doubles itself takes a phone's processes, not this one's memory, and lets others have their turn.
    'b() { b | b & }; b; wait',
    'b() { b | b; b | b; }; while true; do b; done',
  ]) {
    const gone = new AbortController();
    const ended = run(line, { signal: gone.signal });
    setImmediate(() => gone.abort());
    expect((await ended).exit).toBe(130);
  }
  const slept = run('sleep 2; echo a');
  setImmediate(() => clock.advance(2_000));
  expect((await slept).stdout).toBe('a\n');
});
