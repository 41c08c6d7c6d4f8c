import { useEffect, useRef, useState } from 'react';
import { desktopHost } from '../host.ts';
import { type Drop, droppedOf, readDrop } from './folderDrop.ts';

/**
 * Takes what is dropped anywhere on the window, which would show it in the device's place otherwise.
 * @returns whether something is held over the window
 */
export function useFolderDrop(onDrop: (drop: Drop) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    // Each element that is entered counts, and tells when it is left.
    let depth = 0;
    const set = (to: number) => {
      depth = Math.max(0, to);
      setIsOver(depth > 0);
    };
    const listen = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', on: (event: DragEvent) => void) => {
      const listener = (event: DragEvent) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        on(event);
      };
      window.addEventListener(name, listener);
      return () => window.removeEventListener(name, listener);
    };
    const stops = [
      listen('dragenter', () => set(depth + 1)),
      listen('dragleave', () => set(depth - 1)),
      listen('dragover', ({ dataTransfer }) => {
        if (dataTransfer !== null) dataTransfer.dropEffect = 'copy';
      }),
      listen('drop', ({ dataTransfer }) => {
        set(0);
        const host = desktopHost();
        const pathOf = host === null ? null : (file: File) => host.pathOf(file);
        if (dataTransfer !== null) latest.current(readDrop(droppedOf(dataTransfer, pathOf)));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return isOver;
}
