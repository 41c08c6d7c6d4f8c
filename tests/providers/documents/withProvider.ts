// A device with one small provider, and an app that comes in by the host.
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import { startWebServer } from '../../../main/hosts/webServer.ts';
import { connect } from '../../../sdk/index.ts';
import { GALLERY, testSystem } from '../../testSystem.ts';
import { type SmallDocument, SmallProvider } from './smallProvider.ts';

/** `grant` hands the app a URI, as an activity's result would. */
export async function withProvider(
  documents: Readonly<Record<string, SmallDocument>>,
  manifest: AndroidManifest = GALLERY,
) {
  const device = await testSystem({ photos: [], apps: [manifest] });
  const provider = new SmallProvider(documents);
  device.system.documents.publish(provider);
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: device.home });
  const token = server.tokens.of(manifest.packageName);
  const app = await connect({ url: server.origin, token, packageName: manifest.packageName });
  const grant = (uri: Uri, modeFlags: number) =>
    device.system.uriGrants.grant({ to: manifest.packageName, uri, modeFlags, owner: null, why: 'the test' });
  const close = async () => {
    app.close();
    await server.close();
    await device[Symbol.asyncDispose]();
  };
  return { device, provider, server, app, grant, [Symbol.asyncDispose]: close };
}
