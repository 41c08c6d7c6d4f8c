// Plants one violation of each import rule in a throw-away tree, and sees `npm run imports` name every one of them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const clone = resolve(import.meta.dirname, '../..');

type Plant = Readonly<{ from: string; imports: string; to: string; rule: string }>;

const planted: readonly Plant[] = [
  {
    from: 'main/content/road.ts',
    imports: '../providers/media/provider.ts',
    to: 'main/providers/media/provider.ts',
    rule: 'main content: only what it may import',
  },
  {
    from: 'main/permission/manager.ts',
    imports: '../content/road.ts',
    to: 'main/content/road.ts',
    rule: 'main permission: only what it may import',
  },
  {
    from: 'main/uri/grants.ts',
    imports: '../permission/manager.ts',
    to: 'main/permission/manager.ts',
    rule: 'main uri: only what it may import',
  },
  {
    from: 'main/activity/picker.ts',
    imports: '../providers/media/provider.ts',
    to: 'main/providers/media/provider.ts',
    rule: 'main activity: only what it may import',
  },
  {
    from: 'main/providers/documents/provider.ts',
    imports: '../media/provider.ts',
    to: 'main/providers/media/provider.ts',
    rule: 'providers are strangers to each other',
  },
  {
    from: 'main/system.ts',
    imports: './hosts/web.ts',
    to: 'main/hosts/web.ts',
    rule: 'main system w ts: only what it may import',
  },
  {
    from: 'main/hosts/providerProcess.ts',
    imports: '../activity/picker.ts',
    to: 'main/activity/picker.ts',
    rule: 'main hosts providerProcess ts: only what it may import',
  },
  {
    from: 'mediaextractor/index.ts',
    imports: '../main/content/road.ts',
    to: 'main/content/road.ts',
    rule: 'mediaextractor: only what it may import',
  },
  {
    from: 'contract/android/uri.ts',
    imports: 'node:fs',
    to: 'fs',
    rule: 'contract is made of words only: no Node, no npm package',
  },
  {
    from: 'contract/android/intent.ts',
    imports: '../rpc/deviceApi.ts',
    to: 'contract/rpc/deviceApi.ts',
    rule: 'contract android: only what it may import',
  },
  {
    from: 'sdk/context.ts',
    imports: '../main/content/road.ts',
    to: 'main/content/road.ts',
    rule: 'sdk: only what it may import',
  },
  {
    from: 'main/hosts/generatedLibrary.ts',
    imports: '../../sdk/context.ts',
    to: 'sdk/context.ts',
    rule: 'main hosts generatedLibrary ts: only what it may import',
  },
  {
    from: 'main/hosts/scenarios.ts',
    imports: '../../sdk/context.ts',
    to: 'sdk/context.ts',
    rule: 'main hosts scenarios ts: only what it may import',
  },
  {
    from: 'main/hosts/http/operations.ts',
    imports: '../../../scenario/step.ts',
    to: 'scenario/step.ts',
    rule: 'main hosts http: only what it may import',
  },
  {
    from: 'cli/commands/query.ts',
    imports: '../../main/content/road.ts',
    to: 'main/content/road.ts',
    rule: 'cli: only what it may import',
  },
  {
    from: 'testing/fixture.ts',
    imports: '../main/content/road.ts',
    to: 'main/content/road.ts',
    rule: 'testing: only what it may import',
  },
  {
    from: 'scenario/step.ts',
    imports: '../main/content/road.ts',
    to: 'main/content/road.ts',
    rule: 'scenario: only what it may import',
  },
  { from: 'sdk/files.ts', imports: 'node:fs', to: 'fs', rule: 'the client library runs in a browser' },
  {
    from: 'renderer/apps/gallery.ts',
    imports: '../../contract/rpc/deviceApi.ts',
    to: 'contract/rpc/deviceApi.ts',
    rule: 'an app sees the device only through the client library',
  },
  {
    from: 'renderer/photopicker/grid.ts',
    imports: '../permissioncontroller/dialog.ts',
    to: 'renderer/permissioncontroller/dialog.ts',
    rule: 'renderer permissioncontroller photopicker settings mediaprovider documentsui systemui: only what it may import',
  },
  {
    from: 'renderer/shell/frame.ts',
    imports: '../../main/content/road.ts',
    to: 'main/content/road.ts',
    rule: 'renderer: only what it may import',
  },
  {
    from: 'main/device/window.ts',
    imports: 'electron',
    to: 'node_modules/electron/',
    rule: 'electron stays at the edge',
  },
  {
    from: 'renderer/shell/call.ts',
    imports: '@orpc/client',
    to: 'node_modules/@orpc/client/',
    rule: 'oRPC is imported in the two files that speak it',
  },
  { from: 'main/log/first.ts', imports: './second.ts', to: 'main/log/second.ts', rule: 'no cycles' },
  {
    from: 'main/packages/nobody.ts',
    imports: '',
    to: 'main/packages/nobody.ts',
    rule: 'nothing dead: a file somebody imports',
  },
];

