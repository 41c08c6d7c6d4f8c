// Mirrors mksh's c_read(): a line, and the variables it is put into.
import { CommandError } from './flow.ts';
import type { Shell, Streams } from './shellCore.ts';

/** @returns 1 at the end of the input */
export async function readBuiltin(shell: Shell, args: readonly string[], streams: Streams): Promise<number> {
  const { names, isRaw, prompt } = optionsOf(args);
  if (prompt !== '') await streams.stderr.write(Buffer.from(prompt));
  let line = await streams.stdin.readLine();
  let text = line?.text ?? '';
  while (!isRaw && line?.isWhole === true && /(?:^|[^\\])(?:\\\\)*\\$/.test(text)) {
    line = await streams.stdin.readLine();
    text = text.slice(0, -1) + (line?.text ?? '');
  }
  const separators = shell.state.get('IFS') ?? ' \t\n';
  for (const [index, value] of fields(text, names.length, separators, isRaw).entries())
    shell.state.variables.set(names[index] ?? 'REPLY', value);
  return line?.isWhole === true ? 0 : 1;
}

function optionsOf(args: readonly string[]): Readonly<{ names: readonly string[]; isRaw: boolean; prompt: string }> {
  let [isRaw, prompt, index] = [false, '', 0];
  for (; args[index]?.startsWith('-') === true; index++) {
    if (args[index] === '-r') isRaw = true;
    else if (args[index] === '-p') prompt = args[++index] ?? '';
    else throw new CommandError(`read: ${args[index]}: unknown option`);
  }
  const names = args.slice(index).map((name) => name.replace(/\?.*$/s, ''));
  for (const name of names)
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new CommandError(`read: ${name}: not an identifier`);
  return { names: names.length === 0 ? ['REPLY'] : names, isRaw, prompt };
}

/** As many as there are names; the last one gets all that is left. */
function fields(text: string, count: number, separators: string, isRaw: boolean): readonly string[] {
  const white = [...separators].filter((char) => ' \t\n'.includes(char));
  const isWhite = (char: string) => char !== '' && white.includes(char);
  const values: string[] = [];
  let index = 0;
  const skip = () => {
    while (isWhite(text.charAt(index))) index++;
  };
  skip();
  while (values.length < count) {
    const isLast = values.length === count - 1;
    let value = '';
    let kept = 0;
    for (; index < text.length; index++) {
      const char = text.charAt(index);
      if (!isRaw && char === '\\') {
        index++;
        value += text.charAt(index);
        kept = value.length;
        continue;
      }
      if (!isLast && separators.includes(char)) break;
      value += char;
      if (!isWhite(char)) kept = value.length;
    }
    values.push(isLast ? value.slice(0, kept) : value);
    const separator = text.charAt(index);
    if (!isWhite(separator)) index++;
    skip();
    if (
      isWhite(separator) &&
      !isWhite(text.charAt(index)) &&
      separators.includes(text.charAt(index)) &&
      text.charAt(index) !== ''
    ) {
      index++;
      skip();
    }
  }
  return values;
}
