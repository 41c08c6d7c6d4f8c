// Mirrors mksh's execute(): what is made of other commands.
import { expandPattern, expandText, expandWords } from './expand.ts';
import { LoopFlow } from './flow.ts';
import { matches } from './pattern.ts';
import type { Shell, Streams } from './shellCore.ts';
import type { Command } from './syntax.ts';
import { test } from './testExpression.ts';

type Compound = Exclude<Command, { kind: 'simple' }>;

type Kind<K extends Compound['kind']> = Extract<Compound, { kind: K }>;

/** Runs a command that is no simple one, its redirections done. @returns its status */
export async function compound(shell: Shell, command: Compound, streams: Streams): Promise<number> {
  switch (command.kind) {
    case 'group':
      return shell.run(command.body, streams);
    case 'subshell':
      return shell.fork(command.body, streams);
    case 'function':
      shell.state.functions.set(command.name, command.body);
      return 0;
    case 'if':
      for (const { condition, body } of command.branches)
        if ((await shell.asCondition(() => shell.run(condition, streams))) === 0) return shell.run(body, streams);
      return command.otherwise === null ? 0 : shell.run(command.otherwise, streams);
    case 'while':
      return runWhile(shell, command, streams);
    case 'for':
      return runFor(shell, command, streams);
    case 'case':
      return runCase(shell, command, streams);
    case 'condition':
      return runCondition(shell, command, streams);
  }
}

async function runWhile(shell: Shell, command: Kind<'while'>, streams: Streams): Promise<number> {
  let status = 0;
  for (;;) {
    const condition = await shell.asCondition(() => inLoop(() => shell.run(command.condition, streams)));
    if (condition === 'break' || (condition !== 'continue' && (condition === 0) === command.until)) return status;
    const turn = await inLoop(() => shell.run(command.body, streams));
    if (turn === 'break') return 0;
    status = turn === 'continue' ? 0 : turn;
  }
}

async function runFor(shell: Shell, { name, words, body }: Kind<'for'>, streams: Streams): Promise<number> {
  const values = words === null ? shell.state.positional : await expandWords(shell.expansion(streams), words);
  let status = 0;
  for (const value of values) {
    shell.state.variables.set(name, value);
    const turn = await inLoop(() => shell.run(body, streams));
    if (turn === 'break') return 0;
    status = turn === 'continue' ? 0 : turn;
  }
  return status;
}

async function inLoop(run: () => Promise<number>): Promise<number | 'break' | 'continue'> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof LoopFlow)) throw error;
    if (error.count > 1) throw new LoopFlow(error.kind, error.count - 1);
    return error.kind;
  }
}

async function runCase(shell: Shell, { word, branches }: Kind<'case'>, streams: Streams): Promise<number> {
  const expansion = shell.expansion(streams);
  const text = await expandText(expansion, word);
  for (const { patterns, body } of branches)
    for (const pattern of patterns)
      if (matches(await expandPattern(expansion, pattern), text)) {
        shell.state.status = 0;
        return shell.run(body, streams);
      }
  return 0;
}

async function runCondition(shell: Shell, { words }: Kind<'condition'>, streams: Streams): Promise<number> {
  const expanded = [];
  for (const word of words) expanded.push(await expandPattern(shell.expansion(streams), word));
  const isSet = (name: string) => shell.state.get(name) !== null;
  const { files, hasTerminal } = shell.host;
  const host = { files, hasTerminal, isSet, path: (text: string) => shell.path(text), isExtended: true };
  return test(expanded, host) ? 0 : 1;
}
