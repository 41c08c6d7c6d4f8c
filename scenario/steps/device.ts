// What a tester does to the device and to apps, without anybody being asked.
import { z } from 'zod';
import { fullPermission } from '../androidNames.ts';
import { plainBytes } from '../content.ts';
import { manifestOf } from '../manifests.ts';
import { defineStep } from '../stepDefinition.ts';
import { content, number, packageName } from '../words.ts';

const advance = defineStep({
  verb: 'tester.advance',
  about: 'Lets time pass on the device’s clock: 61s, 10m, 2h, 8d. Whatever was due happens in order.',
  args: z.string(),
  run: (run, duration) => run.device.tester.advance(duration),
});

const reboot = defineStep({
  verb: 'tester.reboot',
  about: 'Restarts the device: every app ends.',
  args: z.null(),
  run: (run) => run.device.tester.reboot(),
});

const install = defineStep({
  verb: 'tester.install',
  about: 'Installs an app of the scenario, again after `tester.uninstall`.',
  args: packageName.nullable(),
  run: (run, named, first) => run.device.install(manifestOf(run.appSpec(named ?? first), run.variables)),
});

const uninstall = defineStep({
  verb: 'tester.uninstall',
  about: 'Removes an app. What it saved to shared storage stays, and has no owner any more.',
  args: packageName.nullable(),
  run: (run, named, first) => run.device.tester.uninstall(named ?? first),
});

const clearData = defineStep({
  verb: 'tester.clearData',
  about: 'pm clear: permissions, selection and grants of an app go.',
  args: packageName.nullable(),
  run: (run, named, first) => run.device.tester.clearData(named ?? first),
});

const forceStop = defineStep({
  verb: 'tester.forceStop',
  about: '“Force stop” of an app: its process and its activity end.',
  args: packageName.nullable(),
  run: (run, named, first) => run.device.tester.api.forceStop(named ?? first),
});

const kill = defineStep({
  verb: 'tester.kill',
  about: 'The system ends an app’s process for its memory; its activity is there again when it comes back.',
  args: packageName.nullable(),
  run: (run, named, first) => run.device.tester.process(named ?? first, 'STOPPED'),
});

const finishActivity = defineStep({
  verb: 'tester.finishActivity',
  about: 'The task is swiped away: the app’s activity is finished, with what its results were granted.',
  args: packageName.nullable(),
  run: (run, named, first) => run.device.tester.api.finishActivity(named ?? first),
});

const permission = defineStep({
  verb: 'tester.permission',
  about: 'pm grant and pm revoke: READ_MEDIA_IMAGES: granted.',
  args: z.record(z.string(), z.enum(['granted', 'denied'])),
  run: async (run, states, app) => {
    for (const [name, state] of Object.entries(states))
      await run.device.tester.permission(app, fullPermission(name), state === 'granted');
  },
});

const access = defineStep({
  verb: 'tester.access',
  about: 'Puts an app’s photo access into a state at once: full, limited to `ids`, denied, fixed (for good) or reset.',
  args: z.strictObject({
    state: z.enum(['full', 'limited', 'denied', 'fixed', 'reset']),
    ids: z.array(number).or(z.string()).optional(),
  }),
  run: (run, { state, ids = [] }, app) => run.device.tester.access(app, state, [ids].flat().map(Number)),
});

const device = defineStep({
  verb: 'tester.device',
  about: 'Changes a switch of the device.',
  args: z.strictObject({
    dontKeepActivities: z.boolean().optional(),
    takeOverGetContent: z.boolean().optional(),
    workProfile: z.enum(['none', 'ready', 'paused', 'blocked']).optional(),
  }),
  run: async (run, { dontKeepActivities, takeOverGetContent, workProfile }) => {
    const { api } = run.device.tester;
    if (dontKeepActivities !== undefined) await api.setKeepsActivities(!dontKeepActivities);
    if (takeOverGetContent !== undefined) await api.setTakeOverGetContent(takeOverGetContent);
    if (workProfile !== undefined) await api.setWorkProfile(workProfile);
  },
});

const shell = defineStep({
  verb: 'tester.shell',
  about: 'adb shell. The result has `stdout`, `stderr` and `exitCode`; anything but 0 fails unless `exitCode` says so.',
  args: z.union([z.string(), z.strictObject({ command: z.string(), exitCode: z.number().int() })]),
  run: async (run, said) => {
    const { command, exitCode } = typeof said === 'string' ? { command: said, exitCode: 0 } : said;
    const result = await run.device.tester.shell(command);
    if (result.exitCode === exitCode) return { stdout: result.stdout.trimEnd(), stderr: result.stderr, exitCode };
    throw new Error(
      `“${command}” ended with ${result.exitCode}, not ${exitCode}: ${result.stderr || result.stdout}`.trim(),
    );
  },
});

const push = defineStep({
  verb: 'tester.push',
  about: 'adb push: writes a file of the device without telling MediaStore, as /sdcard/DCIM/a.jpg.',
  args: z.strictObject({ path: z.string(), ...content.shape }),
  run: async (run, { path, ...said }) => {
    const bytes = (await plainBytes(said, run.directory)) ?? new Uint8Array();
    const { exitCode, stderr } = await run.device.tester.api.shell(['sh', '-c', `cat > '${path}'`], bytes);
    if (exitCode !== 0) throw new Error(`${path} cannot be written: ${stderr}`);
  },
});

/** How long a screen may take until it shows what is waited for, milliseconds. */
const DRAWN = 10_000;
const LOOK = 100;

const ui = defineStep({
  verb: 'tester.uiDump',
  about:
    'uiautomator dump of the page that shows the device, as soon as it has `contains` in it. The result has the `nodes`, each with its attributes and those of the node around it as `parent`.',
  args: z.strictObject({ contains: z.string() }),
  run: async (run, { contains }) => {
    const deadline = performance.now() + DRAWN;
    let dump = '';
    while (!dump.includes(contains)) {
      if (performance.now() > deadline)
        throw new Error(`The screen does not show ${contains}: ${dump.slice(0, 2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      dump = await run.device.tester.api.uiDump().catch(() => '');
    }
    return { nodes: nodesOf(dump) };
  },
});

export const DEVICE_STEPS = [
  ...[advance, reboot, install, uninstall, clearData, forceStop, kill, finishActivity],
  ...[permission, access, device, shell, push, ui],
];

/** The attributes of every node, in the order of the dump; `parent` has those of the node around it. */
function nodesOf(xml: string): readonly Readonly<Record<string, unknown>>[] {
  const nodes: Readonly<Record<string, unknown>>[] = [];
  const open: (Readonly<Record<string, string>> | null)[] = [];
  for (const [, end, attributes = '', closed] of xml.matchAll(/<(\/?)node((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>/g)) {
    if (end === '/') {
      open.pop();
      continue;
    }
    const own = Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    );
    nodes.push({ ...own, parent: open.at(-1) ?? null });
    if (closed !== '/') open.push(own as Readonly<Record<string, string>>);
  }
  return nodes;
}
