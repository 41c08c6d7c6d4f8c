// The pages of the documentation site: made of the program's own tables, and of files whose links lead somewhere.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { programTree } from '../../cli/programTree.ts';
import { OPERATIONS } from '../../main/hosts/http/operations.ts';
import { STEPS } from '../../scenario/steps.ts';
import { publicMembers } from '../../scripts/docsClientLibrary.ts';
import { siteText } from '../../scripts/docsLinks.ts';
import { PAGES } from '../../scripts/docsNavigation.ts';
import { sitePages } from '../../scripts/docsPages.ts';

const clone = resolve(import.meta.dirname, '../..');
const pages = sitePages();
const page = (slug: string) => pages.get(slug) ?? '';

describe('the documentation site', () => {
  test('tells of every command, step and operation', () => {
    for (const { path } of programTree().commands.filter(({ name }) => name !== 'help'))
      expect(page('command-line')).toContain(`### ${path}\n`);
    for (const { verb } of STEPS) expect(page('scenario-reference')).toContain(`### ${verb}\n`);
    for (const { method, path } of OPERATIONS)
      expect(page('http-reference')).toContain(`### ${method} /api/v1${path}\n`);
  });

  test('tells of every scenario that comes along', () => {
    expect(page('scenario-list').match(/^## S\d\d: /gm)).toHaveLength(53);
  });

  test('has no link to a page or a picture that is not there', () => {
    const slugs = new Set(PAGES.map(({ slug }) => slug));
    for (const [slug, text] of pages)
      for (const [, link = ''] of text.matchAll(/\]\((\.\/[\w-]+)\.md/g))
        expect(slugs, `${slug} links to ${link}`).toContain(link.slice(2));
    for (const [slug, text] of pages)
      for (const [, file = ''] of text.matchAll(/\]\(\/([\w./-]+\.(?:png|webp|json))\)/g))
        expect(existsSync(join(clone, 'docs', file)), `${slug} shows ${file}`).toBe(true);
  });
});

test.each(['README.md', 'packaging/README.md'])('the links of %s lead somewhere', (file) => {
  expect(siteText(clone, file)).toContain('# ');
});

test('what is public in a class, with its comment as Markdown', () => {
  const source = `export class Robot {
  /** Its name. */
  readonly name: string;
  readonly #arm = new Arm();

  constructor(name: string) {
    this.name = name;
  }

  /**
   * Lifts things, as a crane
   * does.
   * @param weight in kg
   * @returns how high, metres
   * @throws {Error} for what is too heavy
   */
  async lift(
    weight: number,
    options: Readonly<{ fast: boolean }>,
  ): Promise<number> {
    return this.#raise(weight);
  }

  #raise(weight: number): number {
    return weight;
  }
}
`;
  const about =
    'Lifts things, as a crane does.\n\n- `weight`: in kg\n- returns how high, metres\n- throws `Error` for what is too heavy';
  expect(publicMembers(source)).toEqual({
    name: 'Robot',
    members: [
      { signature: 'readonly name: string', about: 'Its name.' },
      { signature: 'lift(weight: number, options: Readonly<{ fast: boolean }>): Promise<number>', about },
    ],
  });
});
