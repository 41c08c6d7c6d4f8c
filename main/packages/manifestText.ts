// Manifests as people have them: our JSON, or the AndroidManifest.xml of their project.
import { DOMParser, ParseError, type Element as XmlDomElement } from '@xmldom/xmldom';
import { Throwable } from '../../contract/android/errors.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { sentences } from '../device/sentences.ts';
import { manifestSchema } from './manifestSchema.ts';
import { type ManifestGiven, readManifest } from './manifestXml.ts';
import type { XmlElement } from './xmlElement.ts';

const ANDROID = 'http://schemas.android.com/apk/res/android';
const TOOLS = 'http://schemas.android.com/tools';

/**
 * Reads a manifest from its text.
 * @param given what an AndroidManifest.xml leaves to the build: the package name, targetSdk
 * @throws {Throwable} IllegalArgumentException with one sentence for each thing that is wrong
 */
export function parseManifestText(text: string, given: ManifestGiven = {}): AndroidManifest {
  const trimmed = text.trim();
  return checkManifest(trimmed.startsWith('<') ? fromXml(trimmed, given) : fromJson(trimmed));
}

/** @throws {Throwable} IllegalArgumentException naming the field and what is wrong with it */
export function checkManifest(value: unknown): AndroidManifest {
  const { data, error } = manifestSchema.safeParse(value);
  if (data !== undefined) return data;
  throw new Throwable('IllegalArgumentException', `This is no manifest: ${sentences(error)}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Throwable('IllegalArgumentException', `This is neither JSON nor XML: ${why}`);
  }
}

function fromXml(text: string, given: ManifestGiven): AndroidManifest {
  try {
    const { documentElement } = new DOMParser({ onError: stop }).parseFromString(text, 'text/xml');
    if (documentElement === null) throw new Error('it has no element');
    return readManifest(elementOf(documentElement), given);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Throwable(
      'IllegalArgumentException',
      error instanceof ParseError ? `This XML cannot be read: ${why}` : why,
    );
  }
}

/** A warning of the parser is an error of the file here: half a manifest would be worse than none. */
function stop(_level: string, message: string): never {
  throw new ParseError(message);
}

function elementOf(element: XmlDomElement): XmlElement {
  const attributes: Record<string, string> = {};
  for (const { namespaceURI, localName, name, value } of element.attributes) {
    const prefix = namespaceURI === ANDROID ? 'android:' : namespaceURI === TOOLS ? 'tools:' : null;
    attributes[prefix === null ? name : `${prefix}${localName}`] = value;
  }
  const children = [...element.childNodes].filter((node) => node.nodeType === node.ELEMENT_NODE);
  return { name: element.tagName, attributes, children: children.map((node) => elementOf(node as XmlDomElement)) };
}
