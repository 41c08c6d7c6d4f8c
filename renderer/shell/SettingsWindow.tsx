import { useEffect, useState } from 'react';
import { type Conversation, openConversation } from '../port.ts';
import { Settings } from '../settings/Settings.tsx';
import { text } from '../ui/strings.ts';

type SettingsWindowProps = Readonly<{ sdk: number; onEditSelected: (editing: Promise<unknown>) => void }>;

/** Settings' screen, with a conversation of its own for as long as it is in front. */
export function SettingsWindow({ sdk, onEditSelected }: SettingsWindowProps) {
  const [api, setApi] = useState<Conversation<'settings'> | null>(null);
  useEffect(() => {
    const opened = openConversation('settings');
    setApi(opened);
    return () => opened.close();
  }, []);
  return (
    <section className="settings-window" aria-label={text('settings.title')}>
      {api !== null && <Settings api={api} sdk={sdk} onEditSelected={onEditSelected} />}
    </section>
  );
}
