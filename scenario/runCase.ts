// Does the steps of one case on a device that is ready for it.
import { Throwable } from '../contract/android/errors.ts';
import { describeDialog } from '../sdk/screen.ts';
import type { ThrowsSpec } from './deviceWords.ts';
import { inWords, mismatch } from './matchValue.ts';
import type { Doing, Position, ScenarioStep } from './readScenario.ts';
import type { ScenarioRun } from './scenarioRun.ts';
import { stepOf } from './steps.ts';
import { filledIn, valueAt } from './values.ts';

/** How long a call may go on when nobody is asked anything, milliseconds. */
const PATIENCE = 10_000;

/** A step that did not do what the scenario says. */
export class StepFailure extends Error {
  readonly verb: string;
  readonly at: Position;

  constructor(message: string, { verb, at }: Pick<ScenarioStep, 'verb' | 'at'>) {
    super(message);
    this.verb = verb;
    this.at = at;
  }
}

/** A call of an app that may ask the user, from its beginning to its result. */
type Call = { readonly step: ScenarioStep; readonly done: Promise<void>; outcome: Outcome | null };
type Outcome = Readonly<{ value: unknown } | { error: unknown }>;

/** Told of each step before it is done, and waits where the user is to see it. */
export type Pace = (step: ScenarioStep) => Promise<void>;

/** @throws {StepFailure} for the first step that goes otherwise than the scenario says */
export async function runSteps(run: ScenarioRun, steps: readonly Doing[], pace: Pace): Promise<void> {
  const stepping = new Stepping(run, pace);
  await stepping.all(steps);
  stepping.finish();
}

class Stepping {
  readonly #run: ScenarioRun;
  readonly #pace: Pace;
  readonly #calls: Call[] = [];

  constructor(run: ScenarioRun, pace: Pace) {
    this.#run = run;
    this.#pace = pace;
  }

  async all(steps: readonly Doing[]): Promise<void> {
    for (const doing of steps) {
      if (doing.when !== null && !doing.when.includes(this.#run.api)) continue;
      if ('verb' in doing) await this.#one(doing);
      else await this.#repeat(Number(filledIn(doing.times, this.#run.variables)), doing.steps);
    }
  }

  /** @throws {StepFailure} for a call that waits for a user who does nothing any more */
  finish(): void {
    const [call] = this.#calls;
    if (call !== undefined) throw new StepFailure(`It still waits for the user: ${this.#onScreen()}.`, call.step);
  }

  async #repeat(times: number, steps: readonly Doing[]): Promise<void> {
    const { variables } = this.#run;
    const before = variables.get('n');
    for (let n = 0; n < times; n++) {
      variables.set('n', n);
      await this.all(steps);
    }
    variables.set('n', before);
  }

  async #one(step: ScenarioStep): Promise<void> {
    await this.#pace(step);
    const call = this.#begin(step);
    const asks = stepOf(step.verb)?.asks === true;
    const [shown] = this.#run.screen.up;
    if (asks) this.#calls.push(call);
    else this.#take(step, await over(call));
    // What a user could not do leaves the dialog as it was.
    const isDone = call.outcome !== null && 'value' in call.outcome;
    if (shown !== undefined && isDone && isAnswer(step.verb)) this.#run.screen.leave(shown);
    if (step.verb !== 'expect') await this.#run.screen.refresh();
    await this.#quiet();
  }

