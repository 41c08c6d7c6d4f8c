import type { Groups } from '../groups.ts';

export const pickerDataGroups: Groups = {};
