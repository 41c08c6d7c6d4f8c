// Scripted pages of Settings: every app has two groups, and a choice about music is to be confirmed.
import { permission } from '../../contract/android/manifest.ts';
import type {
  AppPermissionPage,
  AppPermissionRow,
  PermissionRadio,
  SettingsApi,
} from '../../contract/rpc/settingsApi.ts';
import { Broadcast } from './broadcast.ts';

export const VISUAL = 'android.permission-group.READ_MEDIA_VISUAL';
const AURAL = 'android.permission-group.READ_MEDIA_AURAL';

const LABELS: Readonly<Record<string, string>> = { [VISUAL]: 'Photos and videos', [AURAL]: 'Music and audio' };
const CATEGORIES = {
  ALLOW: 'Allowed',
  ALLOW_ALL_FILES: 'Allowed',
  LIMITED: 'Ask every time',
  DENY: 'Not allowed',
} as const;

const CLOUD_PHOTOS = { authority: 'com.example.cloud', label: 'Cloud Photos', accountName: 'me@example.com' };

export class FakeSettings {
  readonly #changes = new Broadcast(0);
  readonly #choices = new Map<string, PermissionRadio>([
    [VISUAL, 'DENY'],
    [AURAL, 'DENY'],
  ]);
  readonly #openPicker: (packageName: string) => Promise<unknown>;
  #isUnusedOn = true;
  #isAllFilesAllowed = false;
  #cloudMediaApp: string | null = null;

  constructor(openPicker: (packageName: string) => Promise<unknown>) {
    this.#openPicker = openPicker;
  }

  readonly api: SettingsApi = {
    changes: async () => this.#changes.values(),
    apps: async () => [
      { packageName: 'com.example.album33', label: 'Album 33' },
      { packageName: 'com.example.gallery', label: 'Gallery' },
    ],
    appInfo: async (packageName) => ({
      packageName,
      label: packageName === 'com.example.gallery' ? 'Gallery' : 'Album 33',
      permissions: [...this.#choices].map(
        ([group, choice]): AppPermissionRow => ({ group, label: LABELS[group] ?? group, category: CATEGORIES[choice] }),
      ),
      unusedApp: { label: 'Pause app activity if unused', on: this.#isUnusedOn },
      specialAccess: [
        {
          access: permission.MANAGE_EXTERNAL_STORAGE,
          label: 'Allow access to manage all files',
          allowed: this.#isAllFilesAllowed,
        },
      ],
    }),
    appPermission: async (_packageName, group) => this.#page(group),
    choose: async (_packageName, group, radio, confirmed) => {
      if (group === AURAL && !confirmed) {
        return {
          title: 'Access to photos and videos will also be allowed',
          message: 'If this app can access music and audio files, it will also be allowed to access photos and videos.',
          yes: 'Confirm',
          no: 'Back',
        };
      }
      this.change(group, radio);
      return null;
    },
    editSelectedPhotos: async (packageName) => {
      await this.#openPicker(packageName);
    },
    setSpecialAccess: async (_packageName, _access, allowed) => {
      this.#isAllFilesAllowed = allowed;
      this.#changed();
    },
    setUnusedAppSwitch: async (_packageName, on) => {
      this.#isUnusedOn = on;
      this.#changed();
    },
    cloudMediaApp: async () => ({ apps: [CLOUD_PHOTOS], selected: this.#cloudMediaApp }),
    setCloudMediaApp: async (authority) => {
      this.#cloudMediaApp = authority;
      this.#changed();
    },
  };

  /** A choice made somewhere else. */
  change(group: string, radio: PermissionRadio): void {
    this.#choices.set(group, radio);
    this.#changed();
  }

  #changed(): void {
    this.#changes.set(this.#changes.value + 1);
  }

  #page(group: string): AppPermissionPage {
    const label = LABELS[group] ?? group;
    const limited = [{ id: 'LIMITED', label: 'Allow limited access' } as const];
    const radios = [
      { id: 'ALLOW', label: group === VISUAL ? 'Always allow all' : 'Allow' } as const,
      ...(group === VISUAL ? limited : []),
      { id: 'DENY', label: 'Don’t allow' } as const,
    ];
    const choice = this.#choices.get(group);
    return {
      title: `${label} permission`,
      header: `${label} access for this app`,
      radios: radios.map((radio) => ({ ...radio, checked: radio.id === choice })),
      editSelectedPhotos: choice === 'LIMITED' ? { contentDescription: 'Edit selected photos for this app' } : null,
    };
  }
}
