import { useEffect, useState } from 'react';
import type { LogLine } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { logTime } from './logTime.ts';

const REFRESH_MS = 1_000;
const SHOWN = 300;

/** The end of the device's log, newest first. */
export function LogcatView({ filter }: Readonly<{ filter: string }>) {
  const lines = useLogcat();
  const shown = lines
    .filter(({ tag, message }) => `${tag}: ${message}`.toLowerCase().includes(filter))
    .slice(-SHOWN)
    .reverse();
  return (
    <div className="log-lines" role="log" aria-label="Logcat" aria-live="off">
      {shown.length === 0 && <p className="muted log-empty">Nothing was logged.</p>}
      {shown.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and none of them keeps state.
        <p key={index} className="logcat-line" data-priority={line.priority}>
          <time>{logTime(line.at)}</time> <span className="logcat-tag">{`${line.priority}/${line.tag}`}</span>{' '}
          {line.message}
        </p>
      ))}
    </div>
  );
}

function useLogcat(): readonly LogLine[] {
  const tester = useDevice((store) => store.tester);
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  useEffect(() => {
    const read = () => {
      tester?.logcat().then(setLines, () => {
        // The connection is gone; the window says so.
      });
    };
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => clearInterval(timer);
  }, [tester]);
  return lines;
}
