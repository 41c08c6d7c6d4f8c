// `cmd scopebox`: the device as a whole.
import { isSdkInt } from '../../../contract/android/build.ts';
import type { Skin } from '../../../contract/rpc/deviceApi.ts';
import { ProgramError } from '../command.ts';
import { oneOf, type ScopeboxMethod, type ScopeboxMethods, wholeNumber } from './scopeboxMethod.ts';
import { storageVolumes } from './sm.ts';

const SKINS = ['T-legacy', 'U-legacy', 'U-managed', 'Modern'] as const satisfies readonly Skin[];

/** Milliseconds. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const DONE: Readonly<Record<string, string>> = { mount: 'mounted', unmount: 'unmounted', eject: 'ejected' };

const volume: ScopeboxMethod = async ([action = '', id = ''], _, services) => {
  const volumes = services.volumes.list();
  if (action === 'list') return volumes.map((each) => `${each.id} ${each.state} ${each.description}`).join('\n');
  if (DONE[action] === undefined) throw new ProgramError('volume list, or volume mount, unmount or eject ID.');
  const found = storageVolumes(volumes).find((each) => [each.id, each.fsUuid, each.vold].includes(id));
  if (found === undefined || found.id === null) throw new ProgramError(`No volume ${id} is in its slot.`);
  if (action === 'mount') await services.mount(found.id);
  else await services.unmount(found.id, action === 'eject' ? 'ejected' : 'unmounted');
  return `${found.id} ${DONE[action]}`;
};

const snapshot: ScopeboxMethod = async ([action = '', name = ''], _, { tester }) => {
  if (action === 'list') return tester.snapshots().join('\n');
  if (action === 'save') await tester.saveSnapshot(name);
  else if (action === 'load') await tester.restoreSnapshot(name);
  else throw new ProgramError('snapshot list, snapshot save NAME or snapshot load NAME.');
  return `${name} ${action === 'save' ? 'saved' : 'loaded'}`;
};

const clock: ScopeboxMethod = async ([action = '', value = ''], _, services) => {
  const { tester } = services;
  if (action === 'set') tester.setTime(timeOf(value));
  else if (action === 'advance') tester.advance(duration(value));
  else if (action === 'system') tester.followComputer();
  else if (action !== 'show') throw new ProgramError('clock show, set TIME, advance DURATION or system.');
  return new Date(services.clock.currentTimeMillis()).toISOString();
};

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new ProgramError(`${text} is no time; write 2024-06-01T12:00:00Z.`);
  return time;
}

/** Seconds where no unit is said. @returns milliseconds */
function duration(text: string): number {
  const [, count, unit = 's'] = /^(\d{1,9})(ms|s|m|h|d)?$/.exec(text) ?? [];
  if (count === undefined) throw new ProgramError(`${text || 'Nothing'} is no duration; write 61, 500ms, 2h or 8d.`);
  return Number(count) * (UNITS[unit] ?? 0);
}

const api: ScopeboxMethod = async ([level], _, { tester, device }) => {
  if (level === undefined) return `API ${device.profile.sdk}`;
  const sdk = wholeNumber(level);
  if (!isSdkInt(sdk)) throw new ProgramError(`There is no device of API level ${sdk}.`);
  tester.setSdk(sdk);
  return `API ${sdk}`;
};

const skin: ScopeboxMethod = async ([name], _, { device }) => {
  if (name !== undefined) device.setSkin(oneOf(name, SKINS, 'A skin'));
  return device.profile.skin;
};

export const DEVICE_METHODS: ScopeboxMethods = { volume, snapshot, clock, api, skin };

export const DEVICE_HELP = `  volume list | mount ID | unmount ID | eject ID
  snapshot list | save NAME | load NAME
  clock show | set TIME | advance DURATION | system
      DURATION is in seconds, or 500ms, 10m, 2h, 8d. Only a clock that is set, or was advanced, stands still.
  api [LEVEL]
      29 to 36. The device starts anew, as after adb reboot, and keeps what it has.
  skin [${SKINS.join(' | ')}]
`;
