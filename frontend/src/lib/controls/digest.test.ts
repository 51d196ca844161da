import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestOf } from './digest';

for (const { name, given } of [
  { name: 'nothing', given: 0 },
  { name: 'a small file', given: 100_003 },
  { name: 'a file of many pieces', given: 20_000_011 }
]) {
  it(`digests ${name}`, async () => {
    const content = Buffer.alloc(given, 'touchstone');
    expect(await digestOf(new Blob([content]))).toBe(createHash('sha256').update(content).digest('hex'));
  });
}
