// What has to be so: of results by their names, and of the app, the screen and the device.
import { permission } from '../../contract/android/manifest.ts';
import type { PackageState } from '../../contract/rpc/deviceApi.ts';
import { photoAccess } from '../../sdk/photoAccess.ts';
import { fullPermission } from '../androidNames.ts';
import { mismatch } from '../matchValue.ts';
import type { ScenarioRun } from '../scenarioRun.ts';
import { defineStep } from '../stepDefinition.ts';
import { filledIn, valueAt } from '../values.ts';
import { mapping } from '../words.ts';
import { inWords } from './permissions.ts';

/** How long something that comes by itself may take, milliseconds. */
const PATIENCE = 5_000;
const LOOK = 20;

/** What can be expected besides results; each is told what is expected and answers what there is. */
const SUBJECTS: Readonly<Record<string, (run: ScenarioRun, expected: unknown, app: string) => Promise<unknown>>> = {
  permission: permissionsOf,
  access: (run, _, app) => accessOf(run, app),
  dialogs: async ({ screen }) => screen.seen.map(({ kind }) => kind),
  process: async (run, _, app) => (await stateOf(run, app)).process,
  selected: async (run, _, app) => (await stateOf(run, app)).selectedItems,
  calls: callsOf,
  logcat: async ({ device }) => (await device.tester.api.logcat()).map(({ tag, message }) => `${tag}: ${message}`),
};

export const expectStep = defineStep({
  verb: 'expect',
  about:
    'What has to be so. Results by name: `rows.count: 3`, `rows[0].width: 800`. Of the app: `permission: { READ_MEDIA_IMAGES: denied }` as checkSelfPermission says; `access`: full, partial or denied, as the guide’s own check says; `process`, `selected`, `calls: { query: 1 }`. Of the device: `dialogs`, the kinds that came up in order; `logcat`, its lines. A mapping of contains, startsWith, endsWith, matches, atLeast, atMost, count, not, anyOf or inAnyOrder expects more than equality.',
  args: mapping,
  run: async (run, expectations, app) => {
    for (const [name, written] of Object.entries(expectations)) {
      const expected = filledIn(written, run.variables);
      const look = lookFor(run, name, expected, app);
      const deadline = performance.now() + (isGrowing(run, name) ? PATIENCE : 0);
      let wrong = mismatch(expected, await look(), name);
      while (wrong !== null && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, LOOK));
        wrong = mismatch(expected, await look(), name);
      }
      if (wrong !== null) throw new Error(`${wrong}.`);
    }
  },
});

function lookFor(run: ScenarioRun, name: string, expected: unknown, app: string): () => Promise<unknown> {
  const [first = ''] = name.split(/[.[]/);
  const subject = run.variables.has(first) ? undefined : SUBJECTS[name];
  if (subject === undefined) return async () => valueAt(name, run.variables);
  return () => subject(run, expected, app);
}

/** Whether a result comes by itself, so that a look too early is no proof. */
function isGrowing({ variables, growing }: ScenarioRun, name: string): boolean {
  const [first = ''] = name.split(/[.[]/);
  return growing.has(variables.get(first));
}

async function permissionsOf(run: ScenarioRun, expected: unknown, app: string): Promise<unknown> {
  const context = await run.app(app);
  const states: Record<string, string> = {};
  for (const name of Object.keys(expected as object))
    states[name] = inWords(await context.checkSelfPermission(fullPermission(name)));
  return states;
}

const ASKED = [
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_VISUAL_USER_SELECTED,
  permission.READ_EXTERNAL_STORAGE,
];

async function accessOf(run: ScenarioRun, app: string): Promise<string> {
  const context = await run.app(app);
  const results = await Promise.all(ASKED.map((name) => context.checkSelfPermission(name)));
  return photoAccess(
    run.api,
    ASKED.filter((_, index) => results[index] === 0),
  );
}

async function stateOf({ device }: ScenarioRun, app: string): Promise<PackageState> {
  const { packages } = await device.tester.state();
  const found = packages.find(({ manifest }) => manifest.packageName === app);
  if (found === undefined) throw new Error(`${app} is not installed.`);
  return found;
}

/** How often the app called what is asked about, since the scenario began. */
async function callsOf(run: ScenarioRun, expected: unknown, app: string): Promise<unknown> {
  const entries = await run.device.timeline();
  const own = entries.filter(({ id, actor }) => id > run.timelineStart && actor === app);
  const names = Object.keys(expected as object);
  return Object.fromEntries(names.map((name) => [name, own.filter(({ method }) => method === name).length]));
}
