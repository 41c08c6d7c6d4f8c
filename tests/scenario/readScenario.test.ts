import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario, ScenarioSyntaxError } from '../../scenario/readScenario.ts';
import { scenarioJsonSchema } from '../../scenario/schema.ts';

const read = (text: string) => readScenario(text, 'S.yaml', '/nowhere');
const withSteps = (steps: string) =>
  `id: S\ntitle: t\napps:\n  - { package: com.a.b, targetSdk: 34 }\nsteps:\n${steps}`;

function problem(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ScenarioSyntaxError) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('a scenario with a mistake in it', () => {
  test.each([
    [
      'a step nobody knows',
      '  - app.requestPermision: [X]',
      'S.yaml:6:5: There is no step “app.requestPermision”. Did you mean “app.requestPermissions”?',
    ],
    [
      'a word that is not the step’s',
      '  - app.query: { uri: images, projections: [_id] }',
      'S.yaml:6:31: Nothing is called “projections” here. Did you mean “projection”?',
    ],
    [
      'a word that no step has',
      '  - user.back: null\n    has: x',
      'S.yaml:7:5: Nothing is called “has” here. Did you mean “as”?',
    ],
    [
      'a choice that is none',
      '  - user.dialog: limit',
      'S.yaml:6:5: Invalid option: expected one of "allow"|"all"|"limited"|"while-using"|"once"|"deny"|"deny-forever"|"no-more"',
    ],
    ['a value of another type', '  - tester.advance: 5', 'S.yaml:6:5: expected string, received number'],
    [
      'a constant that is not Android’s',
      '  - app.startActivityForResult: { action: ACTION_PICK_IMAGE }',
      'S.yaml:6:35: Android has no constant ACTION_PICK_IMAGE that this device knows. Did you mean “ACTION_PICK_IMAGES”?',
    ],
    [
      'a step inside of a repeat',
      '  - repeat:\n      times: 2\n      steps:\n        - user.bak: null',
      'S.yaml:9:11: There is no step “user.bak”. Did you mean “user.back”?',
    ],
  ])('%s is told with its place', (_, steps, message) => {
    expect(problem(withSteps(steps))).toBe(message);
  });

  test.each([
    [
      'no steps',
      'id: S\ntitle: t',
      'S.yaml:1:1: There are no steps: a scenario has some of its own, or each of its cases has.',
    ],
    [
      'a word at the top',
      'id: S\ntitel: t\ntitle: t\nsteps: [{ user.back: null }]',
      'S.yaml:2:1: Nothing is called “titel” here. Did you mean “title”?',
    ],
    ['no id', 'title: t\nsteps: [{ user.back: null }]', 'S.yaml:1:1: expected string, received undefined'],
    [
      'a level that no device has',
      'id: S\ntitle: t\ndevice: { api: 28..30 }\nsteps: [{ user.back: null }]',
      'S.yaml:3:11: No device has API level 28: it is one of 29, 30, 31, 32, 33, 34, 35, 36.',
    ],
    [
      'no YAML',
      'id: S\ntitle: [t',
      'S.yaml:2:10: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ])('%s', (_, text, message) => {
    expect(problem(text)).toBe(message);
  });

  test('every mistake is told, in the order of the file', () => {
    const lines = problem(`${withSteps('  - user.bak: null\n  - user.dialog: no')}`).split('\n');
    expect(lines.map((line) => line.slice(0, 10))).toEqual(['S.yaml:6:5', 'S.yaml:7:5']);
  });
});

test('cases have the scenario’s own steps, its expectations, and what they say otherwise', () => {
  const { cases, apis } = read(`
id: S
title: t
device: { api: 34, skin: Modern }
steps:
  - user.back: null
expect:
  - dialogs: []
cases:
  - { title: one, device: { api: 29..30 } }
  - { title: two, steps: [{ user.home: null }] }`);
  expect(apis).toEqual([29, 30, 34]);
  expect(cases.map((each) => [each.title, each.apis, each.device.skin])).toEqual([
    ['one', [29, 30], 'Modern'],
    ['two', [34], 'Modern'],
  ]);
  const verbs = cases.map(({ steps }) => steps.map((step) => ('verb' in step ? step.verb : 'repeat')));
  expect(verbs).toEqual([
    ['user.back', 'expect'],
    ['user.home', 'expect'],
  ]);
});

test('the published schema is that of this program: npm run scenario:schema writes it', () => {
  const published = readFileSync(join(import.meta.dirname, '../../docs/scenario.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});
