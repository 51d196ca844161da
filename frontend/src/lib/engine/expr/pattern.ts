/**
 * Regular expressions of the subset that RE2 and JavaScript share, matched as a whole. A pattern is read strictly, its
 * repetitions are written out, and all ways through it are followed at once (Thompson, "Regular expression search
 * algorithm", Communications of the ACM 11, 1968), so that no pattern takes longer than its size times the text.
 */

/** The most repetitions that {n,m} may ask for, also by standing in each other. */
const most = 1000;

/** The most signs, classes, places and alternatives that a pattern may have with its repetitions written out. */
const largest = 5000;

/** How deep groups may nest. */
const deepest = 100;

const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)$/;
const spaces = '\\t\\n\\f\\r ';
const controls = 'tnrfv';

/** What a pattern consists of; `size` and `copies` are bounded. */
interface Piece {
  size: number;
  /** The most repetitions within it. */
  copies: number;
  /** Adds the states that lead to a state, and gives the first. */
  build(program: Program, next: number): number;
}

class Reader {
  private at = 0;
  private depth = 0;
  private readonly signs: readonly string[];

  constructor(source: string) {
    this.signs = Array.from(source);
  }

  whole(): Piece {
    const piece = this.alternatives();
    if (this.at < this.signs.length) this.fail('")" has no "("');
    if (piece.size > largest) this.fail(`it is larger than ${largest} signs with all repetitions`);
    return piece;
  }

  private get sign(): string {
    return this.signs[this.at] ?? '';
  }

  private fail(message: string): never {
    throw new RangeError(`the pattern is not in the shared subset: ${message}`);
  }

  private take(text: string): boolean {
    if (this.signs.slice(this.at, this.at + text.length).join('') !== text) return false;
    this.at += text.length;
    return true;
  }

  private alternatives(): Piece {
    if (this.depth > deepest) this.fail(`it is nested deeper than ${deepest} groups`);
    const rows: Piece[][] = [[]];
    while (this.sign !== '' && this.sign !== ')') {
      if (this.take('|')) rows.push([]);
      else rows.at(-1)?.push(this.term());
    }
    const pieces = rows.flat();
    const row = (program: Program, parts: readonly Piece[], next: number) => parts.reduceRight((to, part) => part.build(program, to), next);
    return {
      size: pieces.reduce((sum, { size }) => Math.min(sum + size, largest + 1), rows.length - 1),
      copies: Math.max(1, ...pieces.map(({ copies }) => copies)),
      build: (program, next) => program.add({ to: rows.map((parts) => row(program, parts, next)) })
    };
  }

  private term(): Piece {
    for (const place of ['^', '$', '\\b', '\\B'] as const) {
      if (!this.take(place)) continue;
      if (/[*+?{]/.test(this.sign)) this.fail(`"${this.sign}" repeats nothing`);
      return { size: 1, copies: 1, build: (program, next) => program.add({ place, to: [next] }) };
    }
    return this.repetition(this.atom());
  }

  private atom(): Piece {
    const sign = this.sign;
    this.at++;
    if (sign === '(') return this.group();
    if (sign === '[') return single(this.set());
    if (sign === '.') return single('[^\\n]');
    if (sign === '\\') return single(this.escaped(false));
    if ('*+?{'.includes(sign)) this.fail(`"${sign}" repeats nothing`);
    return { size: 1, copies: 1, build: (program, next) => program.add({ sign, to: [next] }) };
  }

  private group(): Piece {
    if (this.sign === '?' && !this.take('?:')) this.fail('only plain groups and (?: ) are allowed');
    this.depth++;
    const piece = this.alternatives();
    this.depth--;
    if (!this.take(')')) this.fail('a ")" is missing');
    return { ...piece, size: Math.max(1, piece.size) };
  }

  private repetition(piece: Piece): Piece {
    const sign = this.sign;
    if (sign === '' || !'*+?{'.includes(sign)) return piece;
    const [least, greatest] = sign === '{' ? this.counted() : [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity];
    if (sign !== '{') this.at++;
    this.take('?');
    if (this.sign !== '' && '*+?{'.includes(this.sign)) this.fail('a repetition is repeated');
    const bound = greatest === Infinity ? least : greatest;
    const copies = sign === '{' && bound > 0 ? piece.copies * bound : sign === '{' ? 1 : piece.copies;
    if (copies > most) this.fail(`more than ${most} repetitions in each other`);
    const size = sign !== '{' ? piece.size + 1 : piece.size * (greatest === Infinity ? least + 1 : Math.max(greatest, 1));
    return { size, copies, build: (program, next) => repeated(program, piece, least, greatest, next) };
  }

  /** Reads {n}, {n,} or {n,m}. */
  private counted(): [least: number, greatest: number] {
    const rest = this.signs.slice(this.at, this.at + 12).join('');
    const match = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest);
    if (!match) this.fail('"{" begins no repetition');
    const [text = '', least = '', open, greatest] = match;
    if (Number(least) > most || Number(greatest ?? 0) > most) this.fail(`more than ${most} repetitions`);
    if (greatest && Number(greatest) < Number(least)) this.fail(`${text} is the wrong way round`);
    this.at += text.length;
    return [Number(least), greatest ? Number(greatest) : open === undefined ? Number(least) : Infinity];
  }

