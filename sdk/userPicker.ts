// What a person does in the photo picker.
import { filesContentUri, pickerItem, pickerUri, VOLUME_EXTERNAL } from '../contract/android/mediaStore.ts';
import { contentUri, type Uri } from '../contract/android/uri.ts';
import type { Context } from './context.ts';
import { matchesName } from './namePattern.ts';
import type { DialogOf, OpenSystemApp, Screen, WaitOptions } from './screen.ts';

/** Who the photo picker is. */
const PACKAGE = 'com.android.providers.media.module';

/** How many names are asked for at a time. */
const NAMES = 500;

type PickerDialog = DialogOf<'photoPicker'>;

/** What is to be tapped: that many of the newest that are not selected yet, places from 0 in the grid, or names. */
export type PickerChoice = number | readonly number[] | readonly string[];

export class UserPicker {
  readonly #screen: Screen;
  readonly #openApp: OpenSystemApp;

  constructor(screen: Screen, openApp: OpenSystemApp) {
    this.#screen = screen;
    this.#openApp = openApp;
  }

  /**
   * Taps photos and videos and confirms. What is selected already stays so.
   * @param what how many of the newest that are not selected yet; places in the grid from 0, newest first; or display
   *   names, with * for anything: all that fit
   * @returns picker URIs of what was tapped, in this order
   * @throws {Error} for a place or a name that is not in the picker
   */
  async select(what: PickerChoice, options?: WaitOptions): Promise<readonly Uri[]> {
    const dialog = await this.#screen.wait(['photoPicker'], options);
    const { preGranted, preSelected } = dialog.ask;
    const selected = [...preGranted, ...preSelected];
    const tapped = await this.#found(dialog, what, new Set(selected));
    await this.#screen.answer(dialog, { uris: [...new Set([...selected, ...tapped])] });
    return tapped;
  }

  /** As select(), and takes the selection of everything else back first: what is left is what was tapped. */
  async selectOnly(what: PickerChoice, options?: WaitOptions): Promise<readonly Uri[]> {
    const dialog = await this.#screen.wait(['photoPicker'], options);
    const tapped = await this.#found(dialog, what, new Set());
    await this.#screen.answer(dialog, { uris: tapped });
    return tapped;
  }

  /** Takes every selection back and confirms: “Allow none”. */
  async selectNothing(options?: WaitOptions): Promise<void> {
    await this.#screen.answer(await this.#screen.wait(['photoPicker'], options), { uris: [] });
  }

  /** Leaves without an answer. */
  async cancel(options?: WaitOptions): Promise<void> {
    await this.#screen.answer(await this.#screen.wait(['photoPicker'], options), null);
  }

  /** “Browse…” of an ACTION_GET_CONTENT: goes on in DocumentsUI. */
  async browse(options?: WaitOptions): Promise<void> {
    await this.#screen.answer(await this.#screen.wait(['photoPicker'], options), { browse: true });
  }

  async #found(dialog: PickerDialog, what: PickerChoice, selected: ReadonlySet<Uri>): Promise<readonly Uri[]> {
    const picker = await this.#openApp(PACKAGE);
    try {
      const most = typeof what === 'number' ? what + selected.size : null;
      const items = await itemsOf(picker, dialog, most);
      if (typeof what === 'number') {
        const free = items.filter((uri) => !selected.has(uri));
        if (free.length < what) throw new Error(`The photo picker has ${free.length} more items, not ${what}.`);
        return free.slice(0, what);
      }
      return isPlaces(what) ? atPlaces(items, what) : await byNames(picker, items, what);
    } finally {
      picker.close();
    }
  }
}

function isPlaces(what: readonly number[] | readonly string[]): what is readonly number[] {
  return what.every((each) => typeof each === 'number');
}

/** Picker URIs in the order of the grid, newest first; `most` of them, or all. */
async function itemsOf(picker: Context, { ask }: PickerDialog, most: number | null): Promise<readonly Uri[]> {
  const source = contentUri('media', ['picker_internal', 'media', ask.isLocalOnly ? 'local' : 'all']);
  await using cursor = await picker.contentResolver.query(source, null, { mime_types: ask.mimeTypes });
  const items: Uri[] = [];
  while (cursor !== null && items.length !== most && (await cursor.moveToNext())) {
    const id = cursor.getString(cursor.getColumnIndexOrThrow('id')) ?? '';
    const authority = cursor.getString(cursor.getColumnIndexOrThrow('authority')) ?? undefined;
    items.push(pickerUri(id, 0, authority));
  }
  return items;
}

function atPlaces(items: readonly Uri[], places: readonly number[]): readonly Uri[] {
  return places.map((place) => {
    const item = items[place];
    if (item === undefined) throw new Error(`The photo picker has ${items.length} items: there is none at ${place}.`);
    return item;
  });
}

async function byNames(picker: Context, items: readonly Uri[], patterns: readonly string[]): Promise<readonly Uri[]> {
  const names = await namesOf(picker, items);
  const found = patterns.flatMap((pattern) => {
    const fitting = items.filter((item) => matchesName(pattern, names.get(item) ?? ''));
    if (fitting.length === 0) throw new Error(`The photo picker has nothing called “${pattern}”.`);
    return fitting;
  });
  return [...new Set(found)];
}

/** Display names of the device's own items; those of a cloud provider have their id for a name. */
async function namesOf(picker: Context, items: readonly Uri[]): Promise<ReadonlyMap<Uri, string>> {
  const names = new Map<Uri, string>(items.map((uri) => [uri, pickerItem(uri)?.mediaId ?? '']));
  for (let start = 0; start < items.length; start += NAMES) {
    const ids = items.slice(start, start + NAMES).map((uri) => Number(names.get(uri)));
    const selection = `_id IN (${ids.filter(Number.isSafeInteger).join(',')})`;
    await using cursor = await picker.contentResolver.querySql(
      filesContentUri(VOLUME_EXTERNAL),
      ['_id', '_display_name'],
      { selection },
    );
    while (cursor !== null && (await cursor.moveToNext()))
      names.set(pickerUri(cursor.getLong(0)), cursor.getString(1) ?? '');
  }
  return names;
}
