import { useEffect } from 'react';

/** Snackbar.LENGTH_LONG */
const SHOWN_MS = 2_750;

type SnackbarProps = Readonly<{ message: string | null; onGone: () => void }>;

/** A sentence above the bottom bar that goes by itself. */
export function Snackbar({ message, onGone }: SnackbarProps) {
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, onGone]);
  return (
    <div className="snackbar-place" role="status">
      {message !== null && <div className="snackbar">{message}</div>}
    </div>
  );
}
