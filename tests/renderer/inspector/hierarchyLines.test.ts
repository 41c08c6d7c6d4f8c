import { expect, test } from 'vitest';
import { hierarchyLines, indentedHierarchy } from '../../../renderer/inspector/hierarchyLines.ts';

const HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>";
const XML = `${HEAD}<hierarchy rotation="0"><node text="a"><node text="1 &gt; 0" /><node text="b"><node /></node></node></hierarchy>`;

test('a dump is a line for each view, moved in as deep as it lies', () => {
  expect(hierarchyLines(XML)).toEqual([
    { depth: 0, xml: HEAD },
    { depth: 0, xml: '<hierarchy rotation="0">' },
    { depth: 1, xml: '<node text="a">' },
    { depth: 2, xml: '<node text="1 &gt; 0" />' },
    { depth: 2, xml: '<node text="b">' },
    { depth: 3, xml: '<node />' },
  ]);
});

test('and as a file is the same XML with line breaks', () => {
  const lines = indentedHierarchy(XML).split('\n');
  expect(lines.map((line) => line.trimStart()).join('')).toBe(XML);
  expect(lines.slice(1, 9)).toEqual([
    '<hierarchy rotation="0">',
    '  <node text="a">',
    '    <node text="1 &gt; 0" />',
    '    <node text="b">',
    '      <node />',
    '    </node>',
    '  </node>',
    '</hierarchy>',
  ]);
});
