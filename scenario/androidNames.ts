// Android's constants as a scenario writes them, and the texts they stand for.
import * as documents from '../contract/android/documentsContract.ts';
import { EXTRA_SIZE } from '../contract/android/files.ts';
import * as intents from '../contract/android/intent.ts';
import { permission } from '../contract/android/manifest.ts';
import { MATCH, QUERY_ARG } from '../contract/android/mediaStore.ts';

const CONSTANT = /^(ACTION|CATEGORY|EXTRA|QUERY_ARG|MATCH)_[A-Z0-9_]+$/;

const CONSTANTS: ReadonlyMap<string, string | number> = new Map([
  ...constantsOf(intents),
  ...constantsOf(documents),
  ...Object.entries(QUERY_ARG).map(([name, value]) => [`QUERY_ARG_${name}`, value] as const),
  ...Object.entries(MATCH).map(([name, value]) => [`MATCH_${name}`, value] as const),
  ['EXTRA_SIZE', EXTRA_SIZE] as const,
  ['ACTION_VIEW', 'android.intent.action.VIEW'] as const,
  ['ACTION_EDIT', 'android.intent.action.EDIT'] as const,
  ['ACTION_SEND', 'android.intent.action.SEND'] as const,
]);

/** Every constant a scenario may name. */
export const CONSTANT_NAMES: readonly string[] = [...CONSTANTS.keys()];

/** Whether a text is written like one of those constants, and is none of them. */
export function isUnknownConstant(text: string): boolean {
  return CONSTANT.test(text) && !CONSTANTS.has(text);
}

/** A value with every constant in it, also where it is a key, replaced by what it stands for. */
export function withConstants(value: unknown): unknown {
  if (typeof value === 'string') return CONSTANTS.get(value) ?? value;
  if (Array.isArray(value)) return value.map(withConstants);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [String(CONSTANTS.get(key) ?? key), withConstants(each)]),
  );
}

/** A permission in full: READ_MEDIA_IMAGES is android.permission.READ_MEDIA_IMAGES. */
export function fullPermission(name: string): string {
  const known: Readonly<Record<string, string>> = permission;
  return known[name] ?? (name.includes('.') ? name : `android.permission.${name}`);
}

/** The short name that a scenario knows a permission by. */
export function shortPermission(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function constantsOf(module: Readonly<Record<string, unknown>>): (readonly [string, string | number])[] {
  return Object.entries(module).flatMap(([name, value]) =>
    CONSTANT.test(name) && (typeof value === 'string' || typeof value === 'number') ? [[name, value] as const] : [],
  );
}
