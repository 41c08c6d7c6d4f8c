import type { Groups } from '../groups.ts';

export const mediaQueryGroups: Groups = {};
