/**
 * Regular expressions of the subset that RE2 and JavaScript share. A pattern is read strictly and written again so
 * that both engines match the same texts: a dot is anything but a line feed, \s is ASCII, every class is ASCII but \p.
 */

/** The most repetitions that {n,m} may ask for. */
const most = 1000;

const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)$/;
const spaces = '\\t\\n\\f\\r ';
const controls = 'tnrfv';

class Pattern {
  private at = 0;
  private readonly signs: readonly string[];
  written = '';

  constructor(source: string) {
    this.signs = Array.from(source);
    this.alternatives();
    if (this.at < this.signs.length) this.fail('")" has no "("');
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

  private alternatives(): void {
    for (;;) {
      if (this.sign === '' || this.sign === ')') return;
      if (this.take('|')) this.written += '|';
      else this.term();
    }
  }

  private term(): void {
    if (this.take('^')) this.written += '^';
    else if (this.take('$')) this.written += '$';
    else if (this.take('\\b')) this.written += '\\b';
    else if (this.take('\\B')) this.written += '\\B';
    else {
      this.atom();
      this.repetition();
      return;
    }
    if (/[*+?{]/.test(this.sign)) this.fail(`"${this.sign}" repeats nothing`);
  }

  private atom(): void {
    const sign = this.sign;
    this.at++;
    if (sign === '(') this.group();
    else if (sign === '[') this.set();
    else if (sign === '.') this.written += '[^\\n]';
    else if (sign === '\\') this.written += this.escaped(false);
    else if ('*+?{'.includes(sign)) this.fail(`"${sign}" repeats nothing`);
    else this.written += quoted(sign);
  }

  private group(): void {
    if (this.sign === '?' && !this.take('?:')) this.fail('only plain groups and (?: ) are allowed');
    this.written += '(?:';
    this.alternatives();
    if (!this.take(')')) this.fail('a ")" is missing');
    this.written += ')';
  }

  private repetition(): void {
    if (this.sign === '{') this.counted();
    else if (this.sign !== '' && '*+?'.includes(this.sign)) this.written += this.signs[this.at++];
    else return;
    if (this.take('?')) this.written += '?';
    if (this.sign !== '' && '*+?{'.includes(this.sign)) this.fail('a repetition is repeated');
  }

  private counted(): void {
    const rest = this.signs.slice(this.at, this.at + 12).join('');
    const match = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest);
    if (!match) this.fail('"{" begins no repetition');
    const [text = '', least = '', , greatest] = match;
    if (Number(least) > most || Number(greatest ?? 0) > most) this.fail(`more than ${most} repetitions`);
    if (greatest && Number(greatest) < Number(least)) this.fail(`${text} is the wrong way round`);
    this.at += text.length;
    this.written += text;
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

  private set(): void {
    this.written += this.take('^') ? '[^' : '[';
    for (let first = true; first || this.sign !== ']'; first = false) {
      const [low, text] = this.member();
      this.written += text;
      if (this.sign !== '-' || this.signs[this.at + 1] === ']') continue;
      this.at++;
      const [high, end] = this.member();
      if (low === undefined || high === undefined || low > high) this.fail('a range in [ ] is the wrong way round');
      this.written += `-${end}`;
    }
    this.at++;
    this.written += ']';
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

const compiled = new Map<string, RegExp>();

/** The pattern as a regular expression of whole texts; throws a RangeError outside the subset. */
function compilePattern(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${new Pattern(pattern).written})$`, 'u');
    if (compiled.size > 200) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression;
}

/** Throws a RangeError that says why the pattern cannot be used. */
export function checkPattern(pattern: string): void {
  compilePattern(pattern);
}

/** Whether the whole text matches; false for a pattern outside the subset. */
export function matchesWhole(text: string, pattern: string): boolean {
  try {
    return compilePattern(pattern).test(text);
  } catch {
    return false;
  }
}
