// URI grants: what an app keeps, gives back and has.
import { z } from 'zod';
import type { ScenarioRun } from '../scenarioRun.ts';
import { defineStep } from '../stepDefinition.ts';
import { toUri } from '../uris.ts';
import { packageName, uri } from '../words.ts';
import { FLAGS, flags, flagWords } from './grantFlags.ts';
import { inWords } from './permissions.ts';

const granted = z.strictObject({ uri, flags: flags.optional().describe('READ without it.') });

const take = defineStep({
  verb: 'app.takePersistableUriPermission',
  about: 'ContentResolver.takePersistableUriPermission.',
  args: granted,
  run: async (run, { uri: spec, flags: words = ['READ'] }, app) => {
    const { contentResolver } = await run.app(app);
    await contentResolver.takePersistableUriPermission(await toUri(spec, () => run.app(app)), flagWords(words));
  },
});

const release = defineStep({
  verb: 'app.releasePersistableUriPermission',
  about: 'ContentResolver.releasePersistableUriPermission.',
  args: granted,
  run: async (run, { uri: spec, flags: words = ['READ'] }, app) => {
    const { contentResolver } = await run.app(app);
    await contentResolver.releasePersistableUriPermission(await toUri(spec, () => run.app(app)), flagWords(words));
  },
});

const persisted = defineStep({
  verb: 'app.getPersistedUriPermissions',
  about: 'What the app has taken: a list of `uri` and `flags`.',
  args: z.null(),
  run: async (run: ScenarioRun, _, app) => {
    const { contentResolver } = await run.app(app);
    return (await contentResolver.getPersistedUriPermissions()).map(({ uri: taken, modeFlags }) => ({
      uri: taken,
      flags: FLAGS.filter(([, flag]) => (modeFlags & flag) !== 0).map(([word]) => word),
    }));
  },
});

const check = defineStep({
  verb: 'app.checkUriPermission',
  about: 'Context.checkUriPermission: granted or denied.',
  args: granted,
  run: async (run, { uri: spec, flags: words = ['READ'] }, app) =>
    inWords(await (await run.app(app)).checkUriPermission(await toUri(spec, () => run.app(app)), flagWords(words))),
});

const grant = defineStep({
  verb: 'app.grantUriPermission',
  about: 'Context.grantUriPermission to another package.',
  args: z.strictObject({ to: packageName, uri, flags: flags.optional().describe('READ without it.') }),
  run: async (run, { to, uri: spec, flags: words = ['READ'] }, app) =>
    (await run.app(app)).grantUriPermission(to, await toUri(spec, () => run.app(app)), flagWords(words)),
});

export const GRANT_STEPS = [take, release, persisted, check, grant];
