import { useEffect, useState } from 'react';
import type { PackageState } from '../../contract/rpc/deviceApi.ts';
import { useAppContext } from '../appContext.ts';
import { Editor } from '../apps/editor/Editor.tsx';
import { FilesApp } from '../apps/filesapp/FilesApp.tsx';
import { Gallery } from '../apps/gallery/Gallery.tsx';
import { useDevice } from '../deviceStore.ts';
import { useIsWindowShown, WindowShown } from '../ui/windowShown.ts';

type AppWindowProps = Readonly<{ app: PackageState }>;

/** An app's screen, for as long as its process lives; out of sight while it is in the background. */
export function AppWindow({ app }: AppWindowProps) {
  const isInFront = app.process === 'FOREGROUND';
  const isShown = useIsWindowShown() && isInFront;
  if (app.process === 'STOPPED') return null;
  return (
    <WindowShown value={isShown}>
      <section
        className="app-window"
        aria-label={app.manifest.label}
        data-package={app.manifest.packageName}
        hidden={!isInFront}
      >
        <RunningApp app={app} />
      </section>
    </WindowShown>
  );
}

/** Apps with a screen of their own; any other is drawn as a gallery. */
const SCREENS = new Map([
  ['com.example.editor', Editor],
  ['com.example.filesapp', FilesApp],
]);

/** Its activity; another one after it was destroyed while its process lived on. */
function RunningApp({ app: { manifest } }: AppWindowProps) {
  const [destroyed, setDestroyed] = useState(0);
  return <Activity key={destroyed} manifest={manifest} onDestroyed={() => setDestroyed(destroyed + 1)} />;
}

type ActivityProps = Readonly<{ manifest: PackageState['manifest']; onDestroyed: () => void }>;

function Activity({ manifest, onDestroyed }: ActivityProps) {
  const context = useAppContext(manifest.packageName);
  const keepsActivities = useDevice((store) => store.device?.keepsActivities) ?? true;
  useEffect(() => {
    let isShown = true;
    if (!keepsActivities) void context?.closed.then(() => isShown && onDestroyed());
    return () => {
      isShown = false;
    };
  }, [context, keepsActivities, onDestroyed]);
  const Screen = SCREENS.get(manifest.packageName) ?? Gallery;
  return context === null ? null : <Screen context={context} manifest={manifest} />;
}
