// The examples that run in Vitest, as their readers run them; the one in a browser is a project of its own.
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { run } from '../../scripts/setup.mjs';
import { projectNode } from '../support/webHost.ts';

const clone = resolve(import.meta.dirname, '../..');

test('the examples pass', async () => {
  const vitest = join(clone, 'node_modules/vitest/vitest.mjs');
  const config = join(clone, 'examples/vitest.config.ts');
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { code, output } = await run(projectNode(), [vitest, 'run', '--config', config], { capture: true, env });
  expect(code, output).toBe(0);
  expect(output).toMatch(/Test Files\s+2 passed/);
});
