import type { Groups } from '../groups.ts';

export const photoPickerGroups: Groups = {};
