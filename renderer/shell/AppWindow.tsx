import type { PackageState } from '../../contract/rpc/deviceApi.ts';
import { useAppContext } from '../appContext.ts';
import { Editor } from '../apps/editor/Editor.tsx';
import { FilesApp } from '../apps/filesapp/FilesApp.tsx';
import { Gallery } from '../apps/gallery/Gallery.tsx';

type AppWindowProps = Readonly<{ app: PackageState }>;

/** An app's screen, for as long as its process lives; out of sight while it is in the background. */
export function AppWindow({ app }: AppWindowProps) {
  if (app.process === 'STOPPED') return null;
  return (
    <section
      className="app-window"
      aria-label={app.manifest.label}
      data-package={app.manifest.packageName}
      hidden={app.process !== 'FOREGROUND'}
    >
      <RunningApp app={app} />
    </section>
  );
}

/** Apps with a screen of their own; any other is drawn as a gallery. */
const SCREENS = new Map([
  ['com.example.editor', Editor],
  ['com.example.filesapp', FilesApp],
]);

function RunningApp({ app: { manifest } }: AppWindowProps) {
  const context = useAppContext(manifest.packageName);
  const Screen = SCREENS.get(manifest.packageName) ?? Gallery;
  return context === null ? null : <Screen context={context} manifest={manifest} />;
}
