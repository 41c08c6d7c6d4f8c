// Runs a story of several steps on the two services that keep permissions, with a clock in hand.
import { DeviceClock } from '../../../main/device/clock.ts';
import { requestedPermissions } from '../../../main/packages/requestedPermissions.ts';
import { grantResults } from '../../../main/permission/grantRequest.ts';
import { OneTimePermissions } from '../../../main/permission/oneTimePermissions.ts';
import { PermissionManager } from '../../../main/permission/permissionManager.ts';
import { revokedNames } from '../../../main/permission/permissionState.ts';
import type { SettingsChoice } from '../../../main/permission/settingsChoice.ts';
import { settingsChoice } from '../../../main/permission/settingsChoice.ts';
import type { AppInput } from './permissionCase.ts';
import {
  answerAll,
  appOf,
  groupNamed,
  manifestOf,
  mediaStoreJson,
  sdkOf,
  short,
  start,
  stateJson,
  statesOf,
} from './permissionCase.ts';

type Step =
  | Readonly<{ do: 'request'; perms: readonly string[]; answers?: readonly string[] }>
  | Readonly<{ do: 'wait'; ms: number }>
  | Readonly<{ do: 'settings'; group: string; choice: SettingsChoice }>
  | Readonly<{ do: 'background' | 'foreground' | 'kill' | 'reboot' | 'check' }>;

export type SequenceInput = AppInput & Readonly<{ steps: readonly Step[] }>;

/** One device with one app on it; each step may leave an observation. */
class Story {
  readonly #input: SequenceInput;
  readonly #package: string;
  readonly #clock = new DeviceClock();
  readonly #permissions: PermissionManager;
  readonly #oneTime: OneTimePermissions;
  #alive = true;

  constructor(input: SequenceInput) {
    const manifest = manifestOf(input);
    this.#input = input;
    this.#package = manifest.packageName;
    this.#clock.setManual(0);
    this.#permissions = new PermissionManager({
      sdk: () => sdkOf(input.device),
      manifest: () => manifest,
      load: () => null,
      save: () => {},
    });
    this.#permissions.apply(this.#package, statesOf(input));
    this.#oneTime = new OneTimePermissions({
      clock: this.#clock,
      permissions: this.#permissions,
      kill: () => this.#process('STOPPED'),
    });
  }

  get finalState() {
    return stateJson(this.#input, this.#permissions.states(this.#package));
  }

  take(step: Step): unknown {
    switch (step.do) {
      case 'request':
        return this.#request(step.perms, step.answers ?? []);
      case 'check':
        return this.#check();
      case 'wait':
        return this.#clock.advance(step.ms);
      case 'settings':
        return this.#settings(step.group, step.choice);
      case 'foreground':
        return this.#process('FOREGROUND');
      case 'background':
        return this.#alive ? this.#process('BACKGROUND') : undefined;
      case 'kill':
        return this.#process('STOPPED');
      case 'reboot':
        this.#alive = false;
        this.#oneTime.rebooted();
        this.#permissions.rebooted();
        return undefined;
    }
  }

  #request(perms: readonly string[], answers: readonly string[]) {
    this.#process('FOREGROUND');
    const started = start(this.#input, this.#permissions.states(this.#package), perms);
    const { request, shown, killed, startsSession } = answerAll(started, answers);
    this.#permissions.apply(this.#package, request.states);
    if (startsSession) this.#oneTime.startSession(this.#package);
    if (killed) this.#process('STOPPED');
    return { do: 'request', prompts: shown.map(({ prompt }) => prompt), results: grantResults(request).grantResults };
  }

  #check() {
    const { explicit, implicit } = requestedPermissions(manifestOf(this.#input), sdkOf(this.#input.device));
    const each = <Value>(of: (name: string) => Value) =>
      Object.fromEntries([...explicit, ...implicit].map((name) => [short(name), of(name)] as const));
    return {
      do: 'check',
      granted: each((name) => this.#permissions.checkPermission(this.#package, name) === 0),
      mediaStore: mediaStoreJson(this.#input, this.#permissions.states(this.#package)),
      processAlive: this.#alive,
      rationale: each((name) => this.#permissions.shouldShowRequestPermissionRationale(this.#package, name)),
    };
  }

  #settings(group: string, choice: SettingsChoice): undefined {
    const app = appOf(this.#input);
    const before = this.#permissions.states(this.#package);
    const after = settingsChoice(app, groupNamed(group), choice, before);
    this.#permissions.apply(this.#package, after);
    if (revokedNames(before, after).length > 0) this.#process('STOPPED');
  }

  #process(state: 'FOREGROUND' | 'BACKGROUND' | 'STOPPED'): undefined {
    this.#alive = state !== 'STOPPED';
    this.#oneTime.processStateChanged(this.#package, state);
  }
}

/** What every request and check of a story showed, and what was left at its end. */
export function runSequence(input: SequenceInput) {
  const story = new Story(input);
  const observations = input.steps.map((step) => story.take(step)).filter((observation) => observation !== undefined);
  return { observations, finalState: story.finalState };
}
