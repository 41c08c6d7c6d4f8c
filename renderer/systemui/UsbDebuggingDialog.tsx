// Mirrors SystemUI's UsbDebuggingActivity: may the computer with this key use adb.
import { useState } from 'react';
import { AlertDialog } from '../ui/AlertDialog.tsx';
import type { DialogProps } from '../ui/dialogProps.ts';
import { text } from '../ui/strings.ts';
import './usbDebugging.css';

/** Back and a tap outside are a no, as Cancel is. */
export function UsbDebuggingDialog({ ask, onAnswer }: DialogProps<'usbDebugging'>) {
  const [always, setAlways] = useState(false);
  const cancel = () => onAnswer(null);
  const allow = () => onAnswer({ debugging: true, always });
  return (
    <AlertDialog
      title={text('usbDebugging.title')}
      extra={
        <label className="usb-debugging-always">
          <input type="checkbox" checked={always} onChange={(event) => setAlways(event.target.checked)} />
          {text('usbDebugging.always')}
        </label>
      }
      buttons={[
        { label: text('usbDebugging.cancel'), onPress: cancel },
        { label: text('usbDebugging.allow'), onPress: allow },
      ]}
      onBack={cancel}
      closesOutside
    >
      <p>{text('usbDebugging.message')}</p>
      <p className="usb-debugging-fingerprint" dir="ltr">
        {ask.fingerprint}
      </p>
    </AlertDialog>
  );
}
