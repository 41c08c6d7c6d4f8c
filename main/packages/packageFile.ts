// Mirrors ApkLiteParseUtils and ParsingPackageUtils: what a file that is to be installed says of itself.
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { isBinaryXml, readBinaryXml } from './binaryXml.ts';
import { InstallError } from './installError.ts';
import { checkManifest, parseManifestText } from './manifestText.ts';
import { readManifest } from './manifestXml.ts';
import { ResourceError } from './resourceChunks.ts';
import { readResourceTable } from './resourceTable.ts';
import { attribute, childrenOf, type XmlElement } from './xmlElement.ts';
import { type ByteSource, readZipEntries, ZipError } from './zipFile.ts';

const MANIFEST = 'AndroidManifest.xml';
const RESOURCES = 'resources.arsc';

/** Most of a manifest, and of a table of resources, bytes unpacked. */
const MAX_ENTRY = 64 * 1_048_576;

/** Most of a manifest that is a text, bytes. */
const MAX_TEXT = 4 * 1_048_576;

export type PackageFile = Readonly<{
  manifest: AndroidManifest;
  isTestOnly: boolean;
  /** The part of an app that it is; null for a whole app, or its base. */
  split: string | null;
  /** Whether it is nothing without its splits. */
  needsSplits: boolean;
}>;

/**
 * Reads an .apk, the manifest inside of one, or a manifest as a project has it: JSON of ours, or XML.
 * @param path what Android's words call the file
 * @throws {InstallError} INSTALL_PARSE_FAILED_…
 */
export async function readPackageFile(source: ByteSource, path: string): Promise<PackageFile> {
  const start = await source.read(0, 4);
  if (Buffer.from(start).toString('latin1', 0, 2) === 'PK') return packageFile(await apkElement(source, path));
  if (source.size > MAX_TEXT) throw notApk(path);
  const bytes = await source.read(0, source.size);
  if (isBinaryXml(bytes)) return packageFile(packed(() => readBinaryXml(bytes), path));
  const text = Buffer.from(bytes).toString('utf8');
  if (!/^\uFEFF?\s*[{<]/.test(text)) throw notApk(path);
  const manifest = malformed(() => parseManifestText(text.replace(/^\uFEFF/, '')));
  return { manifest, isTestOnly: false, split: null, needsSplits: false };
}

async function apkElement(source: ByteSource, path: string): Promise<XmlElement> {
  const entries = await readZipEntries(source, [MANIFEST, RESOURCES], MAX_ENTRY).catch((error: unknown) => {
    if (error instanceof ZipError) throw notApk(path);
    throw error;
  });
  const manifest = entries.get(MANIFEST);
  if (manifest === undefined)
    throw new InstallError('INSTALL_PARSE_FAILED_BAD_MANIFEST', `Missing ${MANIFEST} in ${path}`);
  return packed(() => readBinaryXml(manifest, resourcesOf(entries.get(RESOURCES))), path);
}

/** Without a table that can be read, an app is called by its package's name. */
function resourcesOf(bytes: Uint8Array | undefined): (id: number) => string | null {
  try {
    const table = bytes === undefined ? () => null : readResourceTable(bytes);
    return (id) => {
      try {
        return table(id);
      } catch (error) {
        if (error instanceof ResourceError) return null;
        throw error;
      }
    };
  } catch (error) {
    if (error instanceof ResourceError) return () => null;
    throw error;
  }
}

function packageFile(root: XmlElement): PackageFile {
  const application = childrenOf(root, 'application')[0];
  return {
    manifest: malformed(() => checkManifest(readManifest(root))),
    isTestOnly: application !== undefined && attribute(application, 'android:testOnly') === 'true',
    split: attribute(root, 'split') ?? null,
    needsSplits: attribute(root, 'android:isSplitRequired') === 'true',
  };
}

function packed<T>(read: () => T, path: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ResourceError)
      throw new InstallError('INSTALL_PARSE_FAILED_UNEXPECTED_EXCEPTION', `Failed to parse ${path}: ${error.message}`);
    throw error;
  }
}

function malformed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InstallError(
      'INSTALL_PARSE_FAILED_MANIFEST_MALFORMED',
      error instanceof Error ? error.message : String(error),
    );
  }
}

function notApk(path: string): InstallError {
  return new InstallError('INSTALL_PARSE_FAILED_NOT_APK', `Failed to parse ${path}`);
}
