import type { PackageState } from '../../contract/rpc/deviceApi.ts';
import { useAppContext } from '../appContext.ts';
import { Gallery } from '../apps/gallery/Gallery.tsx';

type AppWindowProps = Readonly<{ app: PackageState }>;

/** An app's screen, for as long as its process lives; out of sight while it is in the background. */
export function AppWindow({ app }: AppWindowProps) {
  if (app.process === 'STOPPED') return null;
  return (
    <section className="app-window" aria-label={app.manifest.label} hidden={app.process !== 'FOREGROUND'}>
      <RunningApp app={app} />
    </section>
  );
}

function RunningApp({ app }: AppWindowProps) {
  const context = useAppContext(app.manifest.packageName);
  return context === null ? null : <Gallery context={context} manifest={app.manifest} />;
}
