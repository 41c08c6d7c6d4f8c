// What Android cannot be told to do from a shell: `cmd scopebox`. Each command says one line, or why not.

import { pickerUri } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri } from '../../../contract/android/uri.ts';
import type { PhotoAccess } from '../../../contract/rpc/deviceApi.ts';
import type { ShownDialog } from '../../../contract/rpc/systemUi.ts';
import { type Command, ProgramError } from '../command.ts';
import type { DeviceServices } from './deviceServices.ts';
import { ANSWERS, answerDialog, waitForDialog } from './dialogAnswers.ts';
import { CLOUD_HELP, CLOUD_METHODS } from './scopeboxClouds.ts';
import { DEVICE_HELP, DEVICE_METHODS } from './scopeboxDevice.ts';
import { itemId, MEDIA_HELP, MEDIA_METHODS, newestItems } from './scopeboxMedia.ts';
import {
  given,
  oneOf,
  requirePackage,
  type ScopeboxMethod,
  type ScopeboxMethods,
  wholeNumber,
} from './scopeboxMethod.ts';

const ACCESS = ['full', 'limited', 'denied', 'fixed', 'reset'] as const satisfies readonly PhotoAccess[];

/** How long a dialog is waited for where nothing is said, milliseconds. */
const PATIENCE = '10000';

const answer: ScopeboxMethod = async (args, { signal }, services) => {
  const { screen } = services;
  const { words, options } = given(args, ['--after', '--newest', '--account', '--timeout']);
  const known = ANSWERS.find((each) => each === words[0]);
  if (known === undefined && !options.has('--newest') && !options.has('--account') && !isUris(words))
    throw new ProgramError(
      `An answer is ${ANSWERS.join(', ')}, --newest N, --account NAME, or URIs of what is picked.`,
    );
  const after = wholeNumber(options.get('--after') ?? '0');
  const most = options.has('--timeout') ? wholeNumber(options.get('--timeout')) : null;
  const dialog = await waitForDialog(screen, signal, after, most);
  const account = options.get('--account');
  if (account !== undefined) return `${dialog.kind} ${answerDialog(screen, dialog, { account })}`;
  if (known !== undefined) return `${dialog.kind} ${answerDialog(screen, dialog, known)}`;
  const picked = options.has('--newest')
    ? await newestFor(dialog, wholeNumber(options.get('--newest')), services)
    : words.map((uri) => (uri.includes('/picker/') ? parseUri(uri) : ownUri(dialog, uri)));
  return `${dialog.kind} ${answerDialog(screen, dialog, picked)}`;
};

function isUris(words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => word.startsWith('content://'));
}

/** The photo picker answers with URIs of its own; the document picker with those of documents. */
function ownUri({ kind }: ShownDialog, uri: string) {
  return kind === 'photoPicker' ? pickerUri(itemId(uri)) : parseUri(uri);
}

/** What the app sees already, and so many more. */
async function newestFor({ kind, ask }: ShownDialog, count: number, services: DeviceServices) {
  if (kind !== 'photoPicker') throw new ProgramError(`The ${kind} dialog shows no newest photos.`);
  const granted = new Set(ask.preGranted.map(parseId));
  const fits = (mimeType: string) =>
    ask.mimeTypes.length === 0 || ask.mimeTypes.some((each) => mimeType.startsWith(each.replace(/\*.*$/, '')));
  const items = await newestItems(services);
  const more = items.filter(({ id, mimeType }) => !granted.has(id) && fits(mimeType)).slice(0, count);
  if (more.length < count) throw new ProgramError(`There are only ${more.length} items to pick.`);
  return [...ask.preGranted, ...more.map(({ uri }) => uri)];
}

const waitDialog: ScopeboxMethod = async (args, { signal }, { screen }) => {
  const { words, options } = given(args, ['--timeout']);
  const milliseconds = wholeNumber(options.get('--timeout') ?? words[0] ?? PATIENCE);
  const dialog = await waitForDialog(screen, signal, 0, milliseconds).catch((error: unknown) => {
    if (error instanceof ProgramError) return null;
    throw error;
  });
  return dialog === null ? 1 : `${dialog.kind} ${dialog.ask.packageName}`;
};

const access: ScopeboxMethod = async ([packageName, state, ...uris], _, services) => {
  const app = requirePackage(packageName, services);
  const asked = oneOf(state, ACCESS, 'Access to photos');
  await services.apps.setPhotoAccess(app, asked, uris.map(itemId));
  return `${app} ${asked}`;
};

const METHODS: ScopeboxMethods = {
  ...{ ...MEDIA_METHODS, ...DEVICE_METHODS, ...CLOUD_METHODS },
  ...{ answer, access },
  'wait-dialog': waitDialog,
};

const HELP = `Scopebox (scopebox) commands:
${MEDIA_HELP}  access PACKAGE ${ACCESS.join('|')} [URI...]
      Access to photos without a question; the URIs are what limited access is limited to.
  wait-dialog [--timeout MS]
      Prints which dialog is up, and for which app; status 1 when none comes in time, 10 s unless told.
  answer ${ANSWERS.join('|')} [--after MS] [--timeout MS]
  answer URI... | --newest N | --account NAME
      Answers the dialog that is up, or the next one.
${DEVICE_HELP}${CLOUD_HELP}`;

export const scopebox: Command<DeviceServices> = async ([name = 'help', ...args], io, services) => {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) {
    const isHelp = name === 'help' || name === '-h' || name === '--help';
    await io.print(isHelp ? HELP : `Unknown command: ${name}\n`);
    return isHelp ? 0 : 255;
  }
  try {
    const said = await method(args, io, services);
    if (typeof said === 'number') return said;
    if (said !== '') await io.print(`${said}\n`);
    return 0;
  } catch (error) {
    if (io.signal.aborted || !(error instanceof Error)) throw error;
    await io.error(`Error: ${error.message}\n`);
    return 1;
  }
};
