// Mirrors toybox's sed.c: lines of a stream, changed by a script.
import { type CommandIo, ProgramError } from '../command.ts';
import { writeWhole } from '../files/fileChanges.ts';
import { type FileCommand, forEachInput } from '../files/fileServices.ts';
import { parseOptions } from '../options.ts';
import type { Input } from '../streams.ts';
import { SedRun } from './sedRun.ts';
import { parseSed } from './sedScript.ts';

export const sed: FileCommand = async (args, io, services) => {
  const options = parseOptions(
    args.map((arg) => LONG[arg] ?? arg).map((arg) => (/^-i./.test(arg) ? '-i' : arg)),
    'ne:f:iErszu',
  );
  const scripts = [...options.values('e')];
  for (const name of options.values('f')) scripts.push(await textOf(name, io, services));
  const rest = [...options.rest];
  const script = scripts.length > 0 ? scripts.join('\n') : rest.shift();
  if (script === undefined) throw new ProgramError('no pattern');
  const commands = parseSed(script, options.has('E') || options.has('r'));
  const isQuiet = options.has('n') || script.startsWith('#n\n');
  if (!options.has('i')) {
    const run = new SedRun(commands, isQuiet, io.print);
    const { status, lines } = reading(run);
    const failed = await forEachInput('sed', rest, { io, files: services.files }, (input) => lines(input));
    await run.end();
    return status() ?? failed;
  }
  if (rest.length === 0) throw new ProgramError('Need file for -i');
  const { files, clock } = services;
  return forEachInput('sed', rest, { io, files }, async (input, name) => {
    const changed: string[] = [];
    const run = new SedRun(commands, isQuiet, async (text) => void changed.push(text));
    await reading(run).lines(input);
    await run.end();
    await writeWhole(files, io.path(name), Buffer.from(changed.join('')), clock.currentTimeMillis());
  });
};

const LONG: Readonly<Record<string, string>> = {
  '--quiet': '-n',
  '--silent': '-n',
  '--in-place': '-i',
  '--regexp-extended': '-E',
};

async function textOf(name: string, io: CommandIo, services: Parameters<FileCommand>[2]): Promise<string> {
  let text = '';
  const failed = await forEachInput('sed', [name], { io, files: services.files }, async (input) => {
    for await (const bytes of input) text += Buffer.from(bytes).toString('utf8');
  });
  if (failed !== 0) throw new ProgramError(`no script ${name}`);
  return text.replace(/\n$/, '');
}

function reading(run: SedRun) {
  return {
    status: () => run.status,
    lines: async (input: Input) => {
      for (let line = await input.readLine(); line !== null && run.status === null; line = await input.readLine())
        await run.line(line.text, line.isWhole);
    },
  };
}
