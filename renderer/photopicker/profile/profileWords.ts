// Mirrors ProfileDialogFragment and ProfileUnavailableDialog: what is said of a profile that cannot be shown.
import type { PickerProfile } from '../../../contract/rpc/systemUi.ts';
import { text } from '../../ui/strings.ts';
import type { PickerStyle } from '../pickerStyle.ts';

type Words = Readonly<{ title: string; message: string }>;

/** What the Compose picker calls a profile. */
export function profileLabel({ kind }: Pick<PickerProfile, 'kind'>): string {
  return text(kind === 'work' ? 'modern.profile.work' : 'modern.profile.personal');
}

/** Why a profile cannot be switched to; null when it can. */
export function profileUnavailable(ui: PickerStyle['ui'], profile: PickerProfile): Words | null {
  if (profile.state === 'ready') return null;
  return ui === 'modern' ? modernWords(profile) : classicWords(profile);
}

function classicWords({ kind, state }: PickerProfile): Words {
  if (state === 'paused') return { title: text('profile.workPaused'), message: text('profile.workPaused.message') };
  const message = text(kind === 'work' ? 'profile.blocked.work' : 'profile.blocked.personal');
  return { title: text('profile.blocked'), message };
}

function modernWords(profile: PickerProfile): Words {
  if (profile.state === 'blocked') {
    return { title: text('profile.blocked'), message: text('modern.profile.blocked.message') };
  }
  const label = { profile: profileLabel(profile) };
  return { title: text('modern.profile.paused', label), message: text('modern.profile.paused.message', label) };
}
