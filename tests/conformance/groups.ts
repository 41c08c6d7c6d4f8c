// What a vector group needs to be run: one function of ours that a case's input is mapped to.

export type Group = Readonly<{
  /** Answers what `expected` should say. A thrown Throwable counts as {error|exception, message}. */
  run(input: never): unknown;
  /** Compares by effect where the wording of a result is not the fact (an SQL text, a set). */
  same?(actual: never, expected: never, input: never): boolean;
}>;

/** Runners by group name, as the vector files name them. */
export type Groups = Readonly<Record<string, Group>>;
