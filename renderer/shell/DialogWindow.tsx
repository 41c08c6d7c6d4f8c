import { useCallback } from 'react';
import type { DialogAnswer, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { useDevice } from '../deviceStore.ts';
import { DialogView } from '../dialogs.tsx';
import { useReturningFocus } from '../ui/useReturningFocus.ts';
import { WindowShown } from '../ui/windowShown.ts';

type DialogWindowProps = Readonly<{
  dialog: ShownDialog;
  /** Whether its task is in front. One that is not stays as it is, out of sight. */
  isShown: boolean;
  /** Whether something else has the keyboard. */
  isCovered: boolean;
}>;

/** A dialog of the device, from the question to the answer. */
export function DialogWindow({ dialog, isShown, isCovered }: DialogWindowProps) {
  const isInert = !isShown || isCovered;
  const onFocus = useReturningFocus(isInert);
  const screen = useDevice((store) => store.screen);
  const { id } = dialog;
  const answer = useCallback((given: DialogAnswer) => void screen?.answer(id, given), [screen, id]);
  return (
    <WindowShown value={isShown}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus was. */}
      <div className="device-dialog" data-shown={isShown} inert={isInert} onFocus={onFocus}>
        <DialogView dialog={dialog} onAnswer={answer} />
      </div>
    </WindowShown>
  );
}
