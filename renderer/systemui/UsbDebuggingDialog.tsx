// Mirrors SystemUI's UsbDebuggingActivity: may the computer with this key use adb.
import { useId, useState } from 'react';
import type { DialogProps } from '../ui/dialogProps.ts';
import { text } from '../ui/strings.ts';
import { useModal } from '../ui/useModal.ts';
import './usbDebugging.css';

/** Back and a tap outside are a no, as Cancel is. */
export function UsbDebuggingDialog({ ask, onAnswer }: DialogProps<'usbDebugging'>) {
  const titleId = useId();
  const messageId = useId();
  const [always, setAlways] = useState(false);
  const cancel = () => onAnswer(null);
  const modal = useModal<HTMLDivElement>(cancel);
  return (
    <div
      className="alert-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) cancel();
      }}
    >
      <div
        {...modal}
        className="alert"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={titleId}
        aria-describedby={messageId}
        tabIndex={-1}
      >
        <h1 id={titleId} className="alert-title">
          {text('usbDebugging.title')}
        </h1>
        <div id={messageId} className="alert-message">
          <p>{text('usbDebugging.message')}</p>
          <p className="usb-debugging-fingerprint" dir="ltr">
            {ask.fingerprint}
          </p>
        </div>
        <label className="usb-debugging-always">
          <input type="checkbox" checked={always} onChange={(event) => setAlways(event.target.checked)} />
          {text('usbDebugging.always')}
        </label>
        <div className="alert-buttons">
          <button type="button" className="button" data-kind="text" onClick={cancel}>
            {text('usbDebugging.cancel')}
          </button>
          <button
            type="button"
            className="button"
            data-kind="text"
            onClick={() => onAnswer({ debugging: true, always })}
          >
            {text('usbDebugging.allow')}
          </button>
        </div>
      </div>
    </div>
  );
}
