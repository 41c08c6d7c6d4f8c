// What is shown of a document's bytes: nothing is offered to be edited whose saving would lose some of them.
import { Document } from '../../../contract/android/documentsContract.ts';
import type { DocumentClient, DocumentFacts } from './documentClient.ts';

export type Content =
  /** `readOnly` says why it cannot be edited; null for what is shown to its last byte. */
  | Readonly<{ kind: 'text'; text: string; readOnly: string | null }>
  | Readonly<{ kind: 'image'; url: string }>
  | Readonly<{ kind: 'none'; why: string }>;

/** Bytes of a text that are shown. */
export const MAX_TEXT = 200_000;

/** Bytes of a picture that are shown. */
export const MAX_IMAGE = 64 * 1_024 * 1_024;

/** Null for what is neither a text nor a picture. */
export async function contentOf(client: Pick<DocumentClient, 'open'>, facts: DocumentFacts): Promise<Content | null> {
  const isVirtual = (facts.flags & Document.FLAG_VIRTUAL_DOCUMENT) !== 0;
  if (!isVirtual && !isText(facts.mimeType) && !isImage(facts.mimeType)) return null;
  const opened = await client.open(facts);
  const type = isVirtual ? (opened.headers.get('content-type') ?? '') : facts.mimeType;
  if (isText(type)) {
    const text = textOf(await readUpTo(opened.body, MAX_TEXT));
    return isVirtual ? { ...text, readOnly: 'This is an export: what is virtual cannot be written.' } : text;
  }
  if (!isImage(type)) {
    await opened.body?.cancel();
    return null;
  }
  const { bytes, isWhole } = await readUpTo(opened.body, MAX_IMAGE);
  if (!isWhole) return { kind: 'none', why: 'This picture is larger than 64 MiB and is not shown.' };
  return { kind: 'image', url: URL.createObjectURL(new Blob([bytes], { type })) };
}

type Start = Readonly<{ bytes: Uint8Array<ArrayBuffer>; isWhole: boolean }>;

/** Whoever wants more than `limit` bytes leaves the rest where it is. */
export async function readUpTo(stream: ReadableStream<Uint8Array> | null, limit: number): Promise<Start> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream?.getReader();
  while (length <= limit) {
    const part = (await reader?.read())?.value;
    if (part === undefined) break;
    parts.push(part);
    length += part.length;
  }
  if (length > limit) await reader?.cancel();
  const bytes = new Uint8Array(Math.min(length, limit));
  let at = 0;
  for (const part of parts) {
    const kept = part.subarray(0, limit - at);
    bytes.set(kept, at);
    at += kept.length;
  }
  return { bytes, isWhole: length <= limit };
}

/** Bytes as text; what does not come back as the same bytes is only read. */
export function textOf({ bytes, isWhole }: Start): Extract<Content, { kind: 'text' }> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: !isWhole });
  if (!isWhole) {
    const shown = bytes.length.toLocaleString('en-US');
    return { kind: 'text', text, readOnly: `Only the first ${shown} bytes are shown. Saving would lose the rest.` };
  }
  if (!isSame(new TextEncoder().encode(text), bytes))
    return { kind: 'text', text, readOnly: 'This is not UTF-8 text. Saving would change bytes that cannot be shown.' };
  const breaks = new Set(text.match(/\r\n|\r|\n/g));
  if (breaks.size > 1 || breaks.has('\r'))
    return { kind: 'text', text, readOnly: 'Saving would change its line breaks: they are not all \\n or all \\r\\n.' };
  return { kind: 'text', text, readOnly: null };
}

/** A text field knows \n only: what was \r\n in `original` is so again. */
export function withLineBreaksOf(original: string, edited: string): string {
  return original.includes('\r\n') ? edited.replace(/\r?\n/g, '\r\n') : edited;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function isText(mimeType: string): boolean {
  return mimeType.startsWith('text/') || /^application\/(?:json|xml|javascript)$/.test(mimeType);
}

function isImage(mimeType: string): boolean {
  return mimeType.startsWith('image/');
}
