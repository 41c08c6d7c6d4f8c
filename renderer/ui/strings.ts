// Labels that Android shows, by our keys. English; {x} is a placeholder.

import { PICKER_STRINGS } from './pickerStrings.ts';
import { PROFILE_STRINGS } from './profileStrings.ts';
import { type Language, pseudoLocale } from './pseudoLocale.ts';
import { SHELL_STRINGS } from './shellStrings.ts';

const STRINGS = {
  ...PICKER_STRINGS,
  ...SHELL_STRINGS,
  ...PROFILE_STRINGS,
  moreOptions: 'More options',
  'picker.privacy': 'This app can only access the photos you select',
  'picker.permissionMode': 'Select photos and videos you allow this app to access',
  'picker.tab.photos': 'Photos',
  'picker.tab.albums': 'Albums',
  'picker.add': 'Add',
  'picker.addN': 'Add ({n})',
  'picker.allowN': 'Allow ({n})',
  'picker.allowNone': 'Allow none',
  'picker.viewSelected': 'View selected',
  'picker.preview': 'Preview',
  'picker.select': 'Select',
  'picker.selected': 'Selected',
  'picker.limit': 'Select up to {n} items',
  'picker.recent': 'Recent',
  'picker.today': 'Today',
  'picker.yesterday': 'Yesterday',
  'picker.close': 'Close',
  'picker.back': 'Back',
  'picker.browse': 'Browse\u2026',
  'picker.empty.photos': 'No photos or videos',
  'picker.empty.supported': 'No supported photos or videos',
  'picker.empty.albums': 'No albums',
  'picker.fastScroll': 'Fast scroll',
  'picker.loading': 'Getting all your photos',
  'modern.done': 'Done',
  'modern.empty.photos': 'No photos yet',
  'modern.empty.favorites': 'No favorites yet',
  'modern.empty.videos': 'No videos yet',
  'preview.select': 'Select',
  'preview.deselect': 'Deselect',
  'preview.selected': 'Selected',
  'preview.deselected': 'Deselected',
  'preview.selectAll': 'Select all ({n})',
  'preview.unselectAll': 'Unselect all ({n})',
  'preview.position': '{i} of {n}',
  'preview.loading': 'Loading',
  'preview.gone': 'This item is no longer on the device',
  'preview.cannotShow': 'This photo can\u2019t be shown',
  'preview.noPicture': 'No preview',
  'preview.playVideo': 'Play video',
  'preview.pauseVideo': 'Pause video',
  'preview.muteVideo': 'Mute video',
  'preview.unmuteVideo': 'Unmute video',
  'preview.seek': 'Position in the video',
  'preview.error': 'Trouble playing video',
  'preview.error.connection': 'Check your internet connection and try again',
  'preview.error.format': 'It is damaged, or in a format that this window can\u2019t play. Apps get it all the same.',
  'preview.error.retry': 'Retry',
  'preview.error.cancel': 'Cancel',
  'preview.error.ok': 'OK',
  'item.photo': 'Photo taken on {time}',
  'item.gif': 'GIF taken on {time}',
  'item.motionPhoto': 'Motion Photo taken on {time}',
  'item.video': 'Video taken on {time} with duration {duration}',
  'item.badge.gif': 'GIF',
  'item.badge.motionPhoto': 'Motion Photo',
  'write.moreOne': 'Plus {n} additional item',
  'write.moreMany': 'Plus {n} additional items',
  'settings.title': 'Settings',
  'settings.apps': 'Apps',
  'settings.up': 'Navigate up',
  'settings.appInfo': 'App info',
  'usbDebugging.title': 'Allow USB debugging?',
  'usbDebugging.message': 'The computer’s RSA key fingerprint is:',
  'usbDebugging.always': 'Always allow from this computer',
  'usbDebugging.allow': 'Allow',
  'usbDebugging.cancel': 'Cancel',
  'settings.permissions': 'Permissions',
  'settings.permissions.none': 'No permissions requested',
  'settings.permissions.noneGranted': 'No permissions granted',
  'settings.permissions.title': 'App permissions',
  'settings.noneAllowed': 'No permissions allowed',
  'settings.noneDenied': 'No permissions denied',
  'settings.unusedSettings': 'Unused app settings',
  'settings.specialAccess': 'Special app access',
  'settings.allowed': 'Allowed',
  'settings.notAllowed': 'Not allowed',
  'settings.link.app': 'See all {app} permissions',
  'settings.noApps': 'No apps',
  'settings.allFiles': 'All files access',
  'settings.allFiles.about':
    'An app that is allowed here can read, change and delete all files on this device and on connected storage, without asking you.',
  'settings.manageMedia': 'Media management apps',
  'settings.manageMedia.about':
    'An app that is allowed here can change or delete media files of other apps without asking you. It still needs permission to access them.',
} as const;

export type StringKey = keyof typeof STRINGS;

let shown: Language = 'en-US';

/** From now on texts are in that language; whoever has drawn one draws it again. */
export function setLanguage(language: Language): void {
  shown = language;
}

/** The text of a key, with its placeholders filled in. */
export function text(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  return localized(STRINGS[key], values);
}

/** The same for English that has no key here: it is of another table, or of the device. */
export function localized(english: string, values: Readonly<Record<string, string | number>> = {}): string {
  return pseudoLocale(english, shown).replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  );
}
