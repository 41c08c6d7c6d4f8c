// `cmd scopebox`: the clouds that are part of the device, and what goes wrong in them.
import type { CloudMediaFault, CloudMediaKind, CloudMediaOperation } from '../../../contract/rpc/cloudMediaApi.ts';
import type { CloudFault, CloudOperation, CloudState, FaultPoint } from '../../../contract/rpc/documentsApi.ts';
import { ProgramError } from '../command.ts';
import type { DeviceServices } from './deviceServices.ts';
import { type Given, given, oneOf, type ScopeboxMethod, type ScopeboxMethods, wholeNumber } from './scopeboxMethod.ts';

const CLOUDS = ['media', 'documents'] as const;
const POINTS = ['before', 'during', 'after'] as const satisfies readonly FaultPoint[];
const PROFILES = ['instant', 'wifi', 'mobile', 'slow'] as const satisfies readonly CloudState['profile'][];
const ITEMS = ['photo', 'video', 'gif', 'motionPhoto'] as const satisfies readonly CloudMediaKind[];

const MEDIA_KINDS = ['fail', 'hang', 'truncate'] as const satisfies readonly CloudMediaFault['kind'][];
const MEDIA_OPERATIONS = [
  ...(['collection', 'media', 'albums', 'open', 'thumbnail'] as const),
] as const satisfies readonly CloudMediaOperation[];

const KINDS = [
  ...(['fail', 'hang', 'truncate', 'wrong-size', 'wrong-mime'] as const),
  ...(['sign-in-expired', 'null-cursor', 'error-extra', 'conflict'] as const),
] as const satisfies readonly CloudFault['kind'][];
const OPERATIONS = [
  ...(['roots', 'query', 'children', 'open', 'read', 'write', 'upload', 'create', 'rename'] as const),
  ...(['delete', 'move', 'copy', 'search', 'recent', 'thumbnail', 'export'] as const),
] as const satisfies readonly CloudOperation[];

/** Most faults at once. */
const MAX_FAULTS = 100;

const OPTIONS = ['--on', '--at', '--times', '--probability', '--document', '--seed'];

const fault: ScopeboxMethod = async (args, _, { clouds }) => {
  const asked = given(args, OPTIONS);
  const [where, kind] = asked.words;
  if (where === 'list')
    return [
      ...clouds.media.state().faults.map((each) => `media ${faultText(each)}`),
      ...clouds.documents.state().faults.map((each) => `documents ${faultText(each)}`),
    ].join('\n');
  const cloud = oneOf(where, CLOUDS, 'After fault comes list, or a cloud, which');
  if (kind === 'clear') return setFaults(clouds, cloud, []);
  const seed = asked.options.has('--seed') ? { seed: wholeNumber(asked.options.get('--seed')) } : {};
  if (cloud === 'media') {
    const made = faultOf(asked, MEDIA_KINDS, MEDIA_OPERATIONS);
    const faults = [...clouds.media.state().faults, made].slice(-MAX_FAULTS);
    clouds.media.set({ faults, ...seed });
    return `media ${faultText(made)}`;
  }
  const made = faultOf(asked, KINDS, OPERATIONS);
  const faults = [...clouds.documents.state().faults, made].slice(-MAX_FAULTS);
  clouds.documents.set({ faults, ...seed });
  return `documents ${faultText(made)}`;
};

function setFaults(clouds: DeviceServices['clouds'], cloud: (typeof CLOUDS)[number], faults: readonly []): string {
  clouds[cloud].set({ faults });
  return `${cloud} without faults`;
}

function faultOf<Kind extends string, Operation extends string>(
  { words: [, kind], options }: Given,
  kinds: readonly Kind[],
  operations: readonly Operation[],
) {
  const named = (options.get('--on') ?? 'all').split(',');
  const probability = Number(options.get('--probability') ?? 1);
  if (!(probability >= 0 && probability <= 1)) throw new ProgramError('A probability is a number from 0 to 1.');
  const times = options.get('--times');
  return {
    kind: oneOf(kind, kinds, 'What goes wrong'),
    operations: named[0] === 'all' ? ('all' as const) : named.map((each) => oneOf(each, operations, 'An operation')),
    at: oneOf(options.get('--at') ?? 'before', POINTS, 'A point'),
    times: times === undefined ? null : Math.max(1, wholeNumber(times)),
    probability,
    document: options.get('--document') ?? null,
  };
}

function faultText({ kind, operations, at, times, probability, document }: CloudFault | CloudMediaFault): string {
  const on = operations === 'all' ? 'all' : operations.join(',');
  const rest = [
    ...(times === null ? [] : [`--times ${times}`]),
    ...(probability === 1 ? [] : [`--probability ${probability}`]),
    ...(document === null ? [] : [`--document ${document}`]),
  ];
  return [kind, `--on ${on}`, `--at ${at}`, ...rest].join(' ');
}

const provider: ScopeboxMethod = async ([where, action = '', ...rest], _, { clouds }) => {
  if (where === 'list') return clouds.providers().join('\n');
  const cloud = oneOf(where, CLOUDS, 'After provider comes list, or a cloud, which');
  const [value = ''] = rest;
  const profile = PROFILES.find((each) => each === action);
  if (profile !== undefined) clouds[cloud].set({ profile });
  else if (action === 'online' || action === 'offline') clouds[cloud].set({ online: action === 'online' });
  else if (action === 'latency') clouds[cloud].set({ latencyMillis: wholeNumber(value) });
  else if (action === 'sign-in') clouds[cloud].signIn(required(value, 'an account'));
  else if (action === 'sign-out') clouds[cloud].signOut(value);
  else if (cloud === 'media') return mediaProvider(action, rest, clouds);
  else throw new ProgramError(`A cloud has ${PROFILES.join(', ')}, online, offline, latency, sign-in and sign-out.`);
  return `${cloud} ${[action, ...rest].join(' ')}`;
};

function mediaProvider(action: string, [value = '', kind]: readonly string[], { media }: DeviceServices['clouds']) {
  if (action === 'use') {
    media.use(value === 'none' ? null : required(value, 'an authority, or none'));
    return `media use ${value}`;
  }
  const count = action === 'add' || action === 'back-up' ? wholeNumber(value) : 0;
  if (count < 1 || count > 10_000) throw new ProgramError('provider media add or back-up COUNT, from 1 to 10,000.');
  const ids = action === 'add' ? media.add(count, oneOf(kind ?? 'photo', ITEMS, 'An item')) : media.backUp(count);
  return ids.join('\n');
}

function required(value: string, what: string): string {
  if (value.trim() === '') throw new ProgramError(`It needs ${what}.`);
  return value;
}

export const CLOUD_METHODS: ScopeboxMethods = { fault, provider };

export const CLOUD_HELP = `  fault list | media|documents clear
  fault media ${MEDIA_KINDS.join('|')} [OPTIONS]
  fault documents ${KINDS.join('|')} [OPTIONS]
      OPTIONS: --on OPERATION,... --at before|during|after --times N --probability 0..1 --document ID --seed N
  provider list
  provider media|documents instant|wifi|mobile|slow|online|offline | latency MS | sign-in ACCOUNT | sign-out [ACCOUNT]
  provider media use AUTHORITY|none | add COUNT [${ITEMS.join('|')}] | back-up COUNT
`;
