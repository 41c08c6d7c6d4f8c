import type { Groups } from '../groups.ts';

export const mediaFileGroups: Groups = {};
