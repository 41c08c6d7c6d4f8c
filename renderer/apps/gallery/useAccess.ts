import { useCallback, useEffect, useState } from 'react';
import { isSdkInt } from '../../../contract/android/build.ts';
import { type AndroidManifest, PERMISSION_GRANTED } from '../../../contract/android/manifest.ts';
import type { Context } from '../../../sdk/context.ts';
import { type PhotoAccess, photoAccess } from '../../../sdk/photoAccess.ts';
import { permissionsToRequest, permissionsToShow } from './photoPermissions.ts';

const REQUEST_CODE = 1;

export type CheckedPermission = Readonly<{
  name: string;
  isGranted: boolean;
  /** shouldShowRequestPermissionRationale: the user said no, and may be asked once more. */
  showsRationale: boolean;
}>;

export type Access = Readonly<{
  /** null until the device was asked. */
  level: PhotoAccess | null;
  permissions: readonly CheckedPermission[];
  error: unknown;
  /** Asks the user; what the app holds is checked again after the answer. */
  request: () => void;
}>;

type Checked = Pick<Access, 'level' | 'permissions' | 'error'>;

/** What the app holds: checked at the start, after every answer, and whenever the user comes back to the app. */
export function useAccess(context: Context, manifest: AndroidManifest, onChecked: () => void): Access {
  const [checked, setChecked] = useState<Checked>({ level: null, permissions: [], error: null });
  const check = useCallback(async () => {
    try {
      setChecked(await checkPermissions(context, manifest));
      onChecked();
    } catch (error) {
      setChecked((before) => ({ ...before, error }));
    }
  }, [context, manifest, onChecked]);
  useEffect(() => {
    void check();
    return context.onLifecycle((state) => {
      if (state === 'RESUMED') void check();
    });
  }, [context, check]);
  const request = useCallback(async () => {
    try {
      const names = permissionsToRequest(await context.getSdkInt(), manifest);
      await context.requestPermissions(names, REQUEST_CODE);
      await check();
    } catch (error) {
      setChecked((before) => ({ ...before, error }));
    }
  }, [context, manifest, check]);
  return { ...checked, request: () => void request() };
}

async function checkPermissions(context: Context, manifest: AndroidManifest): Promise<Checked> {
  const sdk = await context.getSdkInt();
  const permissions = await Promise.all(
    permissionsToShow(sdk, manifest).map(async (name) => {
      const result = await context.checkSelfPermission(name);
      const showsRationale = await context.shouldShowRequestPermissionRationale(name);
      return { name, isGranted: result === PERMISSION_GRANTED, showsRationale };
    }),
  );
  const granted = permissions.filter(({ isGranted }) => isGranted).map(({ name }) => name);
  return { level: isSdkInt(sdk) ? photoAccess(sdk, granted) : 'denied', permissions, error: null };
}
