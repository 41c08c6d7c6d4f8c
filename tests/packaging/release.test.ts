// The workflows name only what is here, and a release says what its changelog says.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeUpdates } from '../../packaging/mergeMacUpdates.ts';
import { releaseNotes } from '../../scripts/releaseNotes.mjs';

const clone = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(clone, path), 'utf8');

type Step = Readonly<{ run?: string; uses?: string; 'working-directory'?: string }>;
type Workflow = Readonly<{
  jobs: Readonly<Record<string, Readonly<{ needs?: string | string[]; steps: readonly Step[] }>>>;
}>;

describe.each(['ci', 'release'])('the workflow %s', (name) => {
  const { jobs }: Workflow = parse(read(`.github/workflows/${name}.yml`));
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('runs only scripts that package.json has', () => {
    const here = steps.filter(({ 'working-directory': folder = '.' }) => existsSync(join(clone, folder)));
    for (const { run = '', 'working-directory': folder = '.' } of here)
      for (const [, script = ''] of run.matchAll(/npm run ([\w:]+)/g))
        expect(JSON.parse(read(join(folder, 'package.json'))).scripts, `${folder}: ${script}`).toHaveProperty(script);
  });

  test('runs only files that are there', () => {
    const files = steps.flatMap(({ run = '' }) => [...run.matchAll(/\b(?:scripts|packaging)\/[\w/]+\.(?:mjs|ts)\b/g)]);
    for (const [path] of files) expect(existsSync(join(clone, path)), path).toBe(true);
  });

  test('waits only for jobs it has', () => {
    for (const { needs = [] } of Object.values(jobs))
      for (const one of [needs].flat()) expect(jobs).toHaveProperty(one);
  });
});

test('the notes of a release are its part of the changelog', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n\n- new\n\n## [1.1.0] - 2026-01-02\n\n- one\n\n### Fixed\n\n- two\n\n## 1.0.0\n\n- old\n';
  expect(releaseNotes(changelog, '1.1.0')).toBe('- one\n\n### Fixed\n\n- two');
  expect(releaseNotes(changelog, '1.0.0')).toBe('- old');
  expect(() => releaseNotes(changelog, '1.2.0')).toThrow('CHANGELOG.md says nothing of 1.2.0');
});

test('both architectures of macOS are in the one file that is looked at', () => {
  const of = (arch: string, version = '1.0.0') =>
    `version: ${version}\nfiles:\n  - url: a-${arch}.zip\n    sha512: x\npath: a-${arch}.zip\n`;
  const merged = parse(mergeUpdates([of('arm64'), of('x64')]));
  expect(merged.files.map(({ url }: Readonly<{ url: string }>) => url)).toEqual(['a-arm64.zip', 'a-x64.zip']);
  expect(() => mergeUpdates([of('x64'), of('arm64', '1.0.1')])).toThrow('not of one version');
});
