// The scenarios that come with the program, and a second device that one of them is played on. Never reachable from an app's connection.
import type { SdkInt } from '../android/build.ts';

export type ScenarioSummary = Readonly<{
  id: string;
  title: string;
  /** What apps do wrong, what Android does, and why: one paragraph. */
  explain: string;
  /** Where it was reported. */
  links: readonly string[];
  /** Levels of all its cases, ascending. */
  apis: readonly SdkInt[];
  /** Variants, in order; one without a title where there are none. */
  cases: readonly Readonly<{ title: string | null; apis: readonly SdkInt[] }>[];
}>;

/** Which case of which scenario, on which level. `case` counts from 0. */
export type ScenarioChoice = Readonly<{ id: string; case: number; api: SdkInt }>;

/** starting: its device boots. waiting: until a page shows it. played: it is as the scenario left it. */
export type ScenarioPlayState = 'starting' | 'waiting' | 'playing' | 'played' | 'failed';

export type ScenarioPlay = ScenarioChoice &
  Readonly<{
    state: ScenarioPlayState;
    /** Where the page of its device is; null until there is one. */
    address: string | null;
    /** The step that is done now, as `S01.yaml:12: app.query`; null before the first one. */
    step: string | null;
    /** Why it failed, in a sentence or two; null when it did not. */
    problem: string | null;
  }>;

export interface ScenariosApi {
  scenarios(): Promise<readonly ScenarioSummary[]>;
  /** What is played for this page, now and after every change; null for nothing. */
  play(): Promise<AsyncIterable<ScenarioPlay | null>>;
  /**
   * Starts a device of its own and plays a scenario on it; ends the one of before. @throws {Error} in one sentence, for a
   * scenario, a case or a level that there is not
   */
  reproduce(choice: ScenarioChoice): Promise<void>;
  /** Ends its device. */
  stop(): Promise<void>;
}
