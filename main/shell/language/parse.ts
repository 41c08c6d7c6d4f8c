// Mirrors mksh's syn.c: from the text of a script to what it says.
import {
  type AndOr,
  type Assignment,
  type Branch,
  type CaseBranch,
  type Command,
  type Pipeline,
  REDIRECTIONS,
  type Redirection,
  type Script,
  ShellSyntaxError,
  type Word,
} from './syntax.ts';
import { WordParser } from './wordParser.ts';

/** Parses a script. @throws {ShellSyntaxError} in mksh's words */
export function parse(text: string): Script {
  return new Parser(text).whole();
}

type Open = { redirection: Redirection; delimiter: string; strips: boolean; expands: boolean };

const RESERVED = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ';;', ')']);

class Parser extends WordParser {
  /** Here-documents whose text begins on the next line. */
  readonly #open: Open[] = [];

  whole(): Script {
    const script = this.#list();
    if (!this.isAtEnd) throw this.#unexpected();
    return script;
  }

  protected another(text: string): Parser {
    return new Parser(text);
  }

  protected scriptBeforeParenthesis(): Script {
    const script = this.#list();
    if (this.char !== ')') throw this.#unexpected();
    return script;
  }

  #list(): Script {
    const items: AndOr[] = [];
    for (this.#newlines(); !this.isAtEnd && !this.#isReserved(); this.#newlines()) {
      const item = this.#andOr();
      this.#blanks();
      const background = this.char === '&';
      items.push({ ...item, background });
      if (background || (this.char === ';' && !this.startsWith(';;'))) this.position++;
      else if (this.char !== '\n') break;
    }
    return items;
  }

  /** A list that may not be empty, up to a word. */
  #listUntil(...words: readonly string[]): Script {
    const list = this.nested(() => this.#list());
    const found = words.find((word) => this.#reserved() === word);
    if (found === undefined || list.length === 0) throw this.#unexpected();
    return list;
  }

  #andOr(): Omit<AndOr, 'background'> {
    const first = this.#pipeline();
    const rest: AndOr['rest'][number][] = [];
    for (this.#blanks(); this.startsWith('&&') || this.startsWith('||'); this.#blanks()) {
      const operator = this.startsWith('&&') ? '&&' : '||';
      this.position += 2;
      this.#newlines();
      rest.push({ operator, pipeline: this.#pipeline() });
    }
    return { first, rest };
  }

  #pipeline(): Pipeline {
    this.#blanks();
    let negated = false;
    for (; /^!\s/.test(this.text.slice(this.position, this.position + 2)); this.#blanks()) {
      negated = !negated;
      this.position++;
    }
    const commands = [this.#command()];
    for (this.#blanks(); this.char === '|' && !this.startsWith('||'); this.#blanks()) {
      this.position += this.startsWith('|&') ? 2 : 1;
      this.#newlines();
      commands.push(this.#command());
    }
    return { negated, commands };
  }

  #command(): Command {
    this.#blanks();
    const compound = this.nested(() => this.#compound());
    if (compound === null) return this.#simple();
    const redirections: Redirection[] = [];
    for (let each = this.#redirection(); each !== null; each = this.#redirection()) redirections.push(each);
    return { ...compound, redirections };
  }

  #compound(): Command | null {
    const redirections: readonly Redirection[] = [];
    if (this.char === '(') {
      this.position++;
      const body = this.scriptBeforeParenthesis();
      if (body.length === 0) throw this.#unexpected();
      this.position++;
      return { kind: 'subshell', body, redirections };
    }
    const word = this.#keyword();
    if (word === null) return this.#function();
    this.position += word.length;
    switch (word) {
      case '{': {
        const body = this.#listUntil('}');
        this.position++;
        return { kind: 'group', body, redirections };
      }
      case 'if':
        return { ...this.#if(), redirections };
      case 'for':
        return { ...this.#for(), redirections };
      case 'case':
        return { ...this.#case(), redirections };
      case '[[':
        return { kind: 'condition', words: this.#conditionWords(), redirections };
      case 'while':
      case 'until': {
        const condition = this.#listUntil('do');
        return { kind: 'while', until: word === 'until', condition, body: this.#doGroup(), redirections };
      }
    }
  }

  #keyword(): (typeof KEYWORDS)[number] | null {
    return KEYWORDS.find((each) => this.startsWith(each) && this.#endsWord(this.position + each.length)) ?? null;
  }

  #function(): Command | null {
    const match = /(?:function[ \t]+([\w-]+)[ \t]*(?:\([ \t]*\))?|([A-Za-z_][\w-]*)[ \t]*\([ \t]*\))\s*/y;
    match.lastIndex = this.position;
    const found = match.exec(this.text);
    if (found === null) return null;
    this.position += found[0].length;
    const body = this.#command();
    return { kind: 'function', name: found[1] ?? found[2] ?? '', body, redirections: [] };
  }

  #if(): Readonly<{ kind: 'if'; branches: readonly Branch[]; otherwise: Script | null }> {
    const branches: Branch[] = [];
    for (;;) {
      const condition = this.#listUntil('then');
      this.position += 4;
      const body = this.#listUntil('elif', 'else', 'fi');
      branches.push({ condition, body });
      if (!this.startsWith('elif')) break;
      this.position += 4;
    }
    let otherwise: Script | null = null;
    if (this.startsWith('else')) {
      this.position += 4;
      otherwise = this.#listUntil('fi');
    }
    this.position += 2;
    return { kind: 'if', branches, otherwise };
  }

  #for(): Readonly<{ kind: 'for'; name: string; words: readonly Word[] | null; body: Script }> {
    this.#blanks();
    const name = this.#plainWord();
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellSyntaxError(`${name}: not an identifier`);
    this.#newlines();
    let words: Word[] | null = null;
    if (this.startsWith('in') && this.#endsWord(this.position + 2)) {
      this.position += 2;
      words = [];
      for (this.#blanks(); ; this.#blanks()) {
        const word = this.word();
        if (word === null) break;
        words.push(word);
      }
    }
    if (this.char === ';') this.position++;
    this.#newlines();
    if (this.#reserved() !== 'do') throw this.#unexpected();
    return { kind: 'for', name, words, body: this.#doGroup() };
  }

  #doGroup(): Script {
    this.position += 2;
    const body = this.#listUntil('done');
    this.position += 4;
    return body;
  }

  #case(): Readonly<{ kind: 'case'; word: Word; branches: readonly CaseBranch[] }> {
    this.#blanks();
    const word = this.word();
    this.#newlines();
    if (word === null || this.#plainWord() !== 'in') throw this.#unexpected();
    const branches: CaseBranch[] = [];
    for (this.#newlines(); this.#reserved() !== 'esac'; this.#newlines()) {
      if (this.char === '(') this.position++;
      const patterns: Word[] = [];
      do {
        if (patterns.length > 0) this.position++;
        this.#blanks();
        const pattern = this.word();
        if (pattern === null) throw this.#unexpected();
        patterns.push(pattern);
        this.#blanks();
      } while (this.char === '|');
      if (this.char !== ')') throw this.#unexpected();
      this.position++;
      const body = this.nested(() => this.#list());
      branches.push({ patterns, body });
      if (this.startsWith(';;')) this.position += 2;
      else if (this.#reserved() !== 'esac') throw this.#unexpected();
    }
    this.position += 4;
    return { kind: 'case', word, branches };
  }

  #conditionWords(): readonly Word[] {
    const words: Word[] = [];
    for (;;) {
      this.#newlines();
      if (this.startsWith(']]') && this.#endsWord(this.position + 2)) break;
      const operator = ['&&', '||', '(', ')', '<', '>'].find((each) => this.startsWith(each));
      if (operator !== undefined) {
        this.position += operator.length;
        words.push([{ kind: 'text', text: operator, quoted: false }]);
        continue;
      }
      const word = this.word();
      if (word === null) throw this.#unexpected();
      words.push(word);
    }
    this.position += 2;
    return words;
  }

  #simple(): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.#blanks();
      const redirection = this.#redirection();
      if (redirection !== null) {
        redirections.push(redirection);
        continue;
      }
      const assignment = words.length === 0 ? this.#assignment() : null;
      if (assignment !== null) {
        assignments.push(assignment);
        continue;
      }
      const word = this.word();
      if (word === null) break;
      words.push(word);
    }
    if (assignments.length + words.length + redirections.length === 0) throw this.#unexpected();
    return { kind: 'simple', assignments, words, redirections };
  }

  #assignment(): Assignment | null {
    const match = /([A-Za-z_]\w*)(\+?)=/y;
    match.lastIndex = this.position;
    const found = match.exec(this.text);
    if (found === null) return null;
    this.position += found[0].length;
    return { name: found[1] ?? '', appends: found[2] === '+', value: this.word() ?? [] };
  }

  #redirection(): Redirection | null {
    this.#blanks();
    const match = /\d*(?=[<>])/y;
    match.lastIndex = this.position;
    const digits = match.exec(this.text)?.[0] ?? '';
    const operator = REDIRECTIONS.find((each) => this.text.startsWith(each, this.position + digits.length));
    if (operator === undefined || (operator === '&>' && digits !== '')) return null;
    this.position += digits.length + operator.length;
    this.#blanks();
    const target = this.word();
    if (target === null) throw this.#unexpected();
    const fd = digits === '' ? (operator.startsWith('<') ? 0 : 1) : Number(digits);
    switch (operator) {
      case '<<':
      case '<<-':
        return this.#hereDocument(fd, target, operator === '<<-');
      case '<<<':
        return { fd, operator: 'here', target: [...target, { kind: 'text', text: '\n', quoted: true }] };
      case '&>':
        return { fd: -1, operator: 'write', target };
      case '>&':
      case '<&':
        return { fd, operator: 'duplicate', target };
      case '<':
        return { fd, operator: 'read', target };
      default:
        return { fd, operator: operator === '>>' ? 'append' : 'write', target };
    }
  }

  #hereDocument(fd: number, target: Word, strips: boolean): Redirection {
    const delimiter = target.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    const expands = target.every((part) => part.kind !== 'text' || !part.quoted);
    const redirection = { fd, operator: 'here', target: [] as Word } as const;
    const open = { redirection, delimiter, strips, expands };
    this.#open.push(open);
    return redirection;
  }

  /** At the start of a line: the texts that were announced on the one before. */
  #readHereDocuments(): void {
    for (const { redirection, delimiter, strips, expands } of this.#open.splice(0)) {
      let text = '';
      for (;;) {
        if (this.isAtEnd) break;
        const end = this.text.indexOf('\n', this.position);
        const raw = this.text.slice(this.position, end < 0 ? undefined : end);
        this.position = end < 0 ? this.text.length : end + 1;
        const line = strips ? raw.replace(/^\t+/, '') : raw;
        if (line === delimiter) break;
        text += `${line}\n`;
      }
      const word: Word = expands ? this.hereDocument(text) : [{ kind: 'text', text, quoted: true }];
      // The word is known only now; nobody has looked at it yet.
      (redirection as { target: Word }).target = word;
    }
  }

  #blanks(): void {
    const match = /(?:[ \t]|\\\n)*(?:#[^\n]*)?/y;
    match.lastIndex = this.position;
    const found = match.exec(this.text)?.[0] ?? '';
    const comment = found.indexOf('#');
    // In the middle of a word it is no comment; every word is read to its end before.
    this.position += comment > 0 || this.#isWordStart() ? found.length : 0;
  }

  #isWordStart(): boolean {
    return this.position === 0 || /[\s;&|()]/.test(this.text.charAt(this.position - 1)) || this.char !== '#';
  }

  #newlines(): void {
    for (this.#blanks(); this.char === '\n'; this.#blanks()) {
      this.position++;
      this.#readHereDocuments();
    }
  }

  #plainWord(): string {
    const word = this.word() ?? [];
    return word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  }

  #endsWord(position: number): boolean {
    return position >= this.text.length || /[\s;&|<>()]/.test(this.text.charAt(position));
  }

  /** The word here that ends a list, or null. */
  #reserved(): string | null {
    if (this.char === ')') return ')';
    if (this.startsWith(';;')) return ';;';
    const match = /[a-z]+|\}/y;
    match.lastIndex = this.position;
    const word = match.exec(this.text)?.[0] ?? '';
    return RESERVED.has(word) && this.#endsWord(this.position + word.length) ? word : null;
  }

  #isReserved(): boolean {
    return this.#reserved() !== null;
  }

  #unexpected(): ShellSyntaxError {
    const rest = /\S+/y;
    rest.lastIndex = this.position;
    const operator = ['&&', '||', ';;'].find((each) => this.startsWith(each)) ?? this.char;
    const word = /[;&|()<>]/.test(this.char) ? operator : rest.exec(this.text)?.[0];
    if (this.isAtEnd) return new ShellSyntaxError('syntax error: unexpected EOF');
    return new ShellSyntaxError(`syntax error: unexpected '${this.char === '\n' ? 'newline' : (word ?? '')}'`);
  }
}

const KEYWORDS = ['{', 'if', 'for', 'case', 'while', 'until', '[['] as const;
