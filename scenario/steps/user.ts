// What a person in front of the device does: dialogs, pickers, Settings, the launcher.
import { z } from 'zod';
import type { Uri } from '../../contract/android/uri.ts';
import type { SettingsApi } from '../../contract/rpc/settingsApi.ts';
import type { DialogKind, GrantButton, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { fullPermission } from '../androidNames.ts';
import { mismatch } from '../matchValue.ts';
import type { ScenarioRun } from '../scenarioRun.ts';
import { defineStep } from '../stepDefinition.ts';
import { listOf, mapping, number, packageName, template, texts } from '../words.ts';

const CHOICES = ['allow', 'all', 'limited', 'while-using', 'once', 'deny', 'deny-forever', 'no-more'] as const;

const KINDS = [
  ...(['grantPermissions', 'photoPicker', 'documentPicker', 'signIn', 'cloudMediaApp', 'mediaRequest'] as const),
] satisfies readonly DialogKind[];

const dialog = defineStep({
  verb: 'user.dialog',
  about: 'Presses a button of the permission dialog.',
  args: z.enum(CHOICES),
  run: (run, choice) => run.device.user.dialog(choice as (typeof CHOICES)[number] | GrantButton),
});

const chosen = z.union([
  number.describe('So many of the newest that are not selected yet.'),
  z
    .array(z.union([z.number(), z.string()]))
    .describe('Places in the grid from 0, newest first; or names, with * in them.'),
]);

const picker = defineStep({
  verb: 'user.picker',
  about: 'Uses the photo picker that is up, and confirms.',
  args: z.union([
    z.enum(['nothing', 'cancel', 'browse']).describe('nothing: “Allow none”. cancel: Back. browse: “Browse…”.'),
    z.strictObject({ select: chosen.describe('Taps these; what is selected already stays so.') }),
    z.strictObject({ selectOnly: chosen.describe('Taps these, and takes back everything else that is selected.') }),
    z.strictObject({ uris: texts.describe('Answers with these picker URIs, such as those of the work profile.') }),
  ]),
  run: async (run, what) => {
    const { picker: hands } = run.device.user;
    if (what === 'nothing') return hands.selectNothing();
    if (what === 'cancel') return hands.cancel();
    if (what === 'browse') return hands.browse();
    if ('uris' in what) return answerPicker(run, listOf<Uri>(what.uris));
    if ('select' in what) return hands.select(what.select as number | readonly string[]);
    return hands.selectOnly(what.selectOnly as number | readonly string[]);
  },
});

async function answerPicker(run: ScenarioRun, uris: readonly Uri[]): Promise<void> {
  const up = await run.device.user.waitForDialog('photoPicker');
  await run.screen.answer(up, { uris });
}

const documents = defineStep({
  verb: 'user.documents',
  about:
    'Uses DocumentsUI’s picker. Paths are as a person reads them: Download/report.pdf on the device’s storage, SD card/a.txt in the root of that title, or a bare name to look for. What is grey, or hidden, cannot be picked: the step fails with the reason.',
  args: z.union([
    z.literal('cancel'),
    z.strictObject({ open: z.union([z.string(), texts]).describe('Picks these documents.') }),
    z.strictObject({ save: z.string().describe('Saves under this name, with the folder or without.') }),
    z.strictObject({ useFolder: z.string().describe('“Use this folder”, and “Allow”.') }),
  ]),
  run: async (run, what) => {
    const hands = run.device.user.documents;
    if (what === 'cancel') return hands.cancel();
    if ('save' in what) return hands.save(what.save);
    if ('open' in what) return hands.open(...listOf(what.open));
    // biome-ignore lint/correctness/useHookAtTopLevel: DocumentsUI's own words, no hook
    return hands.useFolder(what.useFolder);
  },
});

const mediaRequest = defineStep({
  verb: 'user.mediaRequest',
  about: 'Answers what MediaStore.create*Request asks.',
  args: z.enum(['allow', 'deny']),
  run: (run, answer) => run.device.user.mediaRequest(answer),
});

const signIn = defineStep({
  verb: 'user.signIn',
  about: 'Signs in to a documents provider on its page, with this account.',
  args: z.string(),
  run: (run, account) => run.device.user.signIn(account),
});

const back = defineStep({
  verb: 'user.back',
  about: 'Back: closes the dialog on top.',
  args: z.null(),
  run: (run) => run.device.user.back(),
});

const sees = defineStep({
  verb: 'user.sees',
  about: 'The dialog that is on top: of this kind, and asking what is said. It stays up. The result is what it asks.',
  args: z.strictObject({ dialog: z.enum(KINDS).or(template), ask: mapping.optional() }),
  run: async (run, { dialog: kind, ask = {} }) => {
    const shown = (await run.device.user.waitForDialog(kind as 'photoPicker')) as ShownDialog;
    const wrong = mismatch(ask, plainAsk(shown));
    if (wrong !== null) throw new Error(`The ${kind} is another one: ${wrong}.`);
    return plainAsk(shown);
  },
});

/** What a dialog asks; of the permission dialog also `choices`, the ids of its buttons. */
function plainAsk(dialog: ShownDialog): Readonly<Record<string, unknown>> {
  if (dialog.kind !== 'grantPermissions') return dialog.ask;
  return { ...dialog.ask, choices: dialog.ask.buttons.map(({ id }) => id) };
}

const settings = defineStep({
  verb: 'user.settings',
  about:
    'Settings → Apps → the app → Permissions: chooses for one group. The result is the question that comes first, if one does; it is answered with yes.',
  args: z.strictObject({
    app: packageName.optional(),
    group: z.string().describe('READ_MEDIA_VISUAL for photos and videos, READ_MEDIA_AURAL for music.').optional(),
    choose: z.enum(['ALLOW', 'ALLOW_ALL_FILES', 'LIMITED', 'DENY']),
  }),
  run: async (run, { app, group = 'READ_MEDIA_VISUAL', choose }, first) => {
    const pages = await run.talk<SettingsApi>('settings');
    const named = group.includes('.') ? group : `android.permission-group.${group}`;
    const question = await pages.choose(app ?? first, named, choose, false);
    if (question !== null) await pages.choose(app ?? first, named, choose, true);
    return question;
  },
});

const specialAccess = defineStep({
  verb: 'user.specialAccess',
  about:
    'Settings → Special app access: “All files access” (MANAGE_EXTERNAL_STORAGE) or “Media management” (MANAGE_MEDIA).',
  args: z.strictObject({
    app: packageName.optional(),
    access: z.enum(['MANAGE_EXTERNAL_STORAGE', 'MANAGE_MEDIA']),
    allowed: z.boolean(),
  }),
  run: async (run, { app, access, allowed }, first) => {
    const pages = await run.talk<SettingsApi>('settings');
    await pages.setSpecialAccess(
      app ?? first,
      fullPermission(access) as Parameters<SettingsApi['setSpecialAccess']>[1],
      allowed,
    );
  },
});

const home = defineStep({
  verb: 'user.home',
  about: 'Home: the app in front goes to the background.',
  args: z.null(),
  run: (run) => run.device.tester.api.home(),
});

const opens = defineStep({
  verb: 'user.opens',
  about: 'Taps the app’s icon: it starts, or comes back to the front.',
  args: packageName.nullable(),
  run: async (run, named, first) => {
    const app = named ?? first;
    if (run.wasStarted(app)) await run.device.tester.api.launch(app);
    await run.app(app);
  },
});

export const USER_STEPS = [
  ...[dialog, picker, documents, mediaRequest, signIn, back, sees],
  ...[settings, specialAccess, home, opens],
];
