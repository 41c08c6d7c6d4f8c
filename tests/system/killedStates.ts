import { permission } from '../../contract/android/manifest.ts';
import { type PermissionStates, stateOf } from '../../main/permission/permissionState.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED } = permission;

/** IMAGES, VIDEO and SELECTED as one word: + granted, - not; u chosen by the user. */
const words = (states: PermissionStates) =>
  [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED]
    .map((name) => stateOf(states, name))
    .map(({ granted, flags }) => `${granted ? '+' : '-'}${flags.has('USER_SET') ? 'u' : ''}`)
    .join(' ');

/** Every state of an app's photo access that the loop goes through; each is written in one piece. */
export const PHOTO_STATES: Readonly<Record<string, (states: PermissionStates) => boolean>> = {
  reset: (states) => words(states) === '- - -',
  full: (states) => words(states) === '+u +u +u',
  limited: (states) => words(states) === '-u -u +u',
  denied: (states) => words(states) === '-u -u -u',
};

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
