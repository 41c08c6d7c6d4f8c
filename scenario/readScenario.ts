// Scenario files from their text: what is wrong in one is told with its file, line and column, and what was meant.
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { SDK_INTS, type SdkInt } from '../contract/android/build.ts';
import { CONSTANT_NAMES, isUnknownConstant } from './androidNames.ts';
import type { ThrowsSpec } from './deviceWords.ts';
import { levels } from './levels.ts';
import { COMMON_KEYS, type ScenarioFile, scenarioJsonSchema, scenarioSchema } from './schema.ts';
import { STEPS, stepOf } from './steps.ts';
import { closest } from './suggest.ts';

/** Where in a file something stands; both count from 1. */
export type Position = Readonly<{ line: number; column: number }>;

/** A step as it is run. */
export type ScenarioStep = Readonly<{
  verb: string;
  args: unknown;
  as: string | null;
  by: string | null;
  when: readonly SdkInt[] | null;
  throws: ThrowsSpec | null;
  at: Position;
}>;

/** A number of steps, or one. */
export type Doing =
  | ScenarioStep
  | Readonly<{ times: number | string; when: readonly SdkInt[] | null; steps: readonly Doing[] }>;

/** One variant of a scenario: what it runs on, and what is done. */
export type ScenarioCase = Readonly<{
  /** Null where a scenario has no variants. */
  title: string | null;
  with: Readonly<Record<string, unknown>>;
  apis: readonly SdkInt[];
  device: NonNullable<ScenarioFile['device']>;
  apps: NonNullable<ScenarioFile['apps']>;
  library: NonNullable<ScenarioFile['library']>;
  volumes: NonNullable<ScenarioFile['volumes']>;
  steps: readonly Doing[];
}>;

export type Scenario = Readonly<{
  id: string;
  title: string;
  explain: string;
  links: readonly string[];
  /** Levels of all its cases, ascending. */
  apis: readonly SdkInt[];
  cases: readonly ScenarioCase[];
  /** As it is to be told of. */
  file: string;
  /** Where the files are that it names. */
  directory: string;
}>;

/** What is wrong in a scenario file, with one line for each thing: `S01.yaml:12:5: …`; or that there is none. */
export class ScenarioSyntaxError extends Error {
  override readonly name = 'ScenarioSyntaxError';
}

/** @throws {ScenarioSyntaxError} also, in one sentence, for a file that cannot be read */
export async function readScenarioFile(path: string): Promise<Scenario> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ScenarioSyntaxError(
      `The scenario ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  return readScenario(text, basename(path), dirname(path));
}

/** @param file its name in messages @param directory where the files are that it names @throws {ScenarioSyntaxError} */
export function readScenario(text: string, file: string, directory: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw new ScenarioSyntaxError(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`).join('\n'));
  const position = (path: readonly PropertyKey[]): Position => {
    const { line, col } = lines.linePos(offsetOf(document, path));
    return { line, column: col };
  };
  const value: unknown = document.toJS();
  const problems = problemsOf(value);
  if (problems.length > 0) {
    const told = problems.map(({ path, message }) => ({ ...position(path), message }));
    const ordered = told.toSorted((a, b) => a.line - b.line || a.column - b.column);
    throw new ScenarioSyntaxError(
      ordered.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
    );
  }
  return build(value as ScenarioFile, { file, directory, position });
}

type Problem = Readonly<{ path: readonly PropertyKey[]; message: string }>;

function problemsOf(value: unknown): readonly Problem[] {
  const { error } = scenarioSchema.safeParse(value);
  const wrong = (error?.issues ?? []).flatMap((issue) => told(issue, value, []));
  return wrong.length > 0 ? wrong : constantsOf(value, []);
}

/** One issue of the schema in words. What fits none of several forms is told by the form it is most like. */
function told(issue: z.core.$ZodIssue, value: unknown, before: readonly PropertyKey[]): readonly Problem[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union') return toldUnion(issue, value, path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `Nothing is called “${key}” here.${meant(key, known)}`,
    }));
  }
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
}

function toldUnion(
  issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>,
  value: unknown,
  path: readonly PropertyKey[],
): readonly Problem[] {
  const here = valueIn(value, path);
  if (isStepPlace(path) && typeof here === 'object' && here !== null) {
    const keys = Object.keys(here);
    const index = STEPS.findIndex(({ verb }) => keys.includes(verb));
    const chosen = index >= 0 ? issue.errors[index] : keys.includes('repeat') ? issue.errors[STEPS.length] : undefined;
    if (chosen !== undefined) return chosen.flatMap((each) => told(each, value, path));
    const [unknown = ''] = keys.filter((key) => !COMMON_KEYS.includes(key));
    const verbs = [...STEPS.map(({ verb }) => verb), 'repeat'];
    return [
      {
        path: unknown === '' ? path : [...path, unknown],
        message: `There is no step “${unknown}”.${meant(unknown, verbs)}`,
      },
    ];
  }
  const best = likeliest(issue.errors, here);
  if (best === null) return [{ path, message: alternatives(issue.errors) }];
  return best.flatMap((each) => told(each, value, path));
}

