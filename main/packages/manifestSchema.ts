// What a manifest from outside has to look like, whoever gives it.
import { z } from 'zod';
import type { AndroidManifest } from '../../contract/android/manifest.ts';

/** Of a permission, an authority, an action or a class. */
export const name = z
  .string()
  .max(1_000)
  .regex(/^[\w.:-]+$/, 'a name such as android.permission.READ_MEDIA_IMAGES');

export const packageName = z
  .string()
  .regex(/^[A-Za-z][\w]*(\.[A-Za-z][\w]*)+$/, 'a package name such as com.example.app')
  .max(255);

const providerElement = z.strictObject({
  authority: name,
  name: name.exactOptional(),
  exported: z.boolean().exactOptional(),
  grantUriPermissions: z.boolean().exactOptional(),
  permission: name.exactOptional(),
  intentActions: z.array(name).max(50).exactOptional(),
});

const activityElement = z.strictObject({
  name,
  label: z.string().min(1).max(200).exactOptional(),
  exported: z.boolean().exactOptional(),
  intentActions: z.array(name).max(50),
  categories: z.array(name).max(50).exactOptional(),
  mimeTypes: z.array(z.string().max(200)).max(100).exactOptional(),
});

/** A manifest as a file of fixtures/apps, or a remote caller, gives it. */
export const manifestSchema: z.ZodType<AndroidManifest> = z.strictObject({
  packageName,
  label: z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}+$/u, 'a label without control characters')
    .regex(/\S/, 'a label that can be seen'),
  targetSdk: z.int().min(1).max(10_000),
  minSdk: z.int().min(1).max(10_000).exactOptional(),
  versionCode: z.int().min(0).exactOptional(),
  versionName: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u, 'a version name without control characters')
    .exactOptional(),
  usesPermissions: z.array(z.strictObject({ name, maxSdkVersion: z.int().exactOptional() })).max(500),
  requestLegacyExternalStorage: z.boolean().exactOptional(),
  providers: z.array(providerElement).max(100).exactOptional(),
  activities: z.array(activityElement).max(200).exactOptional(),
});
