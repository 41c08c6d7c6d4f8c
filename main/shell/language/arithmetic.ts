// Mirrors mksh's expr.c: what is between `$((` and `))`, in 32 bits.
import { ShellSyntaxError } from './syntax.ts';

export type Variables = Readonly<{ get(name: string): string; set(name: string, value: string): void }>;

const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<=|>>=|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),])/y;

/** From what binds least to what binds most. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** @throws {ShellSyntaxError} in mksh's words */
export function evaluate(expression: string, variables: Variables): number {
  return new Evaluation(expression, variables).run();
}

class Evaluation {
  readonly #expression: string;
  readonly #variables: Variables;
  readonly #tokens: string[] = [];
  #index = 0;
  /** Above 0 where nothing is done: the side of `&&`, `||` or `?:` that does not count. */
  #skipped = 0;

  constructor(expression: string, variables: Variables) {
    this.#expression = expression;
    this.#variables = variables;
    const text = expression.trimEnd();
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
      const at = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (found === null) throw this.#bad(`unexpected '${text.slice(at).trim().charAt(0)}'`);
      this.#tokens.push(found[1] ?? '');
    }
  }

  run(): number {
    if (this.#tokens.length === 0) return 0;
    const value = this.#comma();
    if (this.#peek !== '') throw this.#bad(`unexpected '${this.#peek}'`);
    return value;
  }

  get #peek(): string {
    return this.#tokens[this.#index] ?? '';
  }

  #take(token: string): boolean {
    if (this.#peek !== token) return false;
    this.#index++;
    return true;
  }

  #comma(): number {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): number {
    const name = this.#peek;
    const operator = this.#tokens[this.#index + 1] ?? '';
    if (!/^[A-Za-z_]/.test(name) || !/^(?:=|[-+*/%&|^]=|<<=|>>=)$/.test(operator)) return this.#conditional();
    this.#index += 2;
    const right = this.#assignment();
    const value = operator === '=' ? right : this.#apply(operator.slice(0, -1), this.#value(name), right);
    if (this.#skipped === 0) this.#variables.set(name, String(value));
    return value;
  }

  #conditional(): number {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const first = this.#unless(condition !== 0, () => this.#comma());
    if (!this.#take(':')) throw this.#bad("missing ':'");
    const second = this.#unless(condition === 0, () => this.#assignment());
    return condition !== 0 ? first : second;
  }

  #binary(level: number): number {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let operator = this.#peek; operators.includes(operator); operator = this.#peek) {
      this.#index++;
      const counts = operator === '&&' ? left !== 0 : operator === '||' ? left === 0 : true;
      const right = this.#unless(counts, () => this.#binary(level + 1));
      left = this.#apply(operator, left, right);
    }
    return left;
  }

  #unless(counts: boolean, run: () => number): number {
    if (counts) return run();
    this.#skipped++;
    const value = run();
    this.#skipped--;
    return value;
  }

  #unary(): number {
    const operator = this.#peek;
    if (operator === '++' || operator === '--') {
      this.#index++;
      const name = this.#peek;
      this.#index++;
      return this.#step(name, operator);
    }
    if (['-', '+', '!', '~'].includes(operator)) {
      this.#index++;
      const value = this.#unary();
      if (operator === '-') return -value | 0;
      if (operator === '+') return value;
      return operator === '!' ? Number(value === 0) : ~value;
    }
    if (this.#take('(')) {
      const value = this.#comma();
      if (!this.#take(')')) throw this.#bad("missing ')'");
      return value;
    }
    return this.#operand();
  }

  #operand(): number {
    const token = this.#peek;
    this.#index++;
    if (/^\d/.test(token)) return Number(token) | 0;
    if (!/^[A-Za-z_]/.test(token)) throw this.#bad(token === '' ? 'unexpected end' : `unexpected '${token}'`);
    const value = this.#value(token);
    const after = this.#peek;
    if (after === '++' || after === '--') {
      this.#index++;
      this.#step(token, after);
    }
    return value;
  }

  #step(name: string, operator: string): number {
    const value = (this.#value(name) + (operator === '++' ? 1 : -1)) | 0;
    if (this.#skipped === 0) this.#variables.set(name, String(value));
    return value;
  }

  #value(name: string): number {
    const text = this.#variables.get(name).trim();
    if (text === '') return 0;
    if (!/^[-+]?(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text)) throw this.#bad(`bad number '${text}'`);
    return (text.startsWith('-') ? -Number(text.slice(1)) : Number(text)) | 0;
  }

  #apply(operator: string, left: number, right: number): number {
    switch (operator) {
      case '+':
        return (left + right) | 0;
      case '-':
        return (left - right) | 0;
      case '*':
        return Math.imul(left, right);
      case '/':
      case '%':
        if (right === 0 && this.#skipped === 0) throw this.#bad('zero divisor');
        return operator === '/' ? (left / right) | 0 : (left % right) | 0;
      case '<<':
        return left << right;
      case '>>':
        return left >> right;
      case '&':
        return left & right;
      case '|':
        return left | right;
      case '^':
        return left ^ right;
      default:
        return Number(this.#compare(operator, left, right));
    }
  }

  #compare(operator: string, left: number, right: number): boolean {
    switch (operator) {
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '<=':
        return left <= right;
      case '>=':
        return left >= right;
      case '&&':
        return left !== 0 && right !== 0;
      default:
        return left !== 0 || right !== 0;
    }
  }

  #bad(what: string): ShellSyntaxError {
    return new ShellSyntaxError(`${this.#expression}: ${what}`);
  }
}
