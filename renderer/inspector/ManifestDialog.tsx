import { useId, useRef, useState } from 'react';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { useDevice } from '../deviceStore.ts';
import { BUNDLED } from './bundledManifests.ts';
import { Field } from './Field.tsx';

type ManifestDialogProps = Readonly<{
  /** The app whose manifest is switched; null for a new app. */
  app: AndroidManifest | null;
}>;

/** A button that opens the text of a manifest: ours as JSON, or a project's AndroidManifest.xml. */
export function ManifestDialog({ app }: ManifestDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [text, setText] = useState('');
  const { problem, install, forget } = useInstall(app, () => dialog.current?.close());
  const open = () => {
    setText(app === null ? '' : written(app));
    forget();
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" className="button" onClick={open}>
        {app === null ? 'From text…' : 'Change manifest…'}
      </button>
      <dialog ref={dialog} className="confirm manifest" aria-labelledby={titleId}>
        <h2 id={titleId}>{app === null ? 'Install an app' : `Manifest of ${app.label}`}</h2>
        <StartFrom app={app} onChoose={setText} />
        <Field label="Manifest: JSON, or an AndroidManifest.xml">
          <textarea value={text} spellCheck={false} rows={14} onChange={({ target }) => setText(target.value)} />
        </Field>
        {problem !== null && (
          <p className="manifest-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="buttons">
          <button type="button" className="button" data-kind="text" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" className="button" data-kind="filled" onClick={() => void install(text)}>
            {app === null ? 'Install' : 'Update the app'}
          </button>
        </div>
      </dialog>
    </>
  );
}

type StartFromProps = Readonly<{ app: AndroidManifest | null; onChoose: (text: string) => void }>;

/** Another manifest under the app's own package name, as an update would bring it. */
function StartFrom({ app, onChoose }: StartFromProps) {
  const onChange = (chosen: string) => {
    const manifest = BUNDLED.find(({ packageName }) => packageName === chosen);
    if (manifest === undefined) return;
    onChoose(written(app === null ? manifest : { ...manifest, packageName: app.packageName, label: app.label }));
  };
  return (
    <Field label="Start from">
      <select value="" onChange={({ target }) => onChange(target.value)}>
        <option value="">Choose a manifest</option>
        {BUNDLED.map(({ packageName, label, targetSdk }) => (
          <option key={packageName} value={packageName}>{`${label}, target ${targetSdk}`}</option>
        ))}
      </select>
    </Field>
  );
}

/** Reads the text on the device, then installs it. An app can only be updated under its own name. */
function useInstall(app: AndroidManifest | null, onInstalled: () => void) {
  const tester = useDevice((store) => store.tester);
  const [problem, setProblem] = useState<string | null>(null);
  const install = async (text: string) => {
    if (tester === null) return;
    const given = app === null ? {} : { packageName: app.packageName, targetSdk: app.targetSdk };
    try {
      const manifest = await tester.readManifest(text, given);
      if (app !== null && manifest.packageName !== app.packageName) {
        throw new Error(`This manifest is of ${manifest.packageName}; an update of the app has ${app.packageName}.`);
      }
      await tester.install(manifest);
      onInstalled();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return { problem, install, forget: () => setProblem(null) };
}

function written(manifest: AndroidManifest): string {
  return JSON.stringify(manifest, null, 2);
}
