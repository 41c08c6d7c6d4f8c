// Whether the folder behind a mount is still the one that was mounted, or was known before.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { awaySentence, disksIn, isDiskAway } from './disksInside.ts';
import { type FolderAnswer, folderAnswer, foundFiles, isEmptyFolder, type KnownFolder } from './knownFolder.ts';
import { realpathOr } from './layer.ts';
import { folderProblem } from './mountRules.ts';
import { isWithin, parentOf } from './volumePath.ts';
import { differs, identityOfFolder } from './volumeRecords.ts';

/** What is known of a folder by its numbers; a disk that is plugged in again may have another `dev`. */
type Mark = Readonly<{ dev: number; identity: string | null }>;

type Options = Readonly<{
  folder: string;
  /** Whether another folder at the same place is another volume, as another card in a slot is. */
  isRemovable: boolean;
  /** What was remembered of the folder when the device last knew it. */
  known: () => KnownFolder | null;
}>;

export class MountedFolder {
  readonly #options: Options;
  readonly #atMount: string | null;
  /** Null until the folder was compared with what is remembered of it. */
  #mark: Mark | null = null;
  #answer: FolderAnswer = 'same';
  /** Where disks were mounted in the folder at the last look. */
  #disks: ReadonlySet<string>;

  constructor(options: Options) {
    this.#options = options;
    this.#atMount = identityOfFolder(options.folder);
    this.#disks = new Set(disksIn(realpathOr(options.folder)));
  }

  /** Whether the folder can be read, but is empty or another one: somebody may say that it is right all the same. */
  get isDoubtful(): boolean {
    return this.#answer !== 'same';
  }

  /** Why nothing can be said about the files of the volume, in one sentence; null while its folder is there. */
  problem(): string | null {
    const { folder } = this.#options;
    this.#answer = 'same';
    try {
      const problem = folderProblem(folder);
      if (problem !== null) return problem;
      const mark = markOf(folder);
      if (this.#mark !== null && mark.dev === this.#mark.dev && !differs(mark.identity, this.#mark.identity))
        return null;
      if (this.#options.isRemovable && this.#isReplaced(mark)) return replaced(folder);
      this.#answer = this.#compare(mark);
      if (this.#answer === 'same') this.#mark = mark;
      return this.#answer === 'same' ? null : doubt(folder, this.#answer);
    } catch (error) {
      // It went between two looks.
      return folderProblem(folder) ?? (error instanceof Error ? error.message : String(error));
    }
  }

  /** Which disks that were mounted in the folder are not now: paths below it. */
  awayDisks(): readonly string[] {
    return this.#away(() => true);
  }

  /** Whether a path is on such a disk. */
  isAway(path: string): boolean {
    return this.#away((disk) => isWithin(path, disk)).length > 0;
  }

  /** One sentence about each such disk. @param directory only of those that were directly in it */
  awaySentences(directory: string | null = null): readonly string[] {
    const away = this.#away((disk) => directory === null || parentOf(disk) === directory);
    return away.map((disk) => awaySentence(join(this.#options.folder, disk)));
  }

  /** Why nothing may be moved, deleted or put at a path, in one sentence: such a disk belongs there, or below it. */
  diskProblem(path: string): string | null {
    const [disk] = this.#away((each) => isWithin(each, path) || isWithin(path, each));
    return disk === undefined ? null : awaySentence(join(this.#options.folder, disk));
  }

  /** Whether a disk was mounted in the folder where none was the last time this was asked. */
  hasNewDisks(): boolean {
    const before = this.#disks;
    this.#disks = new Set(disksIn(realpathOr(this.#options.folder)));
    return [...this.#disks].some((disk) => !before.has(disk));
  }

  /** Takes the folder as it is now for the right one. */
  accept(): void {
    this.#mark = markOf(this.#options.folder);
    this.#answer = 'same';
  }

  #away(isAsked: (disk: string) => boolean): readonly string[] {
    const known = this.#options.known();
    const asked = known?.disks.filter(isAsked) ?? [];
    if (known === null || asked.length === 0 || known.folder !== realpathOr(this.#options.folder)) return [];
    return asked.filter((disk) => isDiskAway(known.folder, disk));
  }

  #isReplaced({ dev, identity }: Mark): boolean {
    if (identity !== null && this.#atMount !== null) return differs(identity, this.#atMount);
    // Where the file system tells nothing, a disk that changed while it was mounted is another.
    return this.#mark !== null && dev !== this.#mark.dev && this.#options.known() === null;
  }

  #compare({ identity }: Mark): FolderAnswer {
    const { folder, known } = this.#options;
    const before = known();
    // Named anew, a folder is what its name says.
    if (before === null || before.folder !== realpathOr(folder)) return 'same';
    const hasSameIdentity = identity === null || before.identity === null ? null : !differs(identity, before.identity);
    const isEmpty = isEmptyFolder(folder);
    const found = isEmpty || hasSameIdentity === true ? 0 : foundFiles(before);
    return folderAnswer({ hasSameIdentity, isEmpty, known: before.files.length, found });
  }
}

/** One sentence about a folder in whose place is another one: of a card that was taken out, an empty one. */
export function replaced(folder: string): string {
  if (isSurelyEmpty(folder))
    return `${folder} is empty now: its disk is not mounted any more. Nothing is forgotten: mount it, and the device goes on.`;
  return `Another folder is at ${folder} now; mount it to have it as a volume of its own.`;
}

/** One sentence about a folder that is empty, or has nothing of what was there. */
export function doubt(folder: string, answer: Exclude<FolderAnswer, 'same'>): string {
  const [what, bring] =
    answer === 'empty'
      ? [`${folder} is empty and was not: its disk is not mounted any more`, 'mount it']
      : [`Another folder is at ${folder} now, with nothing of what was there`, 'bring the first one back'];
  return `${what}. Nothing is forgotten: ${bring}, and the device goes on; or tell it to index the folder as it is (--index-as-is).`;
}

function isSurelyEmpty(folder: string): boolean {
  try {
    return isEmptyFolder(folder);
  } catch {
    return false;
  }
}

function markOf(folder: string): Mark {
  return { dev: statSync(folder).dev, identity: identityOfFolder(folder) };
}
