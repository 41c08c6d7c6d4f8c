// What is in front: an app, Settings, the overview, or the home screen.
import { useCallback, useEffect, useState } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { closeSettings, hideSettings, useSettingsTask } from '../settings/settingsTask.ts';
import { closeShade } from './shadeState.ts';

/** Settings is a task of this screen: for the device, no app is in front then. */
export function useTasks(device: DeviceState) {
  const tester = useDevice((store) => store.tester);
  const [showsRecents, setShowsRecents] = useState(false);
  const showsSettings = useSettingsTask(({ isInFront }) => isInFront);
  const hasSettings = useSettingsTask(({ pages }) => pages.length > 0) || showsSettings;
  const appInFront = device.packages.find((app) => app.process === 'FOREGROUND');
  const packageInFront = appInFront?.manifest.packageName;
  useEffect(() => {
    // Whatever comes to the front covers Settings and the overview; what goes leaves them.
    if (packageInFront === undefined) return;
    setShowsRecents(false);
    hideSettings();
  }, [packageInFront]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when Settings comes, not with every app behind it.
  useEffect(() => {
    if (!showsSettings) return;
    setShowsRecents(false);
    if (packageInFront !== undefined) void tester?.home();
  }, [showsSettings]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a reboot ends every task.
  useEffect(() => endTasks, [device.bootCount]);
  const home = useCallback(() => {
    closeShade();
    setShowsRecents(false);
    hideSettings();
    void tester?.home();
  }, [tester]);
  const launch = useCallback(
    (packageName: string) => {
      setShowsRecents(false);
      hideSettings();
      void tester?.launch(packageName);
    },
    [tester],
  );
  const recents = useCallback(() => {
    closeShade();
    setShowsRecents((shown) => !shown);
  }, []);
  const inFront = showsSettings ? undefined : appInFront;
  return { inFront, showsSettings, hasSettings, showsRecents, home, launch, recents };
}

function endTasks(): void {
  closeSettings();
  closeShade();
}
