// The switches of `device set`, by name.
import { isSdkInt, SDK_INTS } from '../contract/android/build.ts';
import type { WorkProfile } from '../contract/rpc/deviceApi.ts';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';
import { closest } from '../scenario/suggest.ts';
import type { Tester } from '../sdk/tester.ts';
import { SKINS } from './readArguments.ts';

type Apply = (tester: Tester) => Promise<void>;

type Setting = Readonly<{
  /** What it can be, for help and for whoever wrote something else. */
  values: string;
  /** Null for a value it cannot have. */
  read: (value: string) => Apply | null;
}>;

const WORK_PROFILES = ['none', 'ready', 'paused', 'blocked'] as const satisfies readonly WorkProfile[];

function oneOf<T extends string>(values: readonly T[], apply: (tester: Tester, value: T) => Promise<void>): Setting {
  const read = (text: string) => {
    const value = values.find((each) => each.toLowerCase() === text.toLowerCase());
    return value === undefined ? null : (tester: Tester) => apply(tester, value);
  };
  return { values: values.join(', '), read };
}

const onOff = (apply: (tester: Tester, on: boolean) => Promise<void>): Setting =>
  oneOf(['on', 'off'], (tester, value) => apply(tester, value === 'on'));

export const SETTINGS: Readonly<Record<string, Setting>> = {
  api: {
    values: SDK_INTS.join(', '),
    read: (text) => {
      const sdk = Number(text);
      return isSdkInt(sdk) ? (tester) => tester.setApi(sdk) : null;
    },
  },
  skin: oneOf(SKINS, (tester, skin) => tester.setSkin(skin)),
  clock: {
    values: 'system, manual, or a time such as 2026-01-15T10:00:00Z',
    read: (text) => {
      if (text === 'system' || text === 'manual') return (tester) => tester.setClock(text);
      const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
      return time >= 0 ? (tester) => setClockTo(tester, time) : null;
    },
  },
  'work-profile': oneOf(WORK_PROFILES, (tester, profile) => tester.api.setWorkProfile(profile)),
  'keep-activities': onOff((tester, on) => tester.api.setKeepsActivities(on)),
  'take-over-get-content': onOff((tester, on) => tester.api.setTakeOverGetContent(on)),
};

/** Android's clocks could go back; what the device had let happen until then could not. */
async function setClockTo(tester: Tester, time: number): Promise<void> {
  await tester.setClock('manual');
  const { currentTimeMillis } = await tester.state();
  if (time < currentTimeMillis) {
    const now = new Date(currentTimeMillis).toISOString();
    throw new StartError(
      `On the device it is ${now} already, and its clock goes forward alone: start one with “scopebox start --clock ${new Date(time).toISOString()}”.`,
    );
  }
  if (time > currentTimeMillis) await tester.api.advanceClock(time - currentTimeMillis);
}

/**
 * Reads every word before anything is changed.
 * @param words such as api=34
 * @throws {StartError} in one sentence for a name or a value that is none
 */
export function readSettingsWords(words: readonly string[]): readonly Apply[] {
  return words.map((word) => {
    const at = word.indexOf('=');
    const [name, value] = at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    const names = Object.keys(SETTINGS);
    if (setting === undefined) {
      const meant = closest(name, names);
      const hint = meant === null ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
      throw new StartError(`“${name}” is no switch. ${hint}`, EXIT.usage);
    }
    const apply = setting.read(value);
    if (apply === null) throw new StartError(`${name} takes ${setting.values}, not “${value}”.`, EXIT.usage);
    return apply;
  });
}

export async function applySettings(tester: Tester, settings: readonly Apply[]): Promise<void> {
  for (const apply of settings) await apply(tester);
}
