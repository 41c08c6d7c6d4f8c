// What stands in a scenario for what is only known when it runs: ${name}, ${name.path[0]}, and lists made by counting.

/** Results by the names that `as:` gave them, and what the scenario knows from the start, such as `api`. */
export type Variables = ReadonlyMap<string, unknown>;

const WHOLE = /^\$\{([^{}]+)\}$/;
const INSIDE = /\$\{([^{}]+)\}/g;

/** Whether a text stands for a value, all of it. */
export const TEMPLATE = WHOLE;

/**
 * The value with everything that stands for something else replaced. `${name}` alone is the value itself, inside of a text
 * its words; `{ list: 3, of: 'a${n}' }` is a list, `n` counting from 0.
 * @throws {Error} in one sentence for a name that nobody gave
 */
export function filledIn(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return filledInText(value, variables);
  if (Array.isArray(value)) return value.map((each) => filledIn(each, variables));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if ('list' in value && 'of' in value) return counted(Number(filledIn(value.list, variables)), value.of, variables);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [String(filledInText(key, variables)), filledIn(each, variables)]),
  );
}

/** What a path such as `rows[0]._id` leads to; `count` of a list is its length. Undefined for what is not there. */
export function valueAt(path: string, variables: Variables): unknown {
  const [name = '', ...steps] = path.match(/[^.[\]]+/g) ?? [];
  if (!variables.has(name)) throw new Error(`Nothing is called "${name}" here.${known(variables)}`);
  return steps.reduce<unknown>(stepInto, variables.get(name));
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value) && (step === 'count' || step === 'length')) return value.length;
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[step];
}

/** The innermost first, so that a place in a list may be counted: ${uris[${n}]}. */
function filledInText(text: string, variables: Variables): unknown {
  const [, within] = /\$\{[^{}]*(\$\{[^{}]+\})/.exec(text) ?? [];
  if (within !== undefined)
    return filledInText(text.replace(within, String(filledInText(within, variables))), variables);
  const [, whole] = WHOLE.exec(text) ?? [];
  if (whole !== undefined) return valueAt(whole.trim(), variables);
  return text.replace(INSIDE, (_, path: string) => String(valueAt(path.trim(), variables)));
}

function counted(count: number, of: unknown, variables: Variables): readonly unknown[] {
  return Array.from({ length: count }, (_, n) => filledIn(of, new Map([...variables, ['n', n]])));
}

function known(variables: Variables): string {
  const names = [...variables.keys()];
  return names.length === 0 ? '' : ` There is ${names.join(', ')}.`;
}
