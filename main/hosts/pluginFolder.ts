// A documents provider's folder: its manifest, and the module that is its code.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import type { DocumentsProviderState } from '../../contract/rpc/documentsApi.ts';
import { parseManifestText } from '../packages/manifestText.ts';
import type { Plugin } from '../providers/documents/process/plugins.ts';
import type { System } from '../system.ts';

const MODULES = ['provider.ts', 'provider.js', 'provider.mjs'];

/** Loads the plug-in of a folder. @throws {Error} in one sentence when there is none, or its app cannot be installed */
export function loadPlugin(system: System, folder: string): Promise<DocumentsProviderState> {
  return system.customProviders.plugins.load(readPlugin(folder));
}

/** @throws {Error} in one sentence that says what is missing or wrong */
export function readPlugin(folder: string): Plugin {
  if (!isAbsolute(folder)) throw new Error(`“${folder}” is no full path; name the plug-in's folder from the root on.`);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`There is no folder ${folder}; a plug-in is a folder with manifest.json and provider.ts.`);
  const manifestPath = join(folder, 'manifest.json');
  if (!existsSync(manifestPath)) throw new Error(`${manifestPath} is missing: it declares the app and its provider.`);
  const name = MODULES.find((file) => existsSync(join(folder, file)));
  if (name === undefined) throw new Error(`${folder} has no provider.ts or provider.js: the code of the provider.`);
  return { manifest: readManifest(manifestPath), path: join(folder, name) };
}

function readManifest(path: string): AndroidManifest {
  try {
    return parseManifestText(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
