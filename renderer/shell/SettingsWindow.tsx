import { useEffect, useState } from 'react';
import { type Conversation, openConversation } from '../port.ts';
import { Settings } from '../settings/Settings.tsx';
import { text } from '../ui/strings.ts';
import { useIsWindowShown, WindowShown } from '../ui/windowShown.ts';

type SettingsWindowProps = Readonly<{
  sdk: number;
  isInFront: boolean;
  onEditSelected: (editing: Promise<unknown>) => void;
}>;

/** Settings' screen, with a conversation of its own for as long as its task lives. */
export function SettingsWindow({ sdk, isInFront, onEditSelected }: SettingsWindowProps) {
  const isShown = useIsWindowShown() && isInFront;
  const [api, setApi] = useState<Conversation<'settings'> | null>(null);
  useEffect(() => {
    const opened = openConversation('settings');
    setApi(opened);
    return () => opened.close();
  }, []);
  return (
    <WindowShown value={isShown}>
      <section className="settings-window" aria-label={text('settings.title')} hidden={!isInFront}>
        {api !== null && <Settings api={api} sdk={sdk} onEditSelected={onEditSelected} />}
      </section>
    </WindowShown>
  );
}
