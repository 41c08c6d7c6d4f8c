// The client library as other projects get it: built, away from this clone, in Node and in a page.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { projectNode, WebHost } from '../support/webHost.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const clone = resolve(import.meta.dirname, '../..');
const GALLERY = 'com.example.gallery';

/** What a person would write; it runs in both places. */
const program = `async ({ connect, MediaStore }, options) => {
  const context = await connect(options);
  const cursor = await context.contentResolver.query(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, ['_id'], null);
  const answer = { sdk: await context.getSdkInt(), rows: cursor.getCount() };
  context.close();
  return answer;
}`;

test.describe('The package scopebox-client', () => {
  test.describe.configure({ mode: 'serial' });
  let workplace: TemporaryFolder;
  let client: string;
  let host: WebHost;

  test.beforeAll(async () => {
    workplace = await temporaryFolder('clientPackage');
    client = join(workplace.path, 'scopebox-client');
    const library = join(workplace.path, 'library');
    await makePhotoLibrary(library, 4);
    execFileSync(projectNode(), [join(clone, 'scripts/packageClient.ts'), client]);
    host = await WebHost.start(library, join(workplace.path, 'home'));
  });

  test.afterAll(async () => {
    await host?.stop();
    await workplace?.[Symbol.asyncDispose]();
  });

  const options = () => ({ url: host.address.url, token: host.address.token, packageName: GALLERY });

  test('needs no other package, and names each of its files', () => {
    const manifest = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8'));
    expect([manifest.dependencies, manifest.optionalDependencies]).toEqual([undefined, undefined]);
    for (const name of Object.keys(manifest.peerDependencies))
      expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
    for (const { types, default: code } of Object.values<Record<'types' | 'default', string>>(manifest.exports)) {
      expect(existsSync(join(client, types)), types).toBe(true);
      expect(existsSync(join(client, code)), code).toBe(true);
    }
    const scripts = readdirSync(client).filter((name) => name === 'index.js' || name.startsWith('shared-'));
    for (const name of scripts) {
      const code = readFileSync(join(client, name), 'utf8');
      expect(code, name).not.toMatch(/^(import|export)\b[^'"\n]*["'](?!\.\/)[^'"]+["'];?$/m);
      expect(code.match(/\bimport\(["'](?!\.\/|node:)[^'"]+["']\)/g), name).toBeNull();
    }
  });

  test('runs in a Node script', () => {
    const script = join(workplace.path, 'script.mjs');
    const call = `(${program})(client, ${JSON.stringify(options())})`;
    writeFileSync(
      script,
      `import * as client from './scopebox-client/index.js';\nconsole.log(JSON.stringify(await ${call}));\n`,
    );
    const { stdout, stderr } = spawnSync(projectNode(), [script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ sdk: 34, rows: 0 });
  });

  test('runs in a page', async ({ page }) => {
    await page.route('**/client/*', (route) => route.fulfill({ path: join(client, basename(route.request().url())) }));
    await page.goto(host.entrance);
    const answer = await page.evaluate(
      `import('/client/index.js').then((client) => (${program})(client, ${JSON.stringify(options())}))`,
    );
    expect(answer).toEqual({ sdk: 34, rows: 0 });
  });

  test('has types that a strict project can build on', () => {
    writeFileSync(join(workplace.path, 'package.json'), '{ "type": "module" }');
    symlinkSync(workplace.path, join(workplace.path, 'node_modules'));
    writeFileSync(
      join(workplace.path, 'app.ts'),
      `import { connect, MediaStore, type Cursor } from 'scopebox-client';
export async function rows(): Promise<number> {
  const context = await connect({ url: 'http://127.0.0.1:1', token: 't', packageName: 'a' });
  const cursor: Cursor | null = await context.contentResolver.query(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, ['_id'], null);
  // @ts-expect-error a count is a number
  const wrong: string = cursor?.getCount();
  return wrong.length;
}
`,
    );
    const tsc = join(clone, 'node_modules/typescript/bin/tsc');
    const strict = [
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2024,dom,esnext.disposable,dom.asynciterable',
    ];
    const { stdout } = spawnSync(projectNode(), [tsc, ...strict, 'app.ts'], { cwd: workplace.path, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
