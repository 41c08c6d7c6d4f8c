// What Android cannot be told to do from a shell: `cmd scopebox`. Each command says one line, or why not.
import { isSdkInt } from '../../../contract/android/build.ts';
import { filesContentUri, pickerUri, QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri } from '../../../contract/android/uri.ts';
import { type Command, type CommandIo, ProgramError } from '../command.ts';
import { contentCommand } from '../contentCommand.ts';
import type { DeviceServices } from './deviceServices.ts';
import { ANSWERS, answerDialog, waitForDialog } from './dialogAnswers.ts';
import { storageVolumes } from './sm.ts';

/** @returns what is printed; a status where it is not 0 */
type Method = (args: readonly string[], io: CommandIo, services: DeviceServices) => Promise<string | number>;

const select: Method = async ([packageName = '', ...items], _, services) => {
  if (services.packages.find(packageName) === null) throw new ProgramError(`Unknown package: ${packageName}`);
  const ids = await idsOf(items, services);
  await services.apps.setPhotoAccess(packageName, 'limited', ids);
  return `${packageName} sees ${ids.length} selected items`;
};

async function idsOf(
  [first, second, ...rest]: readonly string[],
  services: DeviceServices,
): Promise<readonly number[]> {
  if (first === '--clear') return [];
  if (first === '--all') return visualIds(services, Number.POSITIVE_INFINITY);
  if (first === '--count') return visualIds(services, wholeNumber(second));
  const uris = [first, second, ...rest].filter((uri) => uri !== undefined);
  if (uris.length === 0) throw new ProgramError('Name items by their URIs, or give --all, --count N or --clear.');
  return uris.map((uri) => {
    const id = /\/\d+$/.test(uri) ? parseId(parseUri(uri)) : Number.NaN;
    if (!Number.isInteger(id)) throw new ProgramError(`${uri} is no item.`);
    return id;
  });
}

/** Images and videos, newest first. */
async function visualIds({ resolver, call }: DeviceServices, most: number): Promise<readonly number[]> {
  const result = await resolver.query(call, filesContentUri('external'), ['_id'], {
    [QUERY_ARG.SQL_SELECTION]: 'media_type IN (1, 3)',
    [QUERY_ARG.SQL_SORT_ORDER]: 'date_added DESC, _id DESC',
  });
  const rows = result?.window(0, Math.min(most, result.count)) ?? [];
  return rows.flatMap(([id]) => (typeof id === 'number' ? [id] : []));
}

const answer: Method = async ([word = '', ...rest], { signal }, { screen }) => {
  const uris = word.startsWith('content://') ? [word, ...rest] : [];
  const items = uris.map((uri) => (uri.includes('/picker/') ? parseUri(uri) : pickerUri(parseId(parseUri(uri)))));
  const known = ANSWERS.find((each) => each === word);
  if (known === undefined && uris.length === 0)
    throw new ProgramError(`An answer is ${ANSWERS.join(', ')}, or the URIs of what is picked.`);
  const dialog = await waitForDialog(screen, signal, rest[0] === '--after' ? wholeNumber(rest[1]) : 0);
  return `${dialog.kind} ${answerDialog(screen, dialog, known ?? items)}`;
};

const waitDialog: Method = async ([milliseconds = '10000'], { signal }, { screen }) => {
  const dialog = await waitForDialog(screen, signal, 0, wholeNumber(milliseconds)).catch((error: unknown) => {
    if (error instanceof ProgramError) return null;
    throw error;
  });
  return dialog === null ? 1 : dialog.kind;
};

const runAs: Method = ([packageName = '', command, ...args], io, services) => {
  if (services.packages.find(packageName) === null) throw new ProgramError(`Unknown package: ${packageName}`);
  if (command !== 'content') throw new ProgramError('Only content can be run as a package.');
  return contentCommand(args, io, { resolver: services.resolver, call: services.callAs(packageName) });
};

const volume: Method = async ([action = '', id = ''], _, services) => {
  const volumes = services.volumes.list();
  if (action === 'list') return volumes.map((each) => `${each.id} ${each.state} ${each.description}`).join('\n');
  const found = storageVolumes(volumes).find((each) => each.id === id || each.fsUuid === id);
  if (found === undefined || found.id === null) throw new ProgramError(`No volume ${id} is in its slot.`);
  if (action === 'mount') await services.mount(found.id);
  else if (action === 'unmount') await services.unmount(found.id);
  else throw new ProgramError('volume list, volume mount ID or volume unmount ID');
  return `${found.id} ${action}ed`;
};

const snapshot: Method = async ([action = '', name = ''], _, { tester }) => {
  if (action === 'list') return tester.snapshots().join('\n');
  if (action === 'save') await tester.saveSnapshot(name);
  else if (action === 'load') await tester.restoreSnapshot(name);
  else throw new ProgramError('snapshot list, snapshot save NAME or snapshot load NAME');
  return `${name} ${action === 'save' ? 'saved' : 'loaded'}`;
};

const clock: Method = async ([action = '', value = ''], _, services) => {
  if (action === 'set') {
    const time = Date.parse(value);
    if (Number.isNaN(time)) throw new ProgramError(`${value} is no time; write 2024-06-01T12:00:00Z.`);
    services.tester.setTime(time);
  } else if (action === 'advance') services.tester.advance(wholeNumber(value) * 1_000);
  else throw new ProgramError('clock set TIME or clock advance SECONDS');
  return new Date(services.clock.currentTimeMillis()).toISOString();
};

const api: Method = async ([level], _, { tester }) => {
  const sdk = wholeNumber(level);
  if (!isSdkInt(sdk)) throw new ProgramError(`There is no device of API level ${sdk}.`);
  tester.setSdk(sdk);
  return `API ${sdk}`;
};

function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,12}$/.test(text)) throw new ProgramError(`${text ?? 'Nothing'} is no number.`);
  return Number(text);
}

const METHODS: Readonly<Record<string, Method>> = {
  ...{ select, answer, volume, snapshot, clock, api },
  'wait-dialog': waitDialog,
  as: runAs,
};

const HELP = `Scopebox (scopebox) commands:
  select PACKAGE URI... | --all | --count N | --clear
  answer allow|selected|deny|dont-ask|cancel [--after MS]
  answer URI...
  wait-dialog [MS]
  as PACKAGE content ...
  volume list | mount ID | unmount ID
  snapshot list | save NAME | load NAME
  clock set TIME | advance SECONDS
  api LEVEL
`;

export const scopebox: Command<DeviceServices> = async ([name = 'help', ...args], io, services) => {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) {
    await io.print(name === 'help' ? HELP : `Unknown command: ${name}\n`);
    return 255;
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