  /** What follows a backslash. */
  private escaped(inSet: boolean): string {
    const sign = this.sign;
    this.at++;
    if (sign === '') this.fail('it ends with a backslash');
    if ('dDwW'.includes(sign) || controls.includes(sign)) return `\\${sign}`;
    if (sign === 's') return inSet ? spaces : `[${spaces}]`;
    if (sign === 'S' && !inSet) return `[^${spaces}]`;
    if (sign === 'p' || sign === 'P') return this.category(sign);
    if (/^[!-/:-@[-`{-~]$/.test(sign)) return quoted(sign);
    this.fail(`\\${sign}`);
  }

  private category(sign: string): string {
    const match = /^\{(\w+)\}/.exec(this.signs.slice(this.at, this.at + 5).join(''));
    if (!match || !categories.test(match[1] ?? '')) this.fail(`\\${sign} takes a general category such as {L}`);
    this.at += match[0].length;
    return `\\${sign}${match[0]}`;
  }

  private set(): string {
    let written = this.take('^') ? '[^' : '[';
    for (let first = true; first || this.sign !== ']'; first = false) {
      const [low, text] = this.member();
      written += text;
      if (this.sign !== '-' || this.signs[this.at + 1] === ']') continue;
      this.at++;
      const [high, end] = this.member();
      if (low === undefined || high === undefined || low > high) this.fail('a range in [ ] is the wrong way round');
      written += `-${end}`;
    }
    this.at++;
    return `${written}]`;
  }

  /** A member of a set: its code point, unless it is a class, and how it is written. */
  private member(): [number | undefined, string] {
    const sign = this.sign;
    if (sign === '') this.fail('a "]" is missing');
    this.at++;
    if (sign === '[' && this.sign === ':') this.fail('[: :] classes');
    if (sign !== '\\') return [sign.codePointAt(0), quoted(sign)];
    const next = this.sign;
    const text = this.escaped(true);
    if (controls.includes(next)) return [[9, 10, 13, 12, 11][controls.indexOf(next)], text];
    return [/^\w$/.test(next) ? undefined : next.codePointAt(0), text];
  }
}

function quoted(sign: string): string {
  return /^[\^$\\.*+?()[\]{}|/]$/.test(sign) ? `\\${sign}` : sign === '-' ? '\\x2d' : sign;
}

/** A class of signs, written as JavaScript has it. */
function single(written: string): Piece {
  return { size: 1, copies: 1, build: (program, next) => program.add({ test: program.test(written), to: [next] }) };
}

/** As many copies as there must be, and then either those that may be or a loop. */
function repeated(program: Program, piece: Piece, least: number, greatest: number, next: number): number {
  let first = next;
  if (greatest === Infinity) {
    const loop = program.add({ to: [next] });
    program.states[loop]?.to.push(piece.build(program, loop));
    first = loop;
  } else {
    for (let copy = least; copy < greatest; copy++) first = program.add({ to: [next, piece.build(program, first)] });
  }
  for (let copy = 0; copy < least; copy++) first = piece.build(program, first);
  return first;
}

/** A state waits for a sign or one of a class, or leads on at once, perhaps only at a place. */
interface State {
  sign?: string;
  test?: number;
  place?: '^' | '$' | '\\b' | '\\B';
  to: number[];
}

/** The states of a pattern; the first is where it ends. */
class Program {
  readonly states: State[] = [{ to: [] }];
  private readonly tests: RegExp[] = [];
  private readonly written = new Map<string, number>();

  add(state: State): number {
    return this.states.push(state) - 1;
  }

  /** The number of a class. */
  test(written: string): number {
    const known = this.written.get(written);
    if (known !== undefined) return known;
    this.written.set(written, this.tests.length);
    return this.tests.push(new RegExp(`^${written}$`, 'u')) - 1;
  }

  matches(start: number, signs: readonly string[]): boolean {
    const seen = new Int32Array(this.states.length).fill(-1);
    const verdicts: (boolean | undefined)[] = [];
    let waiting = this.follow([start], signs, 0, seen);
    for (let at = 0; at < signs.length && waiting.length > 0; at++) {
      const sign = signs[at] ?? '';
      verdicts.length = 0;
      const passed: number[] = [];
      for (const number of waiting) {
        const { sign: wanted, test, to } = this.states[number] as State;
        const passes = test === undefined ? wanted === sign : (verdicts[test] ??= this.tests[test]?.test(sign) ?? false);
        if (passes) passed.push(to[0] as number);
      }
      waiting = this.follow(passed, signs, at + 1, seen);
    }
    return seen[0] === signs.length;
  }

  /** The states that wait for a sign, from the given ones on; `seen` holds where each state was reached last. */
  private follow(from: number[], signs: readonly string[], at: number, seen: Int32Array): number[] {
    const waiting: number[] = [];
    for (let number = from.pop(); number !== undefined; number = from.pop()) {
      if (seen[number] === at) continue;
      seen[number] = at;
      const { sign, test, place, to } = this.states[number] as State;
      if (sign !== undefined || test !== undefined) waiting.push(number);
      else if (place === undefined || holds(place, signs, at)) for (const next of to) from.push(next);
    }
    return waiting;
  }
}

function holds(place: NonNullable<State['place']>, signs: readonly string[], at: number): boolean {
  if (place === '^') return at === 0;
  if (place === '$') return at === signs.length;
  const word = (index: number) => /^\w$/.test(signs[index] ?? '');
  return (word(at - 1) !== word(at)) === (place === '\\b');
}

/** A pattern ready to match. */
export interface Pattern {
  /** Signs, classes, places and alternatives with all repetitions. */
  size: number;
  /** Whether it matches the whole of a text, given by its code points. */
  matches(signs: readonly string[]): boolean;
}

const patterns = new Map<string, Pattern>();

/** Throws a RangeError that says why the pattern cannot be used. */
export function patternOf(source: string): Pattern {
  let pattern = patterns.get(source);
  if (!pattern) {
    const piece = new Reader(source).whole();
    const program = new Program();
    const start = piece.build(program, 0);
    pattern = { size: piece.size, matches: (signs) => program.matches(start, signs) };
    if (patterns.size > 200) patterns.clear();
    patterns.set(source, pattern);
  }
  return pattern;
}
