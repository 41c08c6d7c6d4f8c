import { describe, expect, test } from 'vitest';
import { parseBinding, parseContentCommand, splitProjection } from '../../main/shell/contentArguments.ts';

const URI = ['--uri', 'content://media/external/images/media'];
const uri = URI[1];

describe('bindings', () => {
  test.each([
    ['a:s:', { a: '' }],
    ['a:s:b\\:c\\\\d', { a: 'b:c\\d' }],
    ['a\\:b:s:x', { 'a:b': 'x' }],
    ['a:s:end\\', { a: 'end\\' }],
    ['a:I:-7', { a: -7 }],
    ['a:L:9007199254740991', { a: 9_007_199_254_740_991 }],
    ['a:d:1.5e3', { a: 1_500 }],
    ['a:F:.5', { a: 0.5 }],
    ['a:B:TRUE', { a: true }],
    ['a:b:yes', { a: false }],
    ['a:N:', { a: null }],
  ])('%s', (binding, values) => {
    expect(parseBinding(binding)).toEqual(values);
  });

  test.each([
    ['a', 'Binding not well formed: a'],
    ['a:s', 'Binding not well formed: a:s'],
    ['a:s:b:c', 'Binding not well formed: a:s:b:c'],
    ['a:S:b', 'Unsupported type: S'],
    ['a::b', 'Unsupported type: '],
    ['a:i:1.5', 'For input string: "1.5"'],
    ['a:i:', 'For input string: ""'],
    ['a:d:one', 'For input string: "one"'],
  ])('%s is refused', (binding, message) => {
    expect(() => parseBinding(binding)).toThrow(expect.objectContaining({ name: 'IllegalArgumentException', message }));
  });
});

describe('commands', () => {
  test.each([
    [
      ['insert', ...URI, '--bind', 'a:s:b', '--bind', 'c:i:1'],
      { name: 'insert', uri, userId: 0, values: { a: 'b', c: 1 }, extras: {} },
    ],
    [
      ['update', ...URI, '--bind', 'a:n:', '--where', '_id=1'],
      { name: 'update', uri, userId: 0, values: { a: null }, where: '_id=1', extras: {} },
    ],
    [
      ['delete', '--user', '10', ...URI, '--extra', 'x:b:true'],
      { name: 'delete', uri, userId: 10, where: null, extras: { x: true } },
    ],
    [
      ['query', ...URI, '--projection', '_id : _data', '--sort', '_id DESC', '--user', 'current'],
      { name: 'query', uri, userId: 0, projection: ['_id', '_data'], where: null, sort: '_id DESC', extras: {} },
    ],
    [
      ['call', '--uri', 'content://media', '--method', 'get_version', '--arg', 'x'],
      { name: 'call', uri: 'content://media', userId: 0, method: 'get_version', arg: 'x', extras: {} },
    ],
    [['gettype', ...URI], { name: 'gettype', uri, userId: 0 }],
  ])('%j', (args, command) => {
    expect(parseContentCommand(args)).toEqual(command);
  });

  test.each([
    [[], 'Unsupported operation: null'],
    [['drop'], 'Unsupported operation: drop'],
    [['toString'], 'Unsupported operation: toString'],
    [['query'], 'Content provider URI not specified. Did you specify --uri argument?'],
    [['insert', ...URI], 'Bindings not specified. Did you specify --bind argument(s)?'],
    [['update', ...URI, '--where', '1'], 'Bindings not specified. Did you specify --bind argument(s)?'],
    [['call', ...URI], 'Content provider method not specified.'],
    [['query', ...URI, '--where'], 'No value for argument: --where'],
    [['query', '--uri', '--where'], 'No value for argument: --uri'],
    [['query', ...URI, '--bind', 'a:s:b'], 'Unsupported argument: --bind'],
    [['query', ...URI, 'rest'], 'Unsupported argument: rest'],
    [['insert', ...URI, '--bind'], 'Binding not well formed: null'],
    [['query', ...URI, '--user', 'me'], 'For input string: "me"'],
  ])('%j is refused', (args, message) => {
    expect(() => parseContentCommand(args)).toThrow(
      expect.objectContaining({ name: 'IllegalArgumentException', message }),
    );
  });

  test.each([
    ['_id', ['_id']],
    ['_id:', ['_id']],
    [':_id', ['', '_id']],
  ])('the projection “%s”', (projection, columns) => {
    expect(splitProjection(projection)).toEqual(columns);
  });
});
