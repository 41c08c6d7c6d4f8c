// A device as the conformance suite of documents providers wants it: a picker's connection, an app's, and the page to sign in on.
import sharp from 'sharp';
import type { Uri } from '../contract/android/uri.ts';
import { startWebServer } from '../main/hosts/webServer.ts';
import { SYSTEM_PACKAGES } from '../main/packages/packageManager.ts';
import type { System } from '../main/system.ts';
import { connect } from '../sdk/index.ts';
import type { CheckedDevice } from '../sdk/providerCheck/kit.ts';

const CLIENT = {
  packageName: 'com.example.providercheck',
  label: 'Provider check',
  targetSdk: 36,
  usesPermissions: [],
};

/** @param patience how long a notice may be on its way, milliseconds */
export async function checkedDevice(
  system: System,
  authority: string,
  patience: number,
): Promise<CheckedDevice & AsyncDisposable> {
  system.apps.install(CLIENT);
  const server = await startWebServer({ system, port: 0, rendererFolder: system.home });
  const join = (packageName: string) =>
    connect({ url: server.origin, token: server.tokens.of(packageName), packageName });
  const [picker, client] = [await join(SYSTEM_PACKAGES.documentsUi), await join(CLIENT.packageName)];
  const close = async () => {
    picker.close();
    client.close();
    await server.close();
  };
  return {
    ...{ authority, picker, client, patience },
    grant: (uri: Uri, modeFlags: number) =>
      system.uriGrants.grant({ to: CLIENT.packageName, uri, modeFlags, owner: null, why: 'the check' }),
    signIn: (account) => system.documents.signIn(authority, account),
    restart: () => {
      const packageName = system.documents.providerInfo(authority)?.packageName;
      if (packageName !== undefined) system.apps.kill(packageName, 'the check');
    },
    imageSize: async (bytes) => {
      const { width = 0, height = 0 } = await sharp(bytes).metadata();
      return { width, height };
    },
    [Symbol.asyncDispose]: close,
  };
}
