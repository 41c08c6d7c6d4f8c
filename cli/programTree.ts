import { PassThrough } from 'node:stream';
import { Cli } from './cli.ts';
import { type CommandNode, commandTree } from './commandTree.ts';
import { createProgram } from './program.ts';

/** The whole command line as data, for the pages of the documentation. */
export function programTree(): CommandNode {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  return commandTree(createProgram(new Cli({ args: [], environment: {}, streams })));
}
