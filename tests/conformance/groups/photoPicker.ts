// Runners for what the photo picker shows and answers.
import { pickerUri } from '../../../contract/android/mediaStore.ts';
import { parseId } from '../../../contract/android/uri.ts';
import { dateHeader, durationText, localDate } from '../../../renderer/photopicker/dateTimeUtils.ts';
import { contentDescription } from '../../../renderer/photopicker/item.ts';
import { type PickerStyle, pickerStyle } from '../../../renderer/photopicker/pickerStyle.ts';
import { sections } from '../../../renderer/photopicker/sections.ts';
import {
  confirmLabel,
  limitMessage,
  openSelection,
  type Selection,
  selectedCount,
  selectedUris,
  toggle,
} from '../../../renderer/photopicker/selection.ts';
import type { Groups } from '../groups.ts';

type Sections = Readonly<{ items: readonly number[]; showRecentSection: boolean; timeZone: string }>;
type Description = Readonly<{ mime_type: string; special_format: number; time: string; duration: string | null }>;
type Skin = Pick<PickerStyle, 'ui'> & Readonly<{ managed?: boolean }>;
type Visit = Skin & Readonly<{ preGranted: readonly number[]; toggle: readonly number[]; finish: string }>;
type Limit = Skin & Readonly<{ preGrantedCount: number; newSelected: number; tryOneMore: boolean }>;

const MAX_NEW_ITEMS = 100;

function opened({ ui, managed = true }: Skin, preGranted: readonly number[]): Selection {
  return openSelection({
    style: pickerStyle(ui === 'modern' ? 'Modern' : managed ? 'U-managed' : 'U-legacy', 36),
    purpose: 'userSelect',
    maxItems: MAX_NEW_ITEMS,
    preGranted: preGranted.map((id) => pickerUri(id)),
    preSelected: [],
    isOrdered: false,
  });
}

function visit(input: Visit) {
  const end = input.toggle.reduce((at, id) => toggle(at, pickerUri(id)) ?? at, opened(input, input.preGranted));
  const button = confirmLabel(end);
  const resultOk = input.finish === 'ADD' && button !== null;
  const grants = resultOk ? selectedUris(end).map(parseId) : input.preGranted;
  return { button, resultOk, grants: grants.toSorted((a, b) => a - b) };
}

function limit(input: Limit) {
  const ids = (length: number, from: number) => Array.from({ length }, (_, i) => from + i);
  const start = opened(input, ids(input.preGrantedCount, 1));
  const wanted = ids(input.newSelected, input.preGrantedCount + 1);
  const full = wanted.reduce((at, id) => toggle(at, pickerUri(id)) ?? at, start);
  const more = toggle(full, pickerUri(input.preGrantedCount + input.newSelected + 1));
  const refused = more === null;
  return { refused, ...(refused ? { message: limitMessage(full) } : {}), count: selectedCount(more ?? full) };
}

export const photoPickerGroups: Groups = {
  picker_date_header: { run: dateHeader },
  picker_duration_text: { run: ({ durationMs }: { durationMs: number }) => durationText(durationMs) },
  picker_item_description: {
    run: ({ mime_type, special_format, time, duration }: Description) =>
      contentDescription({ mimeType: mime_type, specialFormat: special_format, time, duration: duration ?? '' }),
  },
  picker_sections_legacy: {
    run({ items, showRecentSection, timeZone }: Sections) {
      const dated = items.map((millis) => ({ millis, day: localDate(millis, timeZone) }));
      return sections(dated, showRecentSection).map((entry) => {
        if (entry.kind === 'item') return `item:${entry.item.millis}`;
        return entry.kind === 'recent' ? 'header:recent' : `header:${entry.first.day}`;
      });
    },
  },
  picker: { run: (input: Visit | Limit) => ('preGrantedCount' in input ? limit(input) : visit(input)) },
};
