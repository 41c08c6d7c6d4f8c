import type { Groups } from '../groups.ts';

export const permissionGroups: Groups = {};