/** Files that break nothing by themselves but are imported above, and one import that is allowed. */
const innocent: Readonly<Record<string, string>> = {
  'main/providers/media/provider.ts': "import { one } from './rules.ts';\nexport const provider = one;\n",
  'main/providers/media/rules.ts': 'export const one = 1;\n',
  'main/hosts/web.ts':
    "import { it } from '../content/road.ts';\nusing _lock = { [Symbol.dispose]() {} };\nexport const web = it;\n",
  'main/log/second.ts': "import { it } from './first.ts';\nexport const second = it;\n",
  'contract/rpc/deviceApi.ts': 'export const it = 1;\n',
  'renderer/permissioncontroller/dialog.ts': 'export const it = 1;\n',
};

let folder = '';
let output = '';
let status: number | null = null;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scopebox-imports-'));
  symlinkSync(join(clone, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, content] of Object.entries(innocent)) write(path, content);
  for (const { from, imports } of planted) write(from, source(imports));
  const script = join(clone, 'scripts/imports.mjs');
  const run = spawnSync(process.execPath, [script, '--root', folder, '--minimum', '1'], { encoding: 'utf8' });
  output = run.stderr;
  status = run.status;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function source(specifier: string): string {
  return specifier === ''
    ? 'export const it = 1;\n'
    : `import * as other from '${specifier}';\nexport const it = other;\n`;
}

/** What the output says: one pair of lines per violation. */
function named({ from, to, rule }: Plant): boolean {
  const lines = output.split('\n');
  return lines.some((line, index) => {
    const [source, target = ''] = line.split(' → ');
    return source === from && target.includes(to) && lines[index + 1]?.trim() === rule;
  });
}

describe('npm run imports', () => {
  test.each(planted)('$from may not import $imports: $rule', (plant) => {
    expect(named(plant), output).toBe(true);
  });

  test('ends with an error when a rule is broken', () => {
    expect(status).toBe(1);
  });

  test('leaves allowed imports alone', () => {
    expect(output).not.toMatch(/^main\/hosts\/web\.ts →|^main\/providers\/media\/provider\.ts →/m);
  });

  test('every rule of the table that names a folder is planted here', async () => {
    const config: { default: { forbidden: readonly { name: string }[] } } = await import(
      join(clone, '.dependency-cruiser.cjs')
    );
    const rules = new Set(planted.map(({ rule }) => rule));
    const unplanted = config.default.forbidden.map(({ name }) => name).filter((name) => !rules.has(name));
    // These are made by the same function as their planted neighbours.
    expect(unplanted).toEqual([
      'contract rpc: only what it may import',
      'main device log: only what it may import',
      'main packages: only what it may import',
      'main providers: only what it may import',
      'main shell: only what it may import',
      'main adb: only what it may import',
      'main hosts: only what it may import',
      'preload: only what it may import',
      'renderer apps: only what it may import',
    ]);
  });

  test('a tree in which almost nothing was looked at is an error, not a success', () => {
    const script = join(clone, 'scripts/imports.mjs');
    const run = spawnSync(process.execPath, [script, '--minimum', '100000'], { encoding: 'utf8', cwd: clone });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/modules were looked at|not allowed/);
  });
});
