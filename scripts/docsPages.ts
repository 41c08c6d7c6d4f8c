// Writes the pages of the documentation site into docs/site/out/pages: those that lie in the clone, with their links made
// to fit, and those that are made of the program's own tables, so that they cannot fall behind it.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { programTree } from '../cli/programTree.ts';
import { describeApi } from '../main/hosts/http/describeApi.ts';
import { OPERATIONS } from '../main/hosts/http/operations.ts';
import { clientLibraryPage } from './docsClientLibrary.ts';
import { commandLinePage } from './docsCommandLine.ts';
import { siteText } from './docsLinks.ts';
import { PAGES } from './docsNavigation.ts';
import { scenarioListPage, scenarioReferencePage } from './docsScenarios.ts';

const clone = resolve(import.meta.dirname, '..');
const target = join(clone, 'docs/site/out/pages');

/** Their tables take the place of the outline. */
const WIDE: ReadonlySet<string> = new Set(['differences', 'adb']);

/** Every page by its slug, as Markdown for VitePress. */
export function sitePages(): ReadonlyMap<string, string> {
  const made: Readonly<Record<string, () => string>> = {
    index: () => homePage(),
    'client-library': () => clientLibraryPage(clone),
    'command-line': () => commandLinePage(programTree()),
    'scenario-reference': () => scenarioReferencePage(),
    'scenario-list': () => scenarioListPage(join(clone, 'fixtures/scenarios')),
    'http-reference': () => `# HTTP operations\n\n${describeApi(OPERATIONS)}`,
  };
  return new Map(
    PAGES.map(({ slug, source }) => {
      const text = source === null ? made[slug]?.() : siteText(clone, source);
      if (text === undefined) throw new Error(`The page “${slug}” has neither a file nor a table: see docsPages.ts.`);
      return [slug, text];
    }),
  );
}

function homePage(): string {
  const about = 'An app asks for photos, limited access is allowed, three are picked, and three rows arrive';
  return `---\n${readFileSync(join(clone, 'docs/site/home.yaml'), 'utf8')}---\n\n![${about}](/scopebox.webp)\n`;
}

if (process.argv[1] === import.meta.filename) {
  rmSync(target, { recursive: true, force: true });
  for (const [slug, text] of sitePages())
    write(`${slug}.md`, WIDE.has(slug) ? `---\naside: false\n---\n\n${text}` : text);
  cpSync(join(clone, 'docs/screens'), join(target, 'public/screens'), { recursive: true });
  copyFileSync(join(clone, 'renderer/ui/icon.svg'), join(target, 'public/icon.svg'));
  for (const file of ['screenshot.png', 'scopebox.webp', 'scenario.schema.json', 'manifest.schema.json'])
    if (existsSync(join(clone, 'docs', file))) copyFileSync(join(clone, 'docs', file), join(target, 'public', file));
  console.log(`${PAGES.length} pages in ${target}`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), text);
}
