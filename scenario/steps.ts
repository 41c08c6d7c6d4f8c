// Every step of the language.
import type { StepDefinition } from './stepDefinition.ts';
import { ACTIVITY_STEPS } from './steps/activities.ts';
import { BYTE_STEPS } from './steps/bytes.ts';
import { CLOUD_STEPS } from './steps/clouds.ts';
import { DEVICE_STEPS } from './steps/device.ts';
import { expectStep } from './steps/expect.ts';
import { GRANT_STEPS } from './steps/grants.ts';
import { PERMISSION_STEPS } from './steps/permissions.ts';
import { ROW_STEPS } from './steps/rows.ts';
import { STORAGE_STEPS } from './steps/storage.ts';
import { USER_STEPS } from './steps/user.ts';

export const STEPS: readonly StepDefinition[] = [
  ...PERMISSION_STEPS,
  ...ROW_STEPS,
  ...BYTE_STEPS,
  ...ACTIVITY_STEPS,
  ...GRANT_STEPS,
  ...USER_STEPS,
  ...DEVICE_STEPS,
  ...STORAGE_STEPS,
  ...CLOUD_STEPS,
  expectStep,
];

const BY_VERB = new Map(STEPS.map((each) => [each.verb, each]));

/** The step of that name. */
export function stepOf(verb: string): StepDefinition | undefined {
  return BY_VERB.get(verb);
}
