// What the tester's orders to the cloud accept.
import { z } from 'zod';
import type { CloudFault, CloudOperation, DocumentsApi, FaultPoint } from '../../contract/rpc/documentsApi.ts';
import type { Guards } from './rpcServer.ts';

const OPERATIONS = [
  ...(['roots', 'query', 'children', 'open', 'read', 'write', 'upload', 'create', 'rename'] as const),
  ...(['delete', 'move', 'copy', 'search', 'recent', 'thumbnail', 'export'] as const),
] as const satisfies readonly CloudOperation[];

const KINDS = [
  ...(['fail', 'hang', 'truncate', 'wrong-size', 'wrong-mime'] as const),
  ...(['sign-in-expired', 'null-cursor', 'error-extra', 'conflict'] as const),
] as const satisfies readonly CloudFault['kind'][];

const POINTS = ['before', 'during', 'after'] as const satisfies readonly FaultPoint[];

const account = z.string().trim().min(1).max(200);
const bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);

const fault = z.object({
  operations: z.union([z.literal('all'), z.array(z.enum(OPERATIONS)).max(OPERATIONS.length)]),
  kind: z.enum(KINDS),
  at: z.enum(POINTS),
  probability: z.number().min(0).max(1),
  times: z.int().positive().nullable(),
  document: z.string().max(10_000).nullable(),
});

type CloudOrders = Pick<DocumentsApi, 'cloud' | 'setCloud' | 'cloudSignIn' | 'cloudSignOut' | 'setCloudQuota'>;

export const cloudGuards: Guards<CloudOrders> = {
  cloud: z.tuple([]),
  setCloud: z.tuple([
    z.object({
      profile: z.enum(['instant', 'wifi', 'mobile', 'slow']).exactOptional(),
      latencyMillis: z.int().nonnegative().max(600_000).exactOptional(),
      bytesPerSecond: bytes.min(1).nullable().exactOptional(),
      online: z.boolean().exactOptional(),
      pageSize: z.int().positive().max(1_000_000).exactOptional(),
      seed: z.int().nonnegative().max(0xffff_ffff).exactOptional(),
      faults: z.array(fault).max(100).exactOptional(),
    }),
  ]),
  cloudSignIn: z.tuple([account]),
  cloudSignOut: z.tuple([account]),
  setCloudQuota: z.tuple([account, bytes.nullable()]),
};
