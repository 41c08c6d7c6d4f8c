import { useId, useState } from 'react';
import type { UiNames } from '../../contract/rpc/uiAutomation.ts';
import { useDevice } from '../deviceStore.ts';
import { hierarchyLines, indentedHierarchy } from './hierarchyLines.ts';

/** How far a line is moved in for each view around it, CSS px. */
const STEP = 12;

/** What `uiautomator dump` answers for the screen as it is, to try selectors on. */
export function UiTreePanel({ filter }: Readonly<{ filter: string }>) {
  const { xml, problem, isReading, read } = useHierarchy();
  const [names, setNames] = useState<UiNames>('aosp');
  return (
    <>
      <UiTreeButtons names={names} isReading={isReading} xml={xml} onNames={setNames} onRead={() => void read(names)} />
      {problem !== null && (
        <p className="card-problem" role="alert">
          {problem}
        </p>
      )}
      <HierarchyLines xml={xml} filter={filter} />
    </>
  );
}

type UiTreeButtonsProps = Readonly<{
  names: UiNames;
  isReading: boolean;
  xml: string | null;
  onNames: (names: UiNames) => void;
  onRead: () => void;
}>;

function UiTreeButtons({ names, isReading, xml, onNames, onRead }: UiTreeButtonsProps) {
  const namesId = useId();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (text: string) => {
    navigator.clipboard.writeText(indentedHierarchy(text)).then(
      () => setCopied('Copied.'),
      () => setCopied('The browser did not allow to copy.'),
    );
  };
  return (
    <div className="ui-tree-buttons">
      <button type="button" className="button" disabled={isReading} onClick={onRead}>
        Read the screen
      </button>
      <label htmlFor={namesId}>Names of</label>
      <select id={namesId} value={names} onChange={({ target }) => onNames(target.value as UiNames)}>
        <option value="aosp">AOSP</option>
        <option value="google">Google’s builds</option>
      </select>
      <button type="button" className="button" disabled={xml === null} onClick={() => copy(xml ?? '')}>
        Copy XML
      </button>
      <span role="status" className="muted">
        {copied}
      </span>
    </div>
  );
}

type HierarchyLinesProps = Readonly<{ xml: string | null; filter: string }>;

function HierarchyLines({ xml, filter }: HierarchyLinesProps) {
  const lines = xml === null ? [] : hierarchyLines(xml);
  const shown = lines.filter((line) => line.xml.toLowerCase().includes(filter));
  return (
    <section className="log-lines ui-tree" aria-label="UI tree">
      {xml === null && <p className="muted log-empty">Read the screen to see its views as UiAutomator does.</p>}
      {xml !== null && shown.length === 0 && <p className="muted log-empty">No view has that in it.</p>}
      {shown.map(({ depth, xml: tag }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place, and none of them keeps state.
        <code key={index} style={{ paddingInlineStart: filter === '' ? depth * STEP : 0 }}>
          {tag}
        </code>
      ))}
    </section>
  );
}

function useHierarchy() {
  const tester = useDevice((store) => store.tester);
  const [xml, setXml] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isReading, setIsReading] = useState(false);
  const read = async (names: UiNames) => {
    if (tester === null) return;
    setIsReading(true);
    try {
      setXml(await tester.uiDump(names));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setIsReading(false);
  };
  return { xml, problem, isReading, read };
}
