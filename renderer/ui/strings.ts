// Labels that Android shows, by our keys. English; {x} is a placeholder.

const STRINGS = {
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
  'picker.empty.photos': 'No photos or videos',
  'picker.empty.supported': 'No supported photos or videos',
  'picker.empty.albums': 'No albums',
  'picker.loading': 'Getting all your photos',
  'modern.done': 'Done',
  'item.photo': 'Photo taken on {time}',
  'item.gif': 'GIF taken on {time}',
  'item.motionPhoto': 'Motion Photo taken on {time}',
  'item.video': 'Video taken on {time} with duration {duration}',
  'item.badge.gif': 'GIF',
  'item.badge.motionPhoto': 'Motion Photo',
} as const;

export type StringKey = keyof typeof STRINGS;

/** The text of a key, with its placeholders filled in. */
export function text(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  return STRINGS[key].replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}
