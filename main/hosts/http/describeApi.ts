// The HTTP API as a page of Markdown, from the same table as everything else.
import { z } from 'zod';
import { ABOUT, curlOf, TAGS } from './openApi.ts';
import type { Operation } from './operation.ts';
import { API } from './routing.ts';

/** Every operation under its part of the API, with an example of each; headings begin at the second level. */
export function describeApi(operations: readonly Operation[]): string {
  const parts = Object.entries(TAGS).map(([tag, about]) => {
    const own = operations.filter((operation) => operation.tag === tag);
    return [`## ${tag}`, about, ...own.map(section)].join('\n\n');
  });
  return `${[ABOUT, ...parts].join('\n\n')}\n`;
}

function section(operation: Operation): string {
  const { method, path, summary, description, opensTo, answer, example, params, query, body } = operation;
  const whose = opensTo === 'app' ? 'Opens with the app’s own token, too.' : null;
  const shapes = [params, query, ...(body instanceof z.ZodObject ? [body] : [])].map(({ shape }) => shape);
  const fields = shapes
    .flatMap((shape) => Object.entries(shape))
    .flatMap(([name, field]) => {
      const about = (field as z.ZodType).description;
      return about === undefined ? [] : [`- \`${name}\`: ${about}`];
    });
  return [
    `### ${method} ${API}${path}`,
    [summary, description, whose].filter((text) => text !== undefined && text !== null).join(' '),
    ...(fields.length > 0 ? [fields.join('\n')] : []),
    fenced('sh', curlOf(operation)),
    ...(answer === null || answer === 'bytes' ? [] : [fenced('json', JSON.stringify(example.answer, null, 2))]),
  ].join('\n\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
