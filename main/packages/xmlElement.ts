// Elements of a manifest, and what their attributes say.

/**
 * An element of a manifest, from its text or from the binary form inside an .apk.
 * Attributes of the android and tools namespaces are keyed with these prefixes, whatever the file calls them.
 */
export type XmlElement = Readonly<{
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlElement[];
}>;

/** The children of that name. */
export function childrenOf({ children }: XmlElement, name: string): readonly XmlElement[] {
  return children.filter((child) => child.name === name);
}

/** Longest label, characters. */
const LONGEST = 200;

/** What a person reads: without line ends, and nothing where it is in resources that nobody has. */
export function textOf(
  element: XmlElement | undefined,
  name: string,
  given: Readonly<{ resource?(reference: string): string | null }>,
): string | undefined {
  const text = element && attribute(element, name);
  const found = text?.startsWith('@') ? (given.resource?.(text) ?? undefined) : text;
  const line = found
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  return line === '' ? undefined : line;
}

/** Nothing where it is empty. */
export function attribute(element: XmlElement, name: string): string | undefined {
  const value = Object.hasOwn(element.attributes, name) ? element.attributes[name]?.trim() : undefined;
  return value === '' ? undefined : value;
}

/** @throws {Error} for what is no number */
export function integer(element: XmlElement, name: string): number | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  if (/^\d{1,10}$/.test(value)) return Number(value);
  throw new Error(`${name} of <${element.name}> in the AndroidManifest.xml is "${value}"; it has to be a number.`);
}

/** @throws {Error} for what is neither true nor false */
export function flag(element: XmlElement, name: string): boolean | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`${name} of <${element.name}> in the AndroidManifest.xml is "${value}"; it has to be true or false.`);
}
