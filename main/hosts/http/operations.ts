// The table of the HTTP API.
import { appOperations } from './appOperations.ts';
import { deviceOperations } from './deviceOperations.ts';
import { fileOperations } from './fileOperations.ts';
import { insightOperations } from './insightOperations.ts';
import type { Operation } from './operation.ts';
import { packageOperations } from './packageOperations.ts';
import { queryOperations } from './queryOperations.ts';
import { screenOperations } from './screenOperations.ts';
import { volumeOperations } from './volumeOperations.ts';
import { waitingOperations } from './waitingOperations.ts';

export const OPERATIONS: readonly Operation[] = [
  ...[...queryOperations, ...appOperations, ...fileOperations, ...waitingOperations],
  ...[...packageOperations, ...screenOperations, ...deviceOperations, ...volumeOperations, ...insightOperations],
];