/** The form that is wrong only deeper down, or in its keys: the one that was meant. */
function likeliest(
  errors: readonly (readonly z.core.$ZodIssue[])[],
  here: unknown,
): readonly z.core.$ZodIssue[] | null {
  if (typeof here !== 'object' || here === null) return null;
  const deep = errors.filter((each) => each.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'));
  return deep.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function alternatives(errors: readonly (readonly z.core.$ZodIssue[])[]): string {
  const words = errors.map(([first]) => first?.message.replace(/^Invalid input: /, '') ?? '');
  return [...new Set(words)].join(', or ');
}

function isStepPlace(path: readonly PropertyKey[]): boolean {
  return path.at(-2) === 'steps' && typeof path.at(-1) === 'number';
}

const SCENARIO_KEYS = Object.keys(scenarioSchema.shape);

/** The words that may stand where a path leads, and deeper. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return SCENARIO_KEYS;
  const [verb] = path.filter((key) => stepOf(String(key)) !== undefined).slice(-1);
  const step = verb === undefined ? undefined : stepOf(String(verb));
  if (step !== undefined) return propertyNames(z.toJSONSchema(step.args));
  return isStepPlace(path) ? COMMON_KEYS : propertyNames(scenarioJsonSchema());
}

/** Every name of a property in a JSON Schema. */
function propertyNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(propertyNames)];
}

function meant(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return near === null ? '' : ` Did you mean “${near}”?`;
}

/** Words that look like constants of Android and are none. */
function constantsOf(value: unknown, path: readonly PropertyKey[]): readonly Problem[] {
  if (typeof value === 'string') return isUnknownConstant(value) ? [constantProblem(value, path)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(isUnknownConstant(key) ? [constantProblem(key, inner)] : []), ...constantsOf(each, inner)];
  });
}

function constantProblem(name: string, path: readonly PropertyKey[]): Problem {
  return { path, message: `Android has no constant ${name} that this device knows.${meant(name, CONSTANT_NAMES)}` };
}

type Building = Readonly<{ file: string; directory: string; position(path: readonly PropertyKey[]): Position }>;

/** A scenario without variants is one itself. */
const WHOLE: Omit<NonNullable<ScenarioFile['cases']>[number], 'title'> & Readonly<{ title: null }> = { title: null };

function build(read: ScenarioFile, { file, directory, position }: Building): Scenario {
  const { id, title, explain = '', links = [], apps = [], library = {}, volumes = [], device = {} } = read;
  const ends = (read.expect ?? []).map((args, index) => doing({ expect: args }, ['expect', index], position));
  const own = (read.steps ?? []).map((each, index) => doing(each, ['steps', index], position));
  const cases = (read.cases ?? [WHOLE]).map((given, index): ScenarioCase => {
    const steps = given.steps?.map((step, at) => doing(step, ['cases', index, 'steps', at], position)) ?? own;
    const on = { ...device, ...given.device };
    return {
      ...{ title: given.title, with: given.with ?? {}, device: on, apis: levels(on.api ?? 34), volumes },
      ...{ apps: given.apps ?? apps, library: given.library ?? library, steps: [...steps, ...ends] },
    };
  });
  const apis = SDK_INTS.filter((sdk) => cases.some((each) => each.apis.includes(sdk)));
  return { id, title, explain: explain.trim(), links, apis, cases, file, directory };
}

function doing(written: unknown, path: readonly PropertyKey[], position: Building['position']): Doing {
  const step = written as Readonly<Record<string, unknown>>;
  const when = step.when === undefined ? null : levels(step.when);
  if ('repeat' in step) {
    const { times, steps } = step.repeat as Readonly<{ times: number | string; steps: readonly unknown[] }>;
    return { times, when, steps: steps.map((each, at) => doing(each, [...path, 'repeat', 'steps', at], position)) };
  }
  const [verb = ''] = Object.keys(step).filter((key) => !COMMON_KEYS.includes(key));
  return {
    ...{ verb, args: step[verb], when, as: textOf(step.as), by: textOf(step.by) },
    ...{ throws: (step.throws as ThrowsSpec | undefined) ?? null, at: position(path) },
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** Where the node of a path begins: its key's place in a mapping, or that of what is nearest around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === String(key)) : undefined;
    const node = (pair?.key ?? document.getIn(path.slice(0, length), true)) as {
      range?: readonly number[] | null;
    } | null;
    const [start] = node?.range ?? [];
    if (start !== undefined) return start;
  }
  return 0;
}
