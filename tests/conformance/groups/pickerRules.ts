// Runners for what the photo picker reads of an intent, how it answers, and what it keeps up to date.
import {
  ACTION_GET_CONTENT,
  EXTRA_MIME_TYPES,
  EXTRA_PICK_IMAGES_LAUNCH_TAB,
  EXTRA_PICK_IMAGES_MAX,
  EXTRA_PICKER_PRE_SELECTION_URIS,
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
} from '../../../contract/android/intent.ts';
import { AUTHORITY, pickerUri } from '../../../contract/android/mediaStore.ts';
import { syncDecision } from '../../../contract/android/syncDecision.ts';
import { contentUri } from '../../../contract/android/uri.ts';
import {
  composeMimeTypes,
  composePreSelectedUris,
  composeSelectionLimit,
  startDestination,
} from '../../../main/activity/composePickerIntent.ts';
import { canHandleGetContentMimeTypes } from '../../../main/activity/getContentHandler.ts';
import { legacyMimeTypeFilters, legacySelection } from '../../../main/activity/legacyPickerIntent.ts';
import { IllegalPickerIntent, type PickerGeneration } from '../../../main/activity/pickerRequest.ts';
import { handedOutUri, pickerResult } from '../../../main/activity/pickerResult.ts';
import { composeAlbums, shouldHideMergedAlbum, sortLegacyAlbums } from '../../../main/providers/media/pickerAlbums.ts';
import { readPickerPage } from '../../../main/providers/media/pickerPage.ts';
import { pickerRowEffect } from '../../../main/providers/media/pickerRowEffect.ts';
import { monthSections, monthSeparator, recentCellCount } from '../../../renderer/photopicker/monthSections.ts';
import type { Group, Groups } from '../groups.ts';
import { deepEqual } from '../runCases.ts';
import { databaseOf, everything } from './pickerData.ts';

type Limit = Readonly<{ action: string; default?: number; extras: Readonly<Record<string, unknown>> }>;
type Mime = Readonly<{ action: string; type: string | null; EXTRA_MIME_TYPES?: readonly string[] | null }>;
type Pre = Readonly<{ action: string; max: number | null; uriCount: number }>;
type Picked = Readonly<{ id: string; mime_type: string; authority: string; user: number }>;
type Answer = Readonly<{ action: string; multiple: boolean; items: readonly Picked[] }>;
type Page = Readonly<{
  rows: readonly Readonly<{ picker_id: number; date_taken_ms: number }>[];
  page_size: number;
  date_taken_millis: number | null;
  picker_id: number | null;
}>;
type Albums = Readonly<{
  counts: Readonly<Record<string, number>>;
  cloudProvider: boolean;
  mimeTypes: readonly string[] | null;
  cloudAlbums: readonly string[];
}>;
type Sections = Readonly<{ items: readonly number[]; cellsPerRow: number; currentYear: number; locale: string }>;

/** Extras as the vectors write them: without the name's beginning. */
function withExtras({ action, extras }: Limit): Intent {
  const full = Object.entries(extras).map(([name, value]) => {
    const package_ = name === 'ALLOW_MULTIPLE' ? 'android.intent.extra' : 'android.provider.extra';
    return [`${package_}.${name}`, value] as const;
  });
  return { action, extras: Object.fromEntries(full) };
}

function withMimeTypes({ action, type, EXTRA_MIME_TYPES: listed }: Mime): Intent {
  const extras = listed === null || listed === undefined ? {} : { extras: { [EXTRA_MIME_TYPES]: listed } };
  return { action, ...(type === null ? {} : { type }), ...extras };
}

/** Runs a reader; what it refuses is told as the vectors do. */
function reading<Input>(read: (input: Input) => unknown): Group {
  return {
    run(input: Input) {
      try {
        return read(input);
      } catch (error) {
        if (error instanceof IllegalPickerIntent) return { exception: error.name, message: error.message };
        throw error;
      }
    },
  };
}

const FLAGS: readonly (readonly [string, number])[] = [
  ['FLAG_GRANT_READ_URI_PERMISSION', FLAG_GRANT_READ_URI_PERMISSION],
  ['FLAG_GRANT_PERSISTABLE_URI_PERMISSION', FLAG_GRANT_PERSISTABLE_URI_PERMISSION],
];

function withoutNulls(result: object): object {
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== null));
}

