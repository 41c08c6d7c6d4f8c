// Mirrors mksh's struct op (tree.h): what a script is made of.

/** Pieces that are put together to a word; what was quoted is neither split nor taken for a pattern. */
export type Word = readonly WordPart[];

export type WordPart =
  | Readonly<{ kind: 'text'; text: string; quoted: boolean }>
  | Readonly<{ kind: 'parameter'; name: string; operation: ParameterOperation | null; quoted: boolean }>
  | Readonly<{ kind: 'command'; script: Script; quoted: boolean }>
  | Readonly<{ kind: 'arithmetic'; expression: Word; quoted: boolean }>;

/** `${#name}` is the length; the others are what stands behind the name. */
export type ParameterOperation =
  | Readonly<{ kind: 'length' }>
  | Readonly<{ kind: ParameterOperator; word: Word }>
  | Readonly<{ kind: 'replace'; all: boolean; pattern: Word; replacement: Word }>
  | Readonly<{ kind: 'slice'; offset: Word; length: Word | null }>;

export const PARAMETER_OPERATORS = [':-', ':=', ':+', ':?', '##', '%%', '-', '=', '+', '?', '#', '%'] as const;
export type ParameterOperator = (typeof PARAMETER_OPERATORS)[number];

export type Assignment = Readonly<{ name: string; value: Word; appends: boolean }>;

export const REDIRECTIONS = ['&>', '<<-', '<<<', '<<', '>>', '>&', '>|', '<&', '<', '>'] as const;

/** `target` is what a here-document says, where it is one. */
export type Redirection = Readonly<{
  fd: number;
  operator: 'read' | 'write' | 'append' | 'duplicate' | 'here';
  target: Word;
}>;

export type Command = Readonly<{ redirections: readonly Redirection[] }> &
  (
    | Readonly<{ kind: 'simple'; assignments: readonly Assignment[]; words: readonly Word[] }>
    | Readonly<{ kind: 'group' | 'subshell'; body: Script }>
    | Readonly<{ kind: 'if'; branches: readonly Branch[]; otherwise: Script | null }>
    | Readonly<{ kind: 'for'; name: string; words: readonly Word[] | null; body: Script }>
    | Readonly<{ kind: 'while'; until: boolean; condition: Script; body: Script }>
    | Readonly<{ kind: 'case'; word: Word; branches: readonly CaseBranch[] }>
    | Readonly<{ kind: 'function'; name: string; body: Command }>
    /** The words between [[ and ]]. */
    | Readonly<{ kind: 'condition'; words: readonly Word[] }>
  );

export type Branch = Readonly<{ condition: Script; body: Script }>;
export type CaseBranch = Readonly<{ patterns: readonly Word[]; body: Script }>;

export type Pipeline = Readonly<{ negated: boolean; commands: readonly Command[] }>;

export type AndOr = Readonly<{
  first: Pipeline;
  rest: readonly Readonly<{ operator: '&&' | '||'; pipeline: Pipeline }>[];
  background: boolean;
}>;

export type Script = readonly AndOr[];

/** What is no script; the message is as mksh has it. */
export class ShellSyntaxError extends Error {}
