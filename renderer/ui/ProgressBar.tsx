import { useEffect, useState } from 'react';

/** Work that is done sooner shows no bar at all. */
const APPEARS_AFTER_MS = 500;

type ProgressBarProps = Readonly<{ label: string; busy: boolean; value?: number; max?: number }>;

/** A bar for work under way; without a value it only says that something happens. */
export function ProgressBar({ label, busy, value, max }: ProgressBarProps) {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (!busy) return setIsShown(false);
    const timer = setTimeout(() => setIsShown(true), APPEARS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [busy]);
  if (!isShown) return null;
  const share = value !== undefined && max ? Math.min(1, value / max) : null;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      data-indeterminate={share === null}
      {...(share === null
        ? {}
        : { 'aria-valuenow': Math.round(share * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 })}
    >
      <span style={share === null ? undefined : { inlineSize: `${share * 100}%` }} />
    </div>
  );
}
