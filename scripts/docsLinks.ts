// A page of the clone as a page of the site: what it links to is either another page, or a picture, or a file of the clone.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PAGES } from './docsNavigation.ts';

/** Files that the site has at its top. */
const PUBLIC = /^docs\/((screens\/)?[\w.-]+\.(png|webp|json))$/;

/**
 * @param source file of the clone, from its top
 * @throws {Error} for a link to a file that is not there
 */
export function siteText(clone: string, source: string): string {
  const text = readFileSync(join(clone, source), 'utf8');
  // What is between fences is no link.
  return text
    .split(/^(```.*?^```$)/ms)
    .map((part) => (part.startsWith('```') ? part : withLinks(part, clone, source)))
    .join('');
}

function withLinks(text: string, clone: string, source: string): string {
  return text.replace(/(!?)\[([^\]]*)\]\((?!https?:|#|mailto:|\/)([^)#\s]+)(#[^)]*)?\)/g, (_, ...parts) => {
    const [mark, words, link, anchor = ''] = parts as [string, string, string, string | undefined];
    const path = posix.join(posix.dirname(source), link);
    if (!existsSync(join(clone, path))) throw new Error(`${source} links to ${link}, which is not in the clone.`);
    return `${mark}${linked(words, path, anchor)}`;
  });
}

function linked(words: string, path: string, anchor: string): string {
  const page = PAGES.find((each) => each.source === path);
  if (page !== undefined) return `[${words}](./${page.slug}.md${anchor})`;
  const [, shown] = PUBLIC.exec(path) ?? [];
  if (shown !== undefined) return `[${words}](/${shown})`;
  const { GITHUB_REPOSITORY } = process.env;
  if (GITHUB_REPOSITORY) return `[${words}](https://github.com/${GITHUB_REPOSITORY}/blob/main/${path}${anchor})`;
  return words.includes(path) ? words : `${words} (\`${path}\`)`;
}
