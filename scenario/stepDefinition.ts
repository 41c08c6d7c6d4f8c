// One step of the language: its name, what a tester may write behind it, and what it does.
import type { z } from 'zod';
import type { ScenarioRun } from './scenarioRun.ts';

/** Does the step. `app`: the package of `by:`, else the scenario's first app. What it answers is what `as:` keeps. */
type Run<Args> = (run: ScenarioRun, args: Args, app: string) => Promise<unknown>;

export type StepDefinition = Readonly<{
  /** As in a file: app.query. */
  verb: string;
  /** For people, in the docs and in editors. */
  about: string;
  args: z.ZodType;
  /** Whether the user may be asked meanwhile: the steps of the user come while it goes on. */
  asks: boolean;
  run: Run<unknown>;
}>;

type Definition<Args extends z.ZodType> = Readonly<{
  verb: string;
  about: string;
  args: Args;
  asks?: boolean;
  run: Run<z.output<Args>>;
}>;

/** Names a step; its arguments are of the schema by the time they arrive. */
export function defineStep<Args extends z.ZodType>(definition: Definition<Args>): StepDefinition {
  const { run, asks = false, ...rest } = definition;
  return { ...rest, asks, run: (on, args, app) => run(on, args as z.output<Args>, app) };
}
