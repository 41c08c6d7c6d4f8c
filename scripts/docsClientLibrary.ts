// The reference of the client library, from its sources: each public member with the words that stand above it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CLASSES: readonly (readonly [file: string, about: string])[] = [
  ['sdk/device.ts', 'A device that was started, or joined: `createDevice(options)`.'],
  ['sdk/user.ts', 'The person in front of it: `device.user`. Every act waits for its dialog.'],
  ['sdk/userPicker.ts', 'In the photo picker: `device.user.picker`.'],
  ['sdk/userDocuments.ts', 'In the document picker: `device.user.documents`.'],
  ['sdk/tester.ts', 'Its switches: `device.tester`.'],
  ['sdk/context.ts', 'One running app: `device.app(packageName)`, or `connect({ url, token, packageName })`.'],
  ['sdk/contentResolver.ts', 'What that app sees of content: `context.contentResolver`.'],
  ['sdk/cursor.ts', 'Rows of an answer, fetched as they are read.'],
  ['sdk/parcelFileDescriptor.ts', 'An open file.'],
  ['sdk/documentFile.ts', 'androidx’ DocumentFile: convenient, and as slow as there.'],
];

export type Member = Readonly<{ signature: string; about: string }>;

export function clientLibraryPage(clone: string): string {
  const parts = CLASSES.map(([file, about]) => {
    const { name, members } = publicMembers(readFileSync(join(clone, file), 'utf8'));
    return [`## ${name}`, about, ...together(members).map(memberText)].join('\n\n');
  });
  const about =
    'Everything is exported by `scopebox`, and by `scopebox-client`, the library alone. What an app does has Android’s ' +
    'names and throws Android’s exceptions as classes: `SecurityException`, `IllegalArgumentException` and the like, each ' +
    'a `Throwable`. [For app authors](./app-author.md) shows how it is used.';
  return `${['# Client library', about, ...parts].join('\n\n')}\n`;
}

/** Neighbours that nobody comments share a block. */
function together(members: readonly Member[]): readonly Member[] {
  const blocks: Member[] = [];
  for (const member of members) {
    const before = blocks.at(-1);
    if (before?.about === '' && member.about === '') {
      blocks.pop();
      blocks.push({ signature: `${before.signature}\n${member.signature}`, about: '' });
    } else blocks.push(member);
  }
  return blocks;
}

function memberText({ signature, about }: Member): string {
  return [`\`\`\`ts\n${signature}\n\`\`\``, ...(about === '' ? [] : [about])].join('\n\n');
}

/** The class that a file exports; private members and its constructor are left out. */
export function publicMembers(source: string): Readonly<{ name: string; members: readonly Member[] }> {
  const [, name = '', body = ''] = /^export class (\w+)[^\n]*\{\n(.*?)^\}$/ms.exec(source) ?? [];
  const members: Member[] = [];
  // A comment if there is one, then what begins in the second column and ends with the line that opens or closes it.
  const pattern =
    /(?:^ {2}\/\*\*((?:(?!\*\/).)*)\*\/\n)?^ {2}((?!constructor|private|(?:async |static |readonly )*#)[a-z[].*?)(?: \{| = [^\n]*;|;)$/gms;
  for (const [, comment = '', signature = ''] of body.matchAll(pattern))
    members.push({ signature: oneLine(signature), about: wordsOf(comment) });
  return { name, members };
}

const oneLine = (signature: string) =>
  signature
    .replace(/\n\s*/g, ' ')
    .replace(/\( /g, '(')
    .replace(/,? \)/g, ')')
    .replace(/^async /, '');

/** A comment as Markdown: its tags become a list. */
function wordsOf(comment: string): string {
  const text = comment.replace(/^\s*\* ?/gm, '').trim();
  const [first = '', ...tags] = text.split(/(?:^|\s)@(?=param|returns?|throws)/);
  const items = tags.map((tag) => {
    const [, kind = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(tag.trim()) ?? [];
    return `- ${listed(kind, rest.replace(/\s+/g, ' '))}`;
  });
  return [first.replace(/\s+/g, ' ').trim(), items.join('\n')].filter((part) => part !== '').join('\n\n');
}

function listed(kind: string, rest: string): string {
  if (kind === 'param') return rest.replace(/^(\w+)/, '`$1`:');
  if (kind === 'throws') return `throws ${rest.replace(/^\{(\w+)\}/, '`$1`')}`;
  return `returns ${rest}`;
}