  #begin(step: ScenarioStep): Call {
    const { promise, resolve } = Promise.withResolvers<void>();
    const call: Call = { step, done: promise, outcome: null };
    this.#do(step).then(
      (value) => {
        call.outcome = { value };
        resolve();
      },
      (error: unknown) => {
        call.outcome = { error };
        resolve();
      },
    );
    return call;
  }

  async #do(step: ScenarioStep): Promise<unknown> {
    const run = this.#run;
    const definition = stepOf(step.verb);
    if (definition === undefined) throw new Error(`There is no step ${step.verb}.`);
    this.#refuseUnfinished(step);
    // An expectation fills itself in: it looks again while something is still to come.
    const args = step.verb === 'expect' ? step.args : filledIn(step.args, run.variables);
    return definition.run(run, args, step.by ?? run.firstApp);
  }

  /** An expectation of a result that the user has not given yet is a mistake of the scenario. */
  #refuseUnfinished({ verb, args }: ScenarioStep): void {
    if (verb !== 'expect') return;
    const names = new Set(Object.keys(args as object).map((name) => name.split(/[.[]/)[0]));
    const call = this.#calls.find(({ step }) => step.as !== null && names.has(step.as));
    if (call !== undefined)
      throw new Error(`“${call.step.as}” is not there yet: ${call.step.verb} still waits, and ${this.#onScreen()}.`);
  }

  /** Until every call is over, or a dialog waits for the user: nothing is under way between two steps. */
  async #quiet(): Promise<void> {
    const end = new AbortController();
    try {
      while (this.#calls.length > 0) {
        const dialog = this.#run.screen.next(end.signal).then(() => 'dialog' as const);
        const timer = AbortSignal.timeout(PATIENCE);
        const late = new Promise<'late'>((resolve) => timer.addEventListener('abort', () => resolve('late')));
        const what = await Promise.race([...this.#calls.map(({ done }) => done), dialog, late]);
        const ended = this.#calls.filter(({ outcome }) => outcome !== null);
        for (const call of ended) this.#finished(call);
        if (what === 'dialog' && ended.length === 0) return;
        if (what === 'late' && ended.length === 0) {
          const [call] = this.#calls;
          if (call !== undefined)
            throw new StepFailure(`There is no answer after ${PATIENCE / 1_000} s, and no dialog.`, call.step);
        }
      }
    } finally {
      end.abort();
    }
  }

  #finished(call: Call): void {
    this.#calls.splice(this.#calls.indexOf(call), 1);
    if (call.outcome !== null) this.#take(call.step, call.outcome);
  }

  #take(step: ScenarioStep, outcome: Outcome): void {
    if ('error' in outcome) this.#thrown(step, outcome.error);
    else this.#answered(step, outcome.value);
  }

  #answered(step: ScenarioStep, value: unknown): void {
    if (step.throws !== null) throw new StepFailure(`It did not fail: its result is ${inWords(value)}.`, step);
    if (step.as !== null) this.#keep(step.as, value);
  }

  #thrown(step: ScenarioStep, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (step.throws === null) {
      const told = error instanceof Throwable ? `${name}: ${message}` : message;
      throw new StepFailure(told, step);
    }
    const expected = filledIn(expectedOf(step.throws), this.#run.variables);
    const wrong = mismatch(expected, { name: error instanceof Throwable ? name : 'Error', message });
    if (wrong !== null) throw new StepFailure(`It failed otherwise: ${wrong}.`, step);
    if (step.as !== null) this.#keep(step.as, { name, message });
  }

  #keep(as: string, value: unknown): void {
    const { variables } = this.#run;
    if (!as.endsWith('[]')) return void variables.set(as, value ?? null);
    const name = as.slice(0, -2);
    const list = variables.has(name) ? (valueAt(name, variables) as readonly unknown[]) : [];
    variables.set(name, [...list, value ?? null]);
  }

  #onScreen(): string {
    const { up } = this.#run.screen;
    return up.length === 0 ? 'no dialog is on the screen' : `on the screen is the ${up.map(describeDialog).join(', ')}`;
  }
}

/** Steps of the user that close the dialog on top. */
function isAnswer(verb: string): boolean {
  return ['user.dialog', 'user.picker', 'user.documents', 'user.mediaRequest', 'user.signIn', 'user.back'].includes(
    verb,
  );
}

function expectedOf(throws: ThrowsSpec): Readonly<Record<string, unknown>> {
  return typeof throws === 'string' ? { name: throws } : throws;
}

async function over(call: Call): Promise<Outcome> {
  await call.done;
  return call.outcome ?? { value: undefined };
}
