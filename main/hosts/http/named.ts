// Arguments by name: the checks that the other roads have, as the fields of an object.
import { z } from 'zod';
import type { Guards } from '../rpcServer.ts';

/** What a field is, for people, where its name does not say it. */
const FIELDS: Readonly<Record<string, string>> = {
  uri: 'A content URI, such as content://media/external/images/media/42.',
  authority: 'Whose provider: media, or com.android.externalstorage.documents.',
  projection: 'Names of columns; null for all.',
  values: 'ContentValues: numbers, texts, booleans, null, and bytes as {"base64": "…"}.',
  extras: 'A Bundle. Bytes are {"base64": "…"}.',
  queryArgs: 'A Bundle with QUERY_ARG_* of ContentResolver, such as android:query-arg-limit.',
  opts: 'A Bundle.',
  modeFlags: 'FLAG_GRANT_READ_URI_PERMISSION (1), FLAG_GRANT_WRITE_URI_PERMISSION (2).',
  permission: 'Such as android.permission.READ_MEDIA_IMAGES.',
  requestCode: 'Comes back with the result.',
  operations: 'ContentProviderOperations, run in order as one transaction.',
  flags: 'ContentResolver.NOTIFY_INSERT (4), NOTIFY_UPDATE (8), NOTIFY_DELETE (16).',
  mimeTypeFilter: 'Such as image/*.',
};

/** One item of a method's arguments. */
export function argument<T>(guards: Guards<T>, method: keyof T, index: number): z.ZodType {
  const guard = guards[method];
  const item = guard instanceof z.ZodTuple ? guard.def.items[index] : undefined;
  if (item === undefined) throw new Error(`${String(method)} has no argument ${index}.`);
  return strict(item as z.ZodType);
}

/** The same, and nothing that it does not name: who writes JSON by hand is told of a slip. */
function strict(schema: z.ZodType): z.ZodType {
  const inner = (part: z.core.$ZodType) => strict(part as z.ZodType);
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: inner(schema.def.element) });
  if (schema instanceof z.ZodNullable) return schema.clone({ ...schema.def, innerType: inner(schema.def.innerType) });
  if (schema instanceof z.ZodOptional) return schema.clone({ ...schema.def, innerType: inner(schema.def.innerType) });
  if (schema instanceof z.ZodUnion) return schema.clone({ ...schema.def, options: schema.def.options.map(inner) });
  if (!(schema instanceof z.ZodObject) || schema.def.catchall !== undefined) return schema;
  const shape = Object.fromEntries(Object.entries(schema.shape).map(([name, part]) => [name, inner(part)]));
  return schema.clone({ ...schema.def, shape, catchall: z.never() });
}

/**
 * The arguments of a method as an object with these names, in their order; "-" leaves one out, that comes from elsewhere.
 * What may be null may be left out.
 */
export function named<T>(
  guards: Guards<T>,
  method: keyof T,
  names: readonly string[],
): z.ZodObject<Record<string, z.ZodType>> {
  const fields = names.flatMap((name, index) =>
    name === '-' ? [] : [[name, field(name, argument(guards, method, index))] as const],
  );
  return z.strictObject(Object.fromEntries(fields));
}

/** A schema under a name that is explained; null where it is left out and may be null. */
export function field(name: string, schema: z.ZodType): z.ZodType {
  const about = FIELDS[name];
  const optional = !schema.safeParse(undefined).success && schema.safeParse(null).success;
  const whole = optional ? schema.default(null) : schema;
  return about === undefined ? whole : whole.describe(about);
}
