// Scenarios that say what is not so: each has to fail, at its own step.
import { afterAll, expect, test } from 'vitest';
import { readScenario } from '../../scenario/readScenario.ts';
import { junitXml, scenarioLines } from '../../scenario/reports.ts';
import { runScenario } from '../../scenario/runScenario.ts';
import { devicesHere } from './inProcess.ts';

const { startDevice, close } = devicesHere();

afterAll(close);

const HEAD = `id: X
title: Wrong
apps: [{ package: com.example.app, targetSdk: 34, permissions: [READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED] }]
library: { generate: { images: 2 } }
cases:`;

const CASES: readonly (readonly [title: string, steps: string, at: string, message: string])[] = [
  [
    'a count that is another one',
    '- tester.permission: { READ_MEDIA_IMAGES: granted }\n- app.query: { uri: images }\n  as: rows\n- expect: { rows.count: 3 }',
    '4 expect',
    'rows.count: expected 3, found 2.',
  ],
  [
    'a permission in another state',
    '- app.requestPermissions: [READ_MEDIA_IMAGES]\n- user.dialog: limited\n- user.picker: { select: 1 }\n- expect: { permission: { READ_MEDIA_IMAGES: granted } }',
    '4 expect',
    'permission.READ_MEDIA_IMAGES: expected "granted", found "denied".',
  ],
  [
    'a file that would lie elsewhere on this computer',
    '- computer.write: { files: [{ path: ../../elsewhere.txt, text: x }] }',
    '1 computer.write',
    '“../../elsewhere.txt” is not in the folder.',
  ],
  [
    'an exception that does not come',
    '- app.query: { uri: images }\n  throws: SecurityException',
    '1 app.query',
    'It did not fail: its result is [].',
  ],
  [
    'another exception',
    '- app.query: { uri: images, sortOrder: _id LIMIT 3 }\n  throws: SecurityException',
    '1 app.query',
    'It failed otherwise: name: expected "SecurityException", found "IllegalArgumentException".',
  ],
  [
    'an exception nobody expects',
    '- app.query: { uri: images, sortOrder: _id LIMIT 3 }',
    '1 app.query',
    'IllegalArgumentException: Invalid token LIMIT',
  ],
  [
    'a dialog that asks for something else',
    '- app.requestPermissions: [READ_MEDIA_IMAGES]\n- user.sees: { dialog: grantPermissions, ask: { total: 2 } }',
    '2 user.sees',
    'The grantPermissions is another one: total: expected 2, found 1.',
  ],
  [
    'a user who leaves the app waiting',
    '- app.requestPermissions: [READ_MEDIA_IMAGES]',
    '1 app.requestPermissions',
    'It still waits for the user: on the screen is the permission dialog of com.example.app',
  ],
  [
    'a result that is looked at before it is there',
    '- app.requestPermissions: [READ_MEDIA_IMAGES]\n  as: result\n- expect: { result: {} }',
    '3 expect',
    '“result” is not there yet: app.requestPermissions still waits, and on the screen is the permission dialog',
  ],
  ['a name that nobody gave', '- expect: { row.count: 1 }', '1 expect', 'Nothing is called "row" here. There is api.'],
];

test('every one fails where it is wrong, and says what there is instead', async () => {
  const indented = (text: string) => text.replaceAll(/^/gm, '      ');
  const text = [HEAD, ...CASES.map(([title, steps]) => `  - title: ${title}\n    steps:\n${indented(steps)}`)].join(
    '\n',
  );
  const scenario = readScenario(text, 'X.yaml', import.meta.dirname);
  const result = await runScenario(scenario, { startDevice, devices: 1 });
  const lines = text.split('\n');
  const told = result.cases.map(({ case: title, status, step, message }) => {
    const before = lines.slice(0, step?.line).findLastIndex((line) => line.includes('steps:'));
    return [title, status, `${(step?.line ?? 0) - before - 1} ${step?.verb}`, message];
  });
  expect(told).toEqual(CASES.map(([title, , at, message]) => [title, 'failed', at, expect.stringContaining(message)]));
  expect(scenarioLines(result).split('\n')[1]).toMatch(
    /^ {4}X\.yaml:11:9: expect: rows\.count: expected 3, found 2\. \(API 34, /,
  );
  expect(junitXml([result]).match(/<failure message="/g)).toHaveLength(CASES.length);
}, 60_000);

test('what was changed for one case is not there for the next', async () => {
  const scenario = readScenario(
    `id: X
title: Fresh
apps: [{ package: com.example.app, targetSdk: 34, permissions: [READ_MEDIA_IMAGES], granted: [READ_MEDIA_IMAGES] }]
library: { generate: { images: 2 } }
device: { api: [33, 34] }
steps:
  - app.query: { uri: images }
    as: before
  - tester.cloud: { online: false }
  - app.insert: { uri: images, values: { _display_name: mine.jpg, mime_type: image/jpeg } }
    as: own
  - app.write: { uri: '\${own.uri}', text: mine }
  - computer.write: { files: [{ path: DCIM/c.jpg }] }
  - tester.permission: { READ_MEDIA_IMAGES: denied }
  - app.query: { uri: images }
    as: after
  - expect: { before.count: 2, after.count: 1 }
cases: [{ title: once }, { title: twice }]`,
    'X.yaml',
    import.meta.dirname,
  );
  const { cases } = await runScenario(scenario, { startDevice, devices: 1 });
  expect(cases.map(({ api, status, message }) => [api, status, message])).toEqual([
    [33, 'passed', null],
    [34, 'passed', null],
    [33, 'passed', null],
    [34, 'passed', null],
  ]);
}, 60_000);

test('a dialog that was up for a moment has been there, and one that is gone keeps nobody waiting', async () => {
  const round = `
  - app.startActivityForResult: { action: ACTION_PICK_IMAGES }
    as: picked
  - user.sees: { dialog: photoPicker }
  - tester.finishActivity: null
  - expect: { picked: { resultCode: CANCELED } }`;
  const scenario = readScenario(
    `id: X
title: Brief
apps: [{ package: com.example.app, targetSdk: 34 }]
library: { generate: { images: 1 } }
device: { api: 34 }
steps:${round.repeat(3)}
  - expect: { dialogs: [photoPicker, photoPicker, photoPicker] }`,
    'X.yaml',
    import.meta.dirname,
  );
  const { cases } = await runScenario(scenario, { startDevice, devices: 1 });
  expect(cases.map(({ status, message }) => [status, message])).toEqual([['passed', null]]);
}, 60_000);
