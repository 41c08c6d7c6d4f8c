// The command line in one process, without a device: help, mistakes, completion.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { CommandNode } from '../../cli/commandTree.ts';
import { COMPLETION_SHELLS, completionScript } from '../../cli/completion.ts';
import { programTree } from '../../cli/programTree.ts';
import { runCommandLine } from '../../cli/runCommandLine.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'scopebox-cli-'));

function streams() {
  return { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
}

async function run(line: string) {
  const { stdin, stdout, stderr } = streams();
  const args = line === '' ? [] : line.split(' ');
  const code = await runCommandLine({
    args,
    environment: { XDG_DATA_HOME: nowhere, PATH: '' },
    streams: { stdin, stdout, stderr },
  });
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

const tree = programTree();

function everyCommand(node: CommandNode): readonly CommandNode[] {
  return [node, ...node.commands.flatMap(everyCommand)];
}

test.each(everyCommand(tree).map((node) => [node.path, node] as const))('%s explains itself', (path, node) => {
  expect(node.description).not.toBe('');
  expect(node.examples.length).toBeGreaterThan(0);
  for (const { command } of node.examples) expect(command).toContain('scopebox');
  for (const each of [...node.arguments, ...node.options]) expect(each.description, path).not.toBe('');
  const isLeaf = node.commands.length === 0 && !['start', 'exec', 'completion', 'schema'].includes(node.name);
  if (isLeaf) expect(node.options.map(({ long }) => long)).toContain('--json');
});

describe('help', () => {
  test('tells of every command and of exit codes, and is no mistake', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of tree.commands) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(stdout).toMatch(/Exit codes: 0 ok; 1 an assertion failed/);
  });

  test('of a start has the options of the host', async () => {
    const { code, stdout } = await run('serve --help');
    expect(code).toBe(0);
    expect(stdout).toContain('--write-through');
    expect(stdout).toContain('$ scopebox serve ~/Pictures --json');
  });

  test('the version is that of the package', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });
});

describe('mistakes', () => {
  test.each([
    ['querry', 2, /unknown command 'querry'\n\(Did you mean query\?\)/],
    ['apps lst', 2, /Did you mean list\?/],
    ['device', 2, /Usage: scopebox device/],
    ['query --columms _id', 2, /unknown option '--columms'\n\(Did you mean --columns\?\)/],
    ['query nonsense', 2, /Write images, video, audio/],
    ['limit', 2, /missing required argument 'package'/],
    ['completion tcsh', 2, /Allowed choices are bash, zsh, fish, pwsh/],
    ['exec npm test', 2, /after --, such as: scopebox exec -- npm test/],
    ['query', 3, /^scopebox: No device runs\. Start one with “scopebox start”/],
    ['query --device nonsense', 2, /is no address of a device/],
    ['query --device http://127.0.0.1:1', 3, /asks for its token/],
    ['scenario run S999', 2, /There is no scenario “S999”/],
    ['providers check /nowhere', 3, /There is no folder \/nowhere/],
  ])('%s', async (line, code, words) => {
    const ended = await run(line);
    expect(ended.stderr).toMatch(words);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  test('a script gets them as JSON, on stderr', async () => {
    const { code, stdout, stderr } = await run('query --json');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ error: { exitCode: 3, name: null } });
  });

  test('no devices are no mistake', async () => {
    expect(await run('devices --json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await run('devices --quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('completion', () => {
  test.each(COMPLETION_SHELLS)('%s has every command', (shell) => {
    const script = completionScript(shell, tree);
    for (const { name } of everyCommand(tree)) expect(script).toContain(name);
    expect(script).not.toMatch(/undefined|\[object/);
  });

  test('bash completes commands, options and values', () => {
    const path = join(nowhere, 'completion.bash');
    const lines = [
      ['scopebox', 'de'],
      ['scopebox', 'device', 's'],
      ['scopebox', 'device', 'snapshot', 're'],
      ['scopebox', 'device', 'set', '--js'],
      ['scopebox', 'explain', '--collection', ''],
      ['scopebox', 'completion', ''],
    ];
    const asked = lines.map((words) => `complete_words ${words.map((word) => `'${word}'`).join(' ')}`).join('\n');
    writeFileSync(
      path,
      `${completionScript('bash', tree)}
complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _scopebox; echo "\${COMPREPLY[*]}"; }
${asked}
`,
    );
    const { stdout, stderr } = spawnSync('bash', ['--norc', path], { encoding: 'utf8', cwd: nowhere });
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([
      'devices device deny delete',
      'state set snapshot',
      'restore',
      '--json',
      'images video audio downloads files',
      'bash zsh fish pwsh --help',
    ]);
  });
});
