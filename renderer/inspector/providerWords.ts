// Documents providers and the cloud's faults, in a tester's words.
import { Root } from '../../contract/android/documentsContract.ts';
import type {
  CloudFault,
  CloudOperation,
  CloudState,
  DocumentsProviderState,
  FaultPoint,
} from '../../contract/rpc/documentsApi.ts';
import { bytesText } from './volumeWords.ts';

export const PROVIDER_STATES: Readonly<Record<DocumentsProviderState['state'], string>> = {
  running: 'Running',
  stopped: 'Not running',
  failed: 'Failed',
};

export const PROVIDER_KINDS: Readonly<Record<DocumentsProviderState['kind'], string>> = {
  system: 'part of the system',
  plugin: 'a plug-in',
  remote: 'a program of its own',
};

const ROOT_FLAGS = [
  ['local only', Root.FLAG_LOCAL_ONLY],
  ['files can be created', Root.FLAG_SUPPORTS_CREATE],
  ['recent files', Root.FLAG_SUPPORTS_RECENTS],
  ['search', Root.FLAG_SUPPORTS_SEARCH],
  ['folders can be given to apps', Root.FLAG_SUPPORTS_IS_CHILD],
  ['can be ejected', Root.FLAG_SUPPORTS_EJECT],
  ['empty', Root.FLAG_EMPTY],
  ['advanced', Root.FLAG_ADVANCED],
  ['has settings', Root.FLAG_HAS_SETTINGS],
  ['SD card', Root.FLAG_REMOVABLE_SD],
  ['USB', Root.FLAG_REMOVABLE_USB],
] as const;

/** Root.COLUMN_FLAGS. */
export function rootFlagsText(flags: number): string {
  const words = ROOT_FLAGS.filter(([, flag]) => (flags & flag) !== 0).map(([word]) => word);
  return words.length === 0 ? 'no flags' : words.join(', ');
}

/** What the picker has of a provider. */
export function rootsText({ state, roots }: DocumentsProviderState): string {
  if (state !== 'running') return 'Its roots are not asked for: it does not run.';
  if (roots === null) return 'It did not answer its roots: the picker leaves it out.';
  return roots.length === 0 ? 'It has no roots now: the picker leaves it out.' : '';
}

export const PROFILES: Readonly<Record<CloudState['profile'], string>> = {
  instant: 'At once',
  wifi: 'Wi-Fi',
  mobile: 'Mobile',
  slow: 'Slow',
};

/** `at once`, or `120 ms, 2 MB/s`. */
export function speedText({
  latencyMillis,
  bytesPerSecond,
}: Pick<CloudState, 'latencyMillis' | 'bytesPerSecond'>): string {
  const bandwidth = bytesPerSecond === null ? 'no limit' : `${bytesText(bytesPerSecond)}/s`;
  return `${latencyMillis.toLocaleString()} ms before the first byte, ${bandwidth}`;
}

export const FAULT_KINDS: Readonly<Record<CloudFault['kind'], string>> = {
  fail: 'fails',
  hang: 'never answers',
  truncate: 'breaks off its stream',
  'wrong-size': 'tells a wrong size',
  'wrong-mime': 'tells a wrong type',
  'sign-in-expired': 'wants a new sign-in',
  'null-cursor': 'answers a null cursor',
  'error-extra': 'answers EXTRA_ERROR',
  conflict: 'finds a conflict',
};

export const FAULT_POINTS: Readonly<Record<FaultPoint, string>> = {
  before: 'before it is done',
  during: 'in the middle',
  after: 'after it was done',
};

export const OPERATIONS: readonly CloudOperation[] = [
  ...(['roots', 'query', 'children', 'open', 'read', 'write', 'upload', 'create', 'rename'] as const),
  ...(['delete', 'move', 'copy', 'search', 'recent', 'thumbnail', 'export'] as const),
];

/** One fault as a sentence. */
export function faultText({ operations, kind, at, probability, times, document }: CloudFault): string {
  const what = operations === 'all' ? 'Every operation' : operations.join(', ');
  const often = probability === 1 ? '' : `, in ${Math.round(probability * 100)} % of the calls`;
  const count = times === null ? '' : `, ${times === 1 ? 'once' : `${times} times`}`;
  const which = document === null ? '' : `, for ${document}`;
  return `${what} ${FAULT_KINDS[kind]} ${FAULT_POINTS[at]}${often}${count}${which}`;
}
