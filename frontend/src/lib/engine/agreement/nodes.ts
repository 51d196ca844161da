/**
 * Random references and paths into repeats and tables. The repeat `people` holds `name`, `age`, `likes` and the repeat
 * `visits`, which holds `cost` and `kind`; `stores` is a choice list, `prices` a table.
 */
import type { Draw } from './draw';

/** Where an expression stands. */
export type Standpoint = 'outside' | 'people' | 'visits';

export const inPeople = ['name', 'age', 'likes'];
export const inVisits = ['cost', 'kind'];
const repeated = [...inPeople, ...inVisits, 'people', 'visits'];

export const stores = ['zh', 'be', 'ge', 'x'].map((name, index) => ({
  name,
  ...(index === 2 ? {} : { label: { en: `Store ${name}`, ...(index === 1 ? { de: 'Laden' } : {}) } }),
  columns: { size: String(index * 2), city: ['Zürich', 'Bern', '', 'Bern'][index] ?? '' }
}));

export const prices = { columns: ['item', 'price'], rows: [['tea', '3'], ['milk', '2.5'], ['tea', '4'], ['', '1']] };

export class NodeMaker {
  /**
   * @param known the names that may be read; by default all
   * @param any makes any expression
   */
  constructor(
    private readonly draw: Draw,
    private readonly at: Standpoint,
    private readonly known: readonly string[] = repeated,
    private readonly any: () => string = () => '1'
  ) {}

  /** An expression that gives nodes, or a single value where it stands in the same instance. */
  make(): string {
    for (let tries = 0; tries < 30; tries++) {
      const made = this.draw.pick([() => this.reference(), () => this.path(), () => this.path(), () => this.relative(), () => this.rows()])();
      if (this.allows(made)) return made;
    }
    return '${q0}';
  }

  /** A call of a function that only makes sense here. */
  call(name: string): string {
    const { draw } = this;
    for (let tries = 0; tries < 30; tries++) {
      const made = this.special(name);
      if (this.allows(made)) return made;
    }
    return `version()${draw.oneIn(2) ? ' ' : ''}`;
  }

  private special(name: string): string {
    const { draw, at } = this;
    const number = () => draw.pick(['1', '2', '3', '0', '1.9', "'2'", this.any()]);
    if (name === 'position') return at === 'outside' ? `sum(${this.reference()})` : draw.pick(['position(..)', ...(at === 'visits' ? ['position(../..)', 'position(current()/..)'] : [])]);
    if (name === 'indexed-repeat') {
      return draw.pick([
        `indexed-repeat(\${${draw.pick(inPeople)}}, \${people}, ${number()})`,
        `indexed-repeat(\${${draw.pick(inVisits)}}, \${people}, ${number()}, \${visits}, ${number()})`,
        `indexed-repeat(\${${draw.pick(inVisits)}}, \${visits}, ${number()})`,
        `indexed-repeat(\${${draw.pick(inVisits)}}, \${people}, ${number()})`
      ]);
    }
    if (name === 'randomize') return `join(' ', randomize(${this.make()}${draw.pick(['', ', 7', ', -3.5', ", 'x'"])}))`;
    if (name === 'pulldata') {
      return draw.pick([
        `pulldata('stores', '${draw.pick(['label', 'size', 'name'])}', '${draw.pick(['name', 'city', 'label'])}', ${draw.pick(["'be'", "'Bern'", "''", this.any()])})`,
        `pulldata('prices', 'price', 'item', ${draw.pick(["'tea'", "'milk'", this.any()])})`
      ]);
    }
    return name === 'version' ? 'version()' : `${name}(${this.make()})`;
  }

  private allows(made: string): boolean {
    return repeated.every((name) => this.known.includes(name) || !new RegExp(`(?<![\\w'-])${name}(?![\\w'-])`).test(made.replace(/'[^']*'/g, '')));
  }

  private reference(): string {
    return `\${${this.draw.pick(repeated)}}`;
  }

  private path(): string {
    const { draw } = this;
    const people = draw.pick(['${people}', '/data/people']);
    return draw.pick([
      () => `${people}${this.person()}/${draw.pick(inPeople.slice(0, 2))}`,
      () => `${people}${this.person()}/visits${this.visit()}/${draw.pick(inVisits)}`,
      () => `${people}${this.person()}`,
      () => `\${visits}${this.visit()}/${draw.pick(inVisits)}`,
      () => `\${visits}${this.visit()}`,
      () => `\${age}[. ${draw.pick(['>', '=', '!='])} ${this.number()}]`,
      () => '/data/people/age',
      () => '/data/people/visits'
    ])();
  }

  /** From the own instance. */
  private relative(): string {
    const { draw, at } = this;
    if (at === 'outside') return draw.pick([`../people${this.person()}/age`, '../people', `current()/../people${this.person()}`]);
    const up = at === 'people' ? '..' : '../..';
    const around = [`${up}/${draw.pick(inPeople.slice(0, 2))}`, `${up}/visits${this.visit()}/cost`, `${up}/../people${this.person()}/name`, `${up}/../people`, `${up}/visits`];
    return draw.pick([...around, ...(at === 'visits' ? ['../cost', 'current()/../kind', '../../../people/visits/cost'] : ['current()/../age'])]);
  }

  private rows(): string {
    const { draw } = this;
    const test = draw.pick([
      '',
      `[size >= ${this.number()}]`,
      "[city = 'Bern']",
      '[position() mod 2 = 1]',
      `[name = ${this.any()}]`,
      "[starts-with(name, 'b') or label = 'Store x']",
      "[city != ''][1]",
      `[${this.number()}]`
    ]);
    return draw.pick([
      () => `instance('stores')/root/item${test}${draw.pick(['', '/name', '/label', '/size', '/city'])}`,
      () => `instance('prices')/root/item${draw.pick(['', "[item = 'tea']", '[price < 3]', '[2]'])}/price`
    ])();
  }

  private number(): string {
    return this.draw.pick(['0', '1', '2', '3', '5', '18']);
  }

  /** A predicate on people, or none. */
  private person(): string {
    const { draw } = this;
    const test = draw.pick([
      () => `age > ${this.number()}`,
      () => "name = 'a'",
      () => this.number(),
      () => `position() ${draw.pick(['=', '<', '!='])} ${this.number()}`,
      () => `count(visits[${this.visitTest()}]) > ${draw.pick(['0', '1'])}`,
      () => './age != ""',
      () => `sum(visits/cost) > ${this.number()}`,
      () => this.any(),
      () => (this.at === 'outside' ? 'true()' : 'position() != position(current()/..)')
    ])();
    return draw.oneIn(3) ? '' : `[${test}]${draw.oneIn(6) ? '[1]' : ''}`;
  }

  private visit(): string {
    return this.draw.oneIn(3) ? '' : `[${this.visitTest()}]`;
  }

  private visitTest(): string {
    const { draw } = this;
    return draw.pick([`cost > ${this.number()}`, "kind = 'a'", `../age > ${this.number()}`, `position() = ${this.number()}`, this.number(), '. = ""']);
  }
}
