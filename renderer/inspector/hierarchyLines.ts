// The XML of a dump, one view to a line.

/** A line, and how deep its view lies. */
export type HierarchyLine = Readonly<{ depth: number; xml: string }>;

/** Closing tags have no line of their own: how far a line is moved in says where a view ends. */
export function hierarchyLines(xml: string): readonly HierarchyLine[] {
  const lines: HierarchyLine[] = [];
  let depth = 0;
  // No attribute has a bracket in it: they are written as &lt; and &gt;.
  for (const [tag] of xml.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith('</')) depth--;
    else {
      lines.push({ depth, xml: tag });
      if (!tag.endsWith('/>') && !tag.startsWith('<?')) depth++;
    }
  }
  return lines;
}

/** The same, as a file one reads: with line breaks, and moved in. */
export function indentedHierarchy(xml: string): string {
  const ends: string[] = [];
  const lines: string[] = [];
  const closeTo = (depth: number) => {
    while (ends.length > depth) lines.push(`${'  '.repeat(ends.length - 1)}</${ends.pop()}>`);
  };
  for (const line of hierarchyLines(xml)) {
    closeTo(line.depth);
    lines.push('  '.repeat(line.depth) + line.xml);
    const name = /^<([a-z]+)/.exec(line.xml)?.[1];
    if (name !== undefined && !line.xml.endsWith('/>')) ends.push(name);
  }
  closeTo(0);
  return `${lines.join('\n')}\n`;
}
