// What a page can ask of the desktop host beside the device. In a browser there is no such host.

/** A scenario that a link or a file asked for: one of those that are shipped, or the text of the user's own. */
export type AskedScenario = Readonly<{ id: string } | { name: string; text: string }>;

export interface DesktopHost<DroppedFile> {
  readonly kind: 'electron';
  /** Lets the user choose another folder. Null when none was chosen; otherwise this page is loaded again, with it. */
  pickFolder(): Promise<string | null>;
  /** Lets the user choose a folder and only tells which; null when none was chosen. */
  chooseFolder(): Promise<string | null>;
  /** Shows the device on that folder, a whole path; this page is loaded again. Problems are told by the host. */
  openFolder(folder: string): Promise<void>;
  /** The path of something that was dropped on the window; empty for what has none. */
  pathOf(file: DroppedFile): string;
  /** Told of a scenario that the user agreed to be shown, even if that was before anybody listened. It runs by none of this. */
  onScenario(listener: (scenario: AskedScenario) => void): void;
}