function answer(generation: PickerGeneration): Group {
  return {
    run({ action, multiple, items }: Answer) {
      const picked = items.map(({ id, mime_type, authority, user }) => {
        const uri = contentUri(AUTHORITY, ['picker', user, authority, 'media', id]);
        return { uri: handedOutUri(action, uri), mimeType: mime_type };
      });
      const intent = pickerResult(generation, { items: picked, isMultiple: multiple });
      const clip = intent?.clipData === undefined ? null : { mimeTypes: intent.clipMimeTypes, uris: intent.clipData };
      const flags = FLAGS.flatMap(([name, flag]) => ((intent?.flags ?? 0) & flag ? [name] : []));
      return {
        ...(generation === 'compose' ? { result: intent === null ? 'RESULT_CANCELED' : 'RESULT_OK' } : {}),
        ...{ data: intent?.data ?? null, clip },
        ...(intent === null ? {} : { flags }),
      };
    },
    // A result without data may leave out what another writes as null.
    same: (actual: object, expected: object) => deepEqual(withoutNulls(actual), withoutNulls(expected)),
  };
}

export const pickerRuleGroups: Groups = {
  picker_limit_legacy: reading((input: Limit) => legacySelection(withExtras(input))),
  picker_limit_compose: reading((input: Limit) => ({
    limit: composeSelectionLimit(withExtras(input), input.default ?? 1),
  })),
  picker_mime_filter_legacy: reading((input: Mime) => ({ filter: legacyMimeTypeFilters(withMimeTypes(input)) })),
  picker_mime_filter_compose: reading((input: Mime) => ({ filter: composeMimeTypes(withMimeTypes(input)) })),
  get_content_handled_by_picker: reading((input: Mime) =>
    canHandleGetContentMimeTypes(withMimeTypes({ ...input, action: input.action ?? ACTION_GET_CONTENT })),
  ),
  picker_launch_tab: reading(({ action, value }: { action: string; value: number | null }) => {
    const extras = value === null ? {} : { extras: { [EXTRA_PICK_IMAGES_LAUNCH_TAB]: value } };
    return { destination: startDestination({ action, ...extras }, 'PHOTO_GRID') };
  }),
  picker_pre_selection: reading(({ action, max, uriCount }: Pre) => {
    const uris = Array.from({ length: uriCount }, (_, i) => pickerUri(i + 1));
    const limit = max === null ? {} : { [EXTRA_PICK_IMAGES_MAX]: max };
    const read = composePreSelectedUris({ action, extras: { ...limit, [EXTRA_PICKER_PRE_SELECTION_URIS]: uris } });
    return { uris: read?.length ?? null };
  }),
  picker_result_legacy: answer('legacy'),
  picker_result_compose: answer('compose'),
  picker_paging_v2: {
    run({ rows, page_size, date_taken_millis, picker_id }: Page) {
      using database = databaseOf(rows.map((row) => ({ _id: row.picker_id, datetaken: row.date_taken_ms })));
      const request = { pageSize: page_size, pickerId: picker_id, dateTakenMillis: date_taken_millis };
      const { rows: page, extras } = readPickerPage(database, everything(), request);
      return {
        page: page.map(({ id }) => id),
        next_page_picker_id: extras.next_page_picker_id ?? null,
        next_page_date_taken: extras.next_page_date_taken ?? null,
        items_before_count: extras.items_before_count,
      };
    },
  },
  picker_albums_v2: {
    run: ({ counts, ...request }: Albums) => composeAlbums(new Map(Object.entries(counts)), request),
  },
  picker_album_sort_legacy: { run: ({ albums }: { albums: readonly string[] }) => sortLegacyAlbums(albums) },
  picker_merged_album_hidden_legacy: { run: shouldHideMergedAlbum },
  picker_sections_compose: {
    run({ items, cellsPerRow, currentYear, locale }: Sections) {
      const dated = items.map((dateTaken) => ({ dateTaken }));
      return monthSections(dated, recentCellCount(cellsPerRow)).map((entry) => {
        if (entry.kind === 'item') return `item:${entry.item.dateTaken}`;
        return entry.kind === 'month'
          ? `separator:${monthSeparator(entry.first.dateTaken, currentYear, locale)}`
          : entry.kind;
      });
    },
  },
  picker_row_update_effect: {
    run: ({
      old,
      new: changed,
    }: {
      old: Parameters<typeof pickerRowEffect>[0];
      new: Parameters<typeof pickerRowEffect>[1];
    }) => pickerRowEffect(old, changed),
  },
  picker_sync_decision: { run: syncDecision },
};
