// Runners for what an app is asked, answered and granted.
import type { PermissionResult } from '../../../contract/android/manifest.ts';
import { requestedPermissions } from '../../../main/packages/requestedPermissions.ts';
import type { GrantDialog } from '../../../main/permission/grantDialog.ts';
import type { GrantRequest } from '../../../main/permission/grantRequest.ts';
import { grantResults } from '../../../main/permission/grantRequest.ts';
import { permissionApp, STORAGE_SUPERGROUP, selectedPhotosControl } from '../../../main/permission/permissionApp.ts';
import { shouldShowRequestPermissionRationale } from '../../../main/permission/permissionState.ts';
import { checkRequestCode, checkRequestedNames } from '../../../main/permission/requestArguments.ts';
import { photoAccess } from '../../../sdk/photoAccess.ts';
import type { Groups } from '../groups.ts';
import { deepEqual } from '../runCases.ts';
import type { AppInput } from './permissionCase.ts';
import { answerAll, full, manifestOf, sdkOf, short, shortGroup, start, stateJson, statesOf } from './permissionCase.ts';
import { runSequence } from './permissionSequence.ts';

type RequestInput = AppInput & Readonly<{ request: readonly (string | null)[]; answers?: readonly string[] }>;
type ApiInput = AppInput &
  Readonly<{
    calls: readonly Readonly<{ code: number; perms: readonly (string | null)[] | null }>[];
    answers?: readonly string[];
  }>;
type PromptResult = Readonly<{ silentlyGranted?: readonly string[] }>;

const PHOTO_PROMPTS = ['SELECT_PHOTOS', 'SELECT_MORE_PHOTOS', 'NO_UI_PHOTO_PICKER_REDIRECT'];

const shownName = ({ group, prompt }: GrantDialog) =>
  shortGroup(group) + (prompt === 'NO_UI_PHOTO_PICKER_REDIRECT' ? ':picker' : '');

function dialogJson({ group, prompt, title, buttons, pickerMimeTypes }: GrantDialog) {
  return {
    group: shortGroup(group),
    prompt,
    title: STORAGE_SUPERGROUP.includes(group) ? title : null,
    buttons: buttons.map(({ id, label }) => [id, label]),
    ...(PHOTO_PROMPTS.includes(prompt) ? { pickerMime: pickerMimeTypes[0] ?? null } : {}),
  };
}

function runManifest(input: AppInput) {
  const { explicit, implicit, unknown } = requestedPermissions(manifestOf(input), sdkOf(input.device));
  const sorted = (names: readonly string[]) => names.map(short).sort();
  return {
    explicit: sorted(explicit),
    implicit: sorted(implicit),
    unknownOnThisDevice: sorted(unknown),
    selectedPhotosControl: selectedPhotosControl(permissionApp(manifestOf(input), sdkOf(input.device))),
  };
}

function runPrompt(input: RequestInput) {
  const request = start(input, statesOf(input), input.request);
  const dialogs = request.dialogs.map(dialogJson);
  if (dialogs.length > 0) return { dialogs };
  const silentlyGranted = request.silentlyGranted.map(short);
  return { dialogs, results: grantResults(request).grantResults, silentlyGranted };
}

function samePrompt(actual: PromptResult, expected: PromptResult): boolean {
  const unordered = ({ silentlyGranted, ...rest }: PromptResult) => ({ ...rest, granted: silentlyGranted?.toSorted() });
  return deepEqual(unordered(actual), unordered(expected));
}

function runAnswer(input: RequestInput) {
  const { request, shown, killed } = answerAll(start(input, statesOf(input), input.request), input.answers ?? []);
  return {
    shown: shown.map(shownName),
    results: grantResults(request).grantResults,
    state: stateJson(input, request.states),
    processKilled: killed,
  };
}

function runRationale(input: AppInput & Readonly<{ ask: readonly string[] }>) {
  const states = statesOf(input);
  return Object.fromEntries(
    input.ask.map((name) => [name, shouldShowRequestPermissionRationale(states, full(name))] as const),
  );
}

type Callback = Readonly<{ code: number; permissions: readonly string[]; grantResults: readonly PermissionResult[] }>;

/** All calls are made before the first dialog is answered, as one activity would. */
function runRequestApi(input: ApiInput) {
  const callbacks: Callback[] = [];
  let open: Readonly<{ code: number; request: GrantRequest }> | null = null;
  const report = (code: number, request: GrantRequest) => {
    const { permissions, grantResults: results } = grantResults(request);
    callbacks.push({ code, permissions: permissions.map(short), grantResults: results });
  };
  for (const { code, perms } of input.calls) {
    checkRequestCode(code);
    if (open !== null) {
      callbacks.push({ code, permissions: [], grantResults: [] });
      continue;
    }
    checkRequestedNames(perms);
    const request = start(input, statesOf(input), perms ?? []);
    if (request.dialogs.length > 0) open = { code, request };
    else report(code, request);
  }
  if (open === null) return { callbacks, dialogsShown: [] };
  const { request, shown } = answerAll(open.request, input.answers ?? []);
  report(open.code, request);
  return { callbacks, dialogsShown: shown.map(shownName) };
}

const ACCESS_LABEL = { full: 'Full', partial: 'Partial', denied: 'Denied' } as const;

export const permissionGroups: Groups = {
  manifest_parse: { run: runManifest },
  prompt: { run: runPrompt, same: samePrompt },
  answer: { run: runAnswer },
  sequence: { run: runSequence },
  check_table: {
    run: ({ device, granted }: Readonly<{ device: number; granted: readonly string[] }>) => ({
      access: ACCESS_LABEL[photoAccess(sdkOf(device), granted.map(full))],
    }),
  },
  rationale: { run: runRationale },
  request_api: { run: runRequestApi },
};
