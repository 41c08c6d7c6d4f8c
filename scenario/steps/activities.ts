// Activities and their results: intents, requests of MediaStore, what other apps start.
import { z } from 'zod';
import type { ActivityResult, Intent } from '../../contract/android/intent.ts';
import { RESULT_OK } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { LateResult } from '../../contract/rpc/appApi.ts';
import {
  createDeleteRequest,
  createFavoriteRequest,
  createTrashRequest,
  createWriteRequest,
} from '../../sdk/mediaStoreRequests.ts';
import { withConstants } from '../androidNames.ts';
import type { ScenarioRun } from '../scenarioRun.ts';
import { defineStep } from '../stepDefinition.ts';
import { toUri } from '../uris.ts';
import { listOf, mapping, texts, uri } from '../words.ts';
import { FLAGS, flags, flagWords } from './grantFlags.ts';
import { nextRequestCode } from './permissions.ts';

const intent = z.strictObject({
  action: z.string().describe('ACTION_PICK_IMAGES, ACTION_OPEN_DOCUMENT, or any action in full.'),
  type: z.string().optional().describe('A MIME type.'),
  data: uri.optional(),
  categories: texts.optional().describe('CATEGORY_OPENABLE, or in full.'),
  extras: mapping.optional().describe('By the names of their constants: EXTRA_PICK_IMAGES_MAX: 5.'),
  flags: flags.optional(),
});

async function intentOf(run: ScenarioRun, said: z.output<typeof intent>, app: string): Promise<Intent> {
  const { data, flags: words, ...rest } = said;
  return {
    ...(withConstants(rest) as Intent),
    ...(data === undefined ? {} : { data: await toUri(data, () => run.app(app)) }),
    ...(words === undefined ? {} : { flags: flagWords(words) }),
  };
}

const startActivity = defineStep({
  verb: 'app.startActivity',
  about: 'Starts an activity whose result nobody waits for, such as ACTION_VIEW in another app.',
  args: intent,
  run: async (run, said, app) => {
    const context = await run.app(app);
    const started = context.startActivityForResult(await intentOf(run, said, app), nextRequestCode());
    started.catch(() => undefined);
    // What goes wrong at the start is answered before a call that comes after it.
    await Promise.race([started, context.getSdkInt()]);
  },
});

const startForResult = defineStep({
  verb: 'app.startActivityForResult',
  about:
    'Starts an activity. The result has `resultCode` (OK or CANCELED), `uri`, all `uris`, and the `flags` they came with: READ, WRITE, PERSISTABLE, PREFIX.',
  args: intent,
  asks: true,
  run: async (run, said, app) => {
    const context = await run.app(app);
    return told(await context.startActivityForResult(await intentOf(run, said, app), nextRequestCode()));
  },
});

const REQUESTS = {
  write: (resolver, uris) => createWriteRequest(resolver, uris),
  trash: (resolver, uris, value) => createTrashRequest(resolver, uris, value),
  favorite: (resolver, uris, value) => createFavoriteRequest(resolver, uris, value),
  delete: (resolver, uris) => createDeleteRequest(resolver, uris),
} satisfies Record<
  string,
  (...args: [Parameters<typeof createWriteRequest>[0], readonly Uri[], boolean]) => Promise<number>
>;

const mediaRequest = defineStep({
  verb: 'app.mediaRequest',
  about:
    'MediaStore.createWriteRequest, createTrashRequest, createFavoriteRequest or createDeleteRequest, and startIntentSenderForResult of what it answers. The result has the `resultCode`.',
  args: z.strictObject({
    kind: z.enum(['write', 'trash', 'favorite', 'delete']),
    uris: texts,
    value: z.boolean().optional().describe('Of trash and favorite; true without it.'),
  }),
  asks: true,
  run: async (run, { kind, uris, value = true }, app) => {
    const context = await run.app(app);
    const pending = await REQUESTS[kind](context.contentResolver, listOf<Uri>(uris), value);
    return told(await context.startIntentSenderForResult(pending, nextRequestCode()));
  },
});

const finish = defineStep({
  verb: 'app.finish',
  about: 'Activity.finish: what its results granted, and the app has not taken, ends.',
  args: z.null(),
  run: async (run, _, app) => (await run.app(app)).finish(),
});

const onLateResult = defineStep({
  verb: 'app.onLateResult',
  about:
    'What the activity that was made anew is told: results of what the one before it had started. The result is a list that grows.',
  args: z.null(),
  run: async (run, _, app) => {
    const results: object[] = [];
    (await run.app(app)).onLateResult((result) => results.push(toldLate(result)));
    return grows(run, results);
  },
});

const onIntent = defineStep({
  verb: 'app.onIntent',
  about: 'What other apps start of this one: a list that grows, of `action`, `uri` and `callingPackage`.',
  args: z.null(),
  run: async (run, _, app) => {
    const intents: object[] = [];
    (await run.app(app)).onIntent(({ action, data, type }, callingPackage, id) =>
      intents.push({ action, uri: data ?? null, type, callingPackage, id }),
    );
    return grows(run, intents);
  },
});

const onChange = defineStep({
  verb: 'app.registerContentObserver',
  about: 'What an observer of a URI and all below it is told: a list that grows, of URIs.',
  args: z.strictObject({ uri }),
  run: async (run, { uri: spec }, app) => {
    const { contentResolver } = await run.app(app);
    const seen: string[] = [];
    await contentResolver.registerContentObserver(await toUri(spec, () => run.app(app)), true, (uris) =>
      seen.push(...uris),
    );
    return grows(run, seen);
  },
});

export const ACTIVITY_STEPS = [startActivity, startForResult, mediaRequest, finish, onLateResult, onIntent, onChange];

function grows<T>(run: ScenarioRun, list: T[]): T[] {
  run.growing.add(list);
  return list;
}

function toldLate(result: LateResult): object {
  if (result.kind === 'activityResult') return { kind: result.kind, ...told(result) };
  return { ...result };
}

function told({ resultCode, data }: ActivityResult): object {
  const uris = data?.clipData ?? (data?.data === undefined ? [] : [data.data]);
  const given = FLAGS.filter(([, flag]) => ((data?.flags ?? 0) & flag) !== 0).map(([word]) => word);
  return {
    ...{ resultCode: resultCode === RESULT_OK ? 'OK' : 'CANCELED', data: data?.data ?? null },
    ...{ uri: data?.data ?? uris[0] ?? null, uris, flags: given, hasClipData: data?.clipData !== undefined },
  };
}
