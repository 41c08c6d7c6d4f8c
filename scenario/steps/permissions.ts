// What an app does about its permissions.
import { z } from 'zod';
import { PERMISSION_GRANTED } from '../../contract/android/manifest.ts';
import { fullPermission, shortPermission } from '../androidNames.ts';
import { defineStep } from '../stepDefinition.ts';
import { listOf, texts } from '../words.ts';

let requestCode = 0;

/** Numbers of requests, each another one. */
export function nextRequestCode(): number {
  requestCode = (requestCode + 1) % 0x10000;
  return requestCode;
}

const requestPermissions = defineStep({
  verb: 'app.requestPermissions',
  about:
    'Activity.requestPermissions. The result has granted or denied for each name, in the order asked; nothing when another request cancelled it.',
  args: texts,
  asks: true,
  run: async (run, names, app) => {
    const context = await run.app(app);
    const asked = listOf(names).map(fullPermission);
    const { permissions, grantResults } = await context.requestPermissions(asked, nextRequestCode());
    return Object.fromEntries(permissions.map((name, index) => [shortPermission(name), inWords(grantResults[index])]));
  },
});

const shouldShowRationale = defineStep({
  verb: 'app.shouldShowRequestPermissionRationale',
  about: 'The answer for one permission: true or false.',
  args: z.string(),
  run: async (run, name, app) => (await run.app(app)).shouldShowRequestPermissionRationale(fullPermission(name)),
});

/** What checkSelfPermission says, as scenarios write it. */
export function inWords(result: number | undefined): 'granted' | 'denied' {
  return result === PERMISSION_GRANTED ? 'granted' : 'denied';
}

export const PERMISSION_STEPS = [requestPermissions, shouldShowRationale];
