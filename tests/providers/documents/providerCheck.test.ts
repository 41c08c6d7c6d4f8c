// The conformance suite: the example and the system's providers pass, providers that are broken on purpose do not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedDevice } from '../../../cli/checkedDevice.ts';
import { loadPlugin } from '../../../main/hosts/pluginFolder.ts';
import { parseManifestText } from '../../../main/packages/manifestText.ts';
import type { CheckResult } from '../../../sdk/providerCheck/check.ts';
import { checkProvider, reportOf } from '../../../sdk/providerCheck/checkProvider.ts';
import { MYCLOUD, pluginFolder } from '../../support/pluginFolder.ts';
import { testSystem } from '../../testSystem.ts';

const CLONE = join(import.meta.dirname, '../../..');

/** What never comes is waited for this long, milliseconds; what comes is not waited for. */
const PATIENCE = { broken: 400, whole: 10_000 };

async function checked(folder: string, patience: number): Promise<readonly CheckResult[]> {
  await using test = await testSystem({ photos: [], apps: [] });
  const { authority } = await loadPlugin(test.system, folder);
  await using device = await checkedDevice(test.system, authority, patience);
  return await checkProvider(device);
}

function broken(name: string): string {
  const manifest = parseManifestText(readFileSync(join(MYCLOUD, 'manifest.json'), 'utf8'));
  const code = JSON.stringify(join(CLONE, 'tests/brokenProviders', `${name}.ts`));
  return pluginFolder(`export { createProvider } from ${code};`, manifest);
}

const sentencesOf = (results: readonly CheckResult[]) =>
  results.flatMap(({ outcome, sentences }) => (outcome === 'failed' ? sentences : []));

test('the example passes everything', async () => {
  const results = await checked(MYCLOUD, PATIENCE.whole);
  expect(sentencesOf(results)).toEqual([]);
  expect(results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(30);
});

describe('a provider that is broken', () => {
  test.each([
    [
      'subfoldersAreNoChildren',
      /“Beach”, 2 levels below it, is refused .* isChildDocument must be true for every level/,
    ],
    ['noIds', /There is no column document_id: no document can be opened/],
    [
      'noTreeFlag',
      /has no FLAG_SUPPORTS_IS_CHILD though isChildDocument is implemented: it is missing when an app asks for a folder/,
    ],
    ['createsNothing', /createDocument answers the id \/new-\d+, and there is no such document: “Save” seems to work/],
    ['deletesNothing', /deleteDocument succeeds, and the document is still there/],
    [
      'tellsNobody',
      /“Shared with me” says EXTRA_LOADING, and no notice follows/,
      /No notice follows on the listing of .* after something was created/,
    ],
    ['keepsTheTail', /After "short" was written with "wt", the file is “shorte bytes”: "wt" must truncate/],
    [
      'wrongSizes',
      /“notes.txt” says 26 bytes, and 10 come/,
      /that looks like seconds; users see a date of January 1970/,
    ],
  ] as const)('%s is told: %s', async (name, ...sentences) => {
    const told = sentencesOf(await checked(broken(name), PATIENCE.broken)).join('\n');
    for (const sentence of sentences) expect(told).toMatch(sentence);
  });
});

describe('the system’s own providers pass', () => {
  test.each([
    ['com.android.externalstorage.documents', ['DCIM/a.jpg', 'DCIM/deep/er/b.jpg']],
    ['com.android.providers.media.documents', ['DCIM/a.jpg']],
    ['com.example.cloud.documents', []],
  ])('%s', async (authority, photos) => {
    await using test = await testSystem({ photos, apps: [], sdk: 36 });
    await using device = await checkedDevice(test.system, authority, PATIENCE.whole);
    const results = await checkProvider(device);
    expect(reportOf(results.filter(({ outcome }) => outcome === 'failed'))).toBe('0 passed, 0 failed, 0 skipped');
  });
});

/** Android's DownloadStorageProvider is built like this: the check tells users of it what they meet on every phone. */
test('Downloads is in no folder picker, and its paths lead to raw files', async () => {
  await using test = await testSystem({ photos: ['Download/a.jpg'], apps: [], sdk: 36 });
  await using device = await checkedDevice(test.system, 'com.android.providers.downloads.documents', PATIENCE.whole);
  expect(sentencesOf(await checkProvider(device))).toEqual([
    expect.stringMatching(/^Root “Downloads” has no FLAG_SUPPORTS_IS_CHILD though isChildDocument is implemented/),
    expect.stringMatching(/^The path of “a.jpg” does not end with it/),
  ]);
});

describe('npm run provider:check', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(CLONE, 'scripts/providerCheck.ts'), ...args], { encoding: 'utf8' });

  test('prints a table, or JSON, and ends with an exit code', async () => {
    const passed = run(MYCLOUD);
    expect([passed.status, passed.stdout.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      expect.stringMatching(/ 0 failed/),
    ]);
    const failed = run(broken('deletesNothing'), '--json', '--patience', String(PATIENCE.broken));
    expect(failed.status).toBe(1);
    const results = JSON.parse(failed.stdout) as readonly CheckResult[];
    expect(results.find(({ name }) => name === 'what is deleted is gone')).toMatchObject({ outcome: 'failed' });
    const none = run(join(CLONE, 'nowhere'));
    expect([none.status, none.stderr]).toEqual([3, expect.stringMatching(/^There is no folder/)]);
    expect(run().status).toBe(2);
    expect(run(pluginFolder('process.exit(1)'))).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/exit code 1/),
    });
  });
});
