/** Names that hardly two responses share. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Rules, rule } from './eval';
import { ExpressionError } from './lexer';
import { printNumber, toNumber } from './value';

const utf8 = new TextEncoder();

/** The longest that uuid() makes. */
const longest = 100_000;

/** A UUID of version 4 (RFC 9562), whose random bits are those of a digest. */
function versionFour(seed: string): string {
  const bits = sha256(utf8.encode(seed)).slice(0, 16);
  bits[6] = ((bits[6] ?? 0) & 0x0f) | 0x40;
  bits[8] = ((bits[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bits).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Digits and capitals, 16 from each digest of the seed and a number counted from 1. */
function signs(seed: string, length: number): string {
  let out = '';
  for (let block = 1; out.length < length; block++) {
    const bits = sha256(utf8.encode(`${seed}:${block}`));
    for (let index = 0; index < bits.length; index += 2) {
      out += ((((bits[index] ?? 0) << 8) | (bits[index + 1] ?? 0)) % 36).toString(36).toUpperCase();
    }
  }
  return out.slice(0, length);
}

export const identityFunctions: Rules = {
  uuid: {
    draws: true,
    ...rule(0, 1, ([length], { random, zone }) => {
      const seed = `${random.seed}:${printNumber(random())}`;
      if (length === undefined) return versionFour(seed);
      const wanted = Math.trunc(toNumber(length, zone));
      if (wanted > longest) throw new ExpressionError('steps', `a text of more than ${longest} signs`, 0);
      return wanted > 0 ? signs(seed, wanted) : '';
    })
  }
};
