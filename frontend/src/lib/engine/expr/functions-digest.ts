/** Fingerprints of texts, in UTF-8. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Part, type Rules, rule } from './eval';
import { toText } from './value';

type Digest = (data: Uint8Array) => Uint8Array;

const digests = new Map<string, Digest>([
  ['MD5', md5],
  ['SHA-1', sha1],
  ['SHA-256', sha256],
  ['SHA-384', sha384],
  ['SHA-512', sha512]
]);

const encodings = new Map<string, (sum: Uint8Array) => string>([
  ['base64', (sum) => btoa(String.fromCharCode(...sum))],
  ['hex', bytesToHex]
]);

const utf8 = new TextEncoder();

function digest(data: string, algorithm: string, encoding = 'base64'): string {
  const sum = digests.get(algorithm);
  return sum ? (encodings.get(encoding)?.(sum(utf8.encode(data))) ?? '') : '';
}

/** Refuses names of algorithms and encodings that are written out and do not exist. */
function checkDigest([, algorithm, encoding]: readonly Part[]): void {
  for (const [written, known] of [[algorithm?.literal, digests], [encoding?.literal, encodings]] as const) {
    if (written !== undefined && !known.has(written)) throw new RangeError(`there is no ${written}; there are ${[...known.keys()].join(', ')}`);
  }
}

export const digestFunctions: Rules = {
  digest: {
    ...rule(2, 3, ([data = '', algorithm = '', encoding = 'base64']) => digest(toText(data), toText(algorithm), toText(encoding))),
    check: checkDigest
  }
};
