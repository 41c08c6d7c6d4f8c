import { useEffect, useState } from 'react';
import { type Conversation, openConversation } from '../port.ts';
import { follow } from '../ui/follow.ts';

/** The tester's conversation about documents, for as long as the panel is shown, and how often something has changed. */
export function useDocuments() {
  const [documents, setDocuments] = useState<Conversation<'documents'> | null>(null);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const opened = openConversation('documents');
    setDocuments(opened);
    const stop = follow(() => opened.changes(), setChanges);
    return () => {
      stop();
      opened.close();
    };
  }, []);
  return { documents, changes };
}
